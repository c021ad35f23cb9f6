"""The time, from a clock that can be put on any date, and where a day begins and ends."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Protocol

_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware, in UTC, cut to whole seconds."""


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC).replace(microsecond=0)


class FixedClock:
    """Stands where it is put until it is moved: for tests and demonstrations."""

    def __init__(self, at: datetime) -> None:
        self._at = instant(at)

    def now(self) -> datetime:
        return self._at

    def move(self, to: datetime) -> None:
        self._at = instant(to)

    def advance(self, by: timedelta) -> None:
        self._at = instant(self._at + by)


def instant(moment: datetime) -> datetime:
    """The same moment as all of Lianxin writes it: UTC, whole seconds."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment.astimezone(UTC).replace(microsecond=0)


def day_of(moment: datetime, zone: tzinfo) -> date:
    """The day to which an instant belongs for the people who live in `zone`."""
    return instant(moment).astimezone(zone).date()


def today(clock: Clock, zone: tzinfo) -> date:
    return day_of(clock.now(), zone)


def start_of_day(on: date, zone: tzinfo) -> datetime:
    return instant(datetime.combine(on, time.min, zone))


def end_of_day(on: date, zone: tzinfo) -> datetime:
    """The last whole second of the day: until it has passed, what is due that day is in time."""
    return start_of_day(on + _DAY, zone) - _SECOND
