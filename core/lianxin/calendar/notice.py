"""Days as the State Council's yearly notices put them: the seed of every locality's calendar."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import chain

import chinese_calendar as published  # type: ignore[import-untyped]

from lianxin.calendar import statutory
from lianxin.calendar.days import (
    CalendarDay,
    DayKind,
    WorkCalendar,
    day_by_rule,
    notice_year,
    ordinary_day,
)
from lianxin.language import Text

_NAMES = {
    "New Year's Day": statutory.NEW_YEAR,
    "Spring Festival": statutory.SPRING_FESTIVAL,
    "Tomb-sweeping Day": statutory.TOMB_SWEEPING,
    "Labour Day": statutory.LABOUR_DAY,
    "Dragon Boat Festival": statutory.DRAGON_BOAT,
    "Mid-autumn Festival": statutory.MID_AUTUMN,
    "National Day": statutory.NATIONAL_DAY,
    "Anti-Fascist 70th Day": Text("抗战胜利70周年纪念日", "70th anniversary of victory, 1945"),
}

# Years in which a later notice changed what the yearly one had said.
_CHANGED_BY = {
    2015: "《国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知》",
    2019: "《国务院办公厅关于调整2019年劳动节假期安排的通知》",
    2020: "《国务院办公厅关于延长2020年春节假期的通知》",
}


def published_years() -> range:
    """The years for which a published notice is at hand."""
    years = [on.year for on in published.holidays]
    return range(min(years), max(years) + 1)


def notice_source(year: int) -> str:
    """Where the days of a published year come from, as it is cited."""
    return f"《国务院办公厅关于{year}年部分节假日安排的通知》" + _CHANGED_BY.get(year, "")


def notice_days(year: int) -> tuple[CalendarDay, ...]:
    """Every day that the notice for `year` decides; without a notice, provisional ones by rule."""
    if year not in published_years():
        return tuple(day_by_rule(on) for on in _decided_dates(year))
    return complete_year(year, _special_days(year), notice_source(year))


def complete_year(
    year: int, special: Iterable[CalendarDay], source: str
) -> tuple[CalendarDay, ...]:
    """A notice names only holidays and make-up days; from them, every day that it decides.

    That is from 29 December of the year before to 28 December, see `notice_year`.
    """
    days = {on: ordinary_day(on, source) for on in _decided_dates(year)}
    days |= {day.date: day for day in special}
    return tuple(days[on] for on in sorted(days))


@cache
def national_calendar() -> WorkCalendar:
    """All published notices and no local day; dates beyond them are provisional."""
    return WorkCalendar.of(chain.from_iterable(notice_days(year) for year in published_years()))


def _special_days(year: int) -> Iterator[CalendarDay]:
    tables = {
        DayKind.PUBLIC_HOLIDAY: published.holidays,
        DayKind.MAKE_UP_WORKING_DAY: published.workdays,
    }
    for kind, table in tables.items():
        for on, name in table.items():
            if notice_year(on) == year:
                yield CalendarDay(on, kind, _name(name), notice_source(year))


def _name(english: str) -> Text:
    return _NAMES.get(english) or Text(published.Holiday(english).chinese, english)


def _decided_dates(year: int) -> list[date]:
    first, last = date(year - 1, 12, 29), date(year, 12, 28)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
