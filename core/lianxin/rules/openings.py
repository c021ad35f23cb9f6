"""Opening hours of a window: when it has to be open to everyone."""

from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from typing import Any, ClassVar

from lianxin.calendar import WorkCalendar
from lianxin.rules.base import Figure, Kind, Rule
from lianxin.rules.words import Words


@dataclass(frozen=True)
class OpeningHours:
    """Spans of each working day, from and until, in local time."""

    spans: tuple[tuple[time, time], ...]

    def open_at(self, moment: datetime, zone: tzinfo, calendar: WorkCalendar) -> bool:
        local = moment.astimezone(zone)
        return calendar.is_working(local.date()) and any(
            start <= local.time() < end for start, end in self.spans
        )

    def __str__(self) -> str:
        return ",".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in self.spans)


def opening_hours(text: str) -> OpeningHours:
    """`08:30-12:00,14:00-17:30`. Raises ValueError where the text is not like this."""
    spans = [part.split("-") for part in text.replace(" ", "").split(",")]
    found = tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in spans)
    if not all(start < end for start, end in found):
        raise ValueError(f"{text!r}: each span has to end after it begins")
    return OpeningHours(found)


@dataclass(frozen=True, kw_only=True)
class Opening(Rule):
    """Units of these kinds are open to everyone on working days in `hours`, or in their own: `own`
    is a column of such texts in a table that has `unit_id`, `since` and `until`.

    A case of `workflow` (a key within the module) whose field `at` (asked for when it is taken in)
    names a moment has in the column `sets` of its facts whether its unit had to be open then.
    """

    kind: ClassVar[Kind] = Kind.CALENDAR

    units: Words
    hours: str | Figure
    own: Any = None
    workflow: str
    at: str
    sets: str
