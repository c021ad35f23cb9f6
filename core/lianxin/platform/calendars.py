"""The working days of a locality: stored with where they are known from, loaded when it opens."""

from collections.abc import Iterable, Sequence
from typing import Any
from weakref import WeakValueDictionary

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.calendar import CalendarDay, DayKind, WorkCalendar, published_years
from lianxin.database import Session, Transaction
from lianxin.language import Text
from lianxin.plugins.contributions import CalendarSource
from lianxin.plugins.manager import Installed
from lianxin.tables import CalendarDayRow

YEARS_BACK = 5
"""So many years are entered for a new locality; older days are judged by rule."""

_DAYS = select(
    col(CalendarDayRow.day),
    col(CalendarDayRow.kind),
    col(CalendarDayRow.name_zh),
    col(CalendarDayRow.name_en),
    col(CalendarDayRow.source),
    col(CalendarDayRow.provisional),
    col(CalendarDayRow.override),
).order_by(col(CalendarDayRow.day))
_BETWEEN = _DAYS.where(col(CalendarDayRow.day).between(bindparam("first"), bindparam("last")))

# Most localities have the same days: they share one calendar in memory.
_SHARED: WeakValueDictionary[int, WorkCalendar] = WeakValueDictionary()


def calendar_sources(installed: Installed) -> list[CalendarSource]:
    return [source for _, sources in installed.collect("lianxin_calendars") for source in sources]


async def load_calendar(session: Session) -> WorkCalendar:
    rows = tuple(await session.all(_DAYS))
    key = hash(rows)
    calendar = _SHARED.get(key)
    if calendar is None:
        published = [_day(row) for row in rows if not row.override]
        calendar = WorkCalendar.of(published, [_day(row) for row in rows if row.override])
        _SHARED[key] = calendar
    return calendar


async def enter_days(tx: Transaction, days: Iterable[CalendarDay]) -> int:
    """Store days as published, over what was there; the locality's own days stay. How many
    differ from before."""
    wanted = {day.date: day_values(day) for day in days if not day.provisional}
    if not wanted:
        return 0
    rows = await tx.all(_BETWEEN, first=min(wanted), last=max(wanted))
    kept = {row.day for row in rows if row.override}
    same = {row.day for row in rows if row._asdict() == wanted.get(row.day)}
    changed = [values for on, values in wanted.items() if on not in kept | same]
    known = {row.day for row in rows}
    for values in changed:
        if values["day"] in known:
            await tx.change(CalendarDayRow, col(CalendarDayRow.day) == values["day"], **values)
    await tx.add_values(CalendarDayRow, [v for v in changed if v["day"] not in known])
    return len(changed)


def days_for_new_locality(sources: Sequence[CalendarSource], this_year: int) -> list[CalendarDay]:
    years = range(this_year - YEARS_BACK, max(*published_years(), this_year) + 1)
    return days_of(sources, years)


def days_of(sources: Sequence[CalendarSource], years: Iterable[int]) -> list[CalendarDay]:
    """What the sources know for certain of those years; a later source wins."""
    found = [day for year in years for source in sources for day in source.days(year)]
    return list({day.date: day for day in found if not day.provisional}.values())


def _day(row: Any) -> CalendarDay:
    name = Text(row.name_zh, row.name_en)
    return CalendarDay(row.day, DayKind(row.kind), name, row.source, row.provisional)


def day_values(day: CalendarDay) -> dict[str, Any]:
    return {
        "day": day.date,
        "kind": day.kind.value,
        "name_zh": day.name.zh,
        "name_en": day.name.en,
        "source": day.source,
        "provisional": day.provisional,
        "override": False,
    }
