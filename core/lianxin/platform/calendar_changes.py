"""Changing a locality's working days: a year's notice entered, a day of its own set."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlmodel import col

from lianxin.calendar import CalendarDay, DayKind, complete_year, notice_year
from lianxin.context import Context
from lianxin.database import Transaction
from lianxin.errors import Problem, Refused, invalid
from lianxin.events import announce, audit
from lianxin.language import Text
from lianxin.platform.calendars import day_values, days_of, enter_days
from lianxin.platform.counters import SNAPSHOT, bump
from lianxin.plugins.contributions import CalendarSource
from lianxin.tables import CalendarDayRow

_KINDS = {
    "放假": DayKind.PUBLIC_HOLIDAY,
    "holiday": DayKind.PUBLIC_HOLIDAY,
    "上班": DayKind.MAKE_UP_WORKING_DAY,
    "working": DayKind.MAKE_UP_WORKING_DAY,
}
_NOT_KNOWN = Text(
    "尚无 {year} 年节假日安排：请升级程序，或用 --file 导入通知中的日期",
    "The days of {year} are not known: upgrade, or enter the notice's days with --file",
)
_BAD_LINE = Text(
    "第 {line} 行应为 日期,放假|上班,节日，如 {year}-10-01,放假,国庆节",
    "Line {line} should be DATE,holiday|working,NAME such as {year}-10-01,holiday,National Day",
)


def published_days(sources: Sequence[CalendarSource], year: int) -> list[CalendarDay]:
    """What the installed sources say of a year. Raises Refused where they know nothing yet."""
    days = days_of(sources, [year])
    if not days:
        raise Refused([invalid("YEAR_NOT_PUBLISHED", _NOT_KNOWN.format(year=year), "year")])
    return days


def days_of_notice(file: Path, year: int, source: str) -> list[CalendarDay]:
    """A notice's holidays and make-up days from a CSV file; every other day follows the week.

    Raises Refused with each line that cannot be read.
    """
    with file.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(enumerate(csv.reader(stream), 1))
    problems: list[Problem] = []
    special = [day for n, cells in lines if (day := _read(n, cells, year, source, problems))]
    if problems:
        raise Refused(problems)
    return list(complete_year(year, special, source))


async def enter_year(context: Context, days: Sequence[CalendarDay]) -> int:
    """Store the days of a notice over what was known; the locality's own stay. How many differ."""
    async with context.locality.database.writing() as tx:
        changed = await enter_days(tx, days)
        if changed:
            await _note(tx, context, "enter_calendar", days[0].source)
        return changed


async def set_own_day(context: Context, day: CalendarDay) -> None:
    """A day that the locality itself declares working or free; it wins over any notice."""
    values = {**day_values(day), "override": True}
    async with context.locality.database.writing() as tx:
        if not await tx.change(CalendarDayRow, col(CalendarDayRow.day) == day.date, **values):
            await tx.add_values(CalendarDayRow, [values])
        await _note(tx, context, "set_day", f"{day.date} {day.kind} {day.source}")


async def _note(tx: Transaction, context: Context, action: str, what: str) -> None:
    await bump(tx, SNAPSHOT)
    await audit(tx, context, action=action, object="Calendar", result="done", content=what)
    await announce(
        tx, context, kind="calendar_changed", subject_type="Calendar", subject_id=0, data={}
    )


def _read(
    line: int, cells: list[str], year: int, source: str, problems: list[Problem]
) -> CalendarDay | None:
    if not any(cell.strip() for cell in cells):
        return None
    try:
        on, kind, name = (cell.strip() for cell in cells[:3])
        day = CalendarDay(date.fromisoformat(on), _KINDS[kind], Text(name, name), source)
        if notice_year(day.date) == year:
            return day
    except (ValueError, KeyError):
        pass
    message = _BAD_LINE.format(line=line, year=year)
    problems.append(invalid("BAD_CALENDAR_LINE", message, "file", str(line)))
    return None
