"""When a case came in, where it is written down only afterwards."""

from collections.abc import Iterator
from datetime import UTC, datetime

from lianxin.clock import day_of, start_of_day
from lianxin.commands.attempt import Attempt
from lianxin.errors import Problem, invalid
from lianxin.language import Text

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Before this a year is a slip of the pen: there were no such lines and mailboxes."""

_FUTURE = Text("反映时间不能晚于现在", "It cannot have been brought up later than now")
_ANCIENT = Text("反映时间过早，请检查年份", "That is too long ago; check the year")


def refusals_of_time(submitted_at: datetime, now: datetime) -> Iterator[Problem]:
    if submitted_at > now:
        yield invalid("TIME_IS_IN_FUTURE", _FUTURE, "submittedAt")
    if submitted_at < EARLIEST:
        yield invalid("TIME_IS_TOO_EARLY", _ANCIENT, "submittedAt")


def submission(attempt: Attempt, given: datetime | None, anonymous: bool) -> datetime:
    """The moment that is kept: of an anonymous case only its day."""
    if given is None or not anonymous:
        return given or attempt.now
    zone = attempt.locality.zone
    return start_of_day(day_of(given, zone), zone)
