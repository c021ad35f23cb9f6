"""By when a term ends, counted from what its row holds."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from lianxin.calendar import Count, DayCounted, Pause, count
from lianxin.calendar.counting import LONGEST
from lianxin.clock import day_of
from lianxin.localities import Locality


def trace(locality: Locality, term: Any) -> Count:
    """The count behind a row of `core_deadline` (or whatever has its columns), day by day."""
    return count(
        locality.calendar,
        day_of(term.started_at, locality.zone),
        term.days,
        term.unit_of_count,
        from_same_day=term.from_same_day,
        pauses=_pauses(term.pauses),
        extensions_days=term.extension_days,
    )


def trace_until(
    locality: Locality, start: date, last: date, from_same_day: bool = False
) -> tuple[DayCounted, ...]:
    """The days up to a last day that was named, instead of counted."""
    days = (last - start).days + from_same_day
    if not 0 <= days <= LONGEST:
        return count(locality.calendar, last, 0, "calendar").trace
    return count(locality.calendar, start, days, "calendar", from_same_day).trace


def _pauses(stored: Sequence[Sequence[str | None]]) -> list[Pause]:
    return [
        Pause(date.fromisoformat(start), date.fromisoformat(end) if end else None)
        for start, end in stored
        if start is not None
    ]
