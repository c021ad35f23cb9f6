"""The published notices as a seed, and what stands in for one that is not out."""

from datetime import date, timedelta

import pytest

from lianxin.calendar import (
    CalendarDay,
    DayKind,
    WorkCalendar,
    complete_year,
    national_calendar,
    notice_days,
    notice_source,
    published_years,
)
from lianxin.language import Text


def days_from(start: date, count: int) -> list[date]:
    return [start + timedelta(days=n) for n in range(count)]


# The notice for 2026, word for word: what is off, and the days worked instead.
NOTICE_2026 = {
    "元旦": (days_from(date(2026, 1, 1), 3), [date(2026, 1, 4)]),
    "春节": (days_from(date(2026, 2, 15), 9), [date(2026, 2, 14), date(2026, 2, 28)]),
    "清明节": (days_from(date(2026, 4, 4), 3), []),
    "劳动节": (days_from(date(2026, 5, 1), 5), [date(2026, 5, 9)]),
    "端午节": (days_from(date(2026, 6, 19), 3), []),
    "中秋节": (days_from(date(2026, 9, 25), 3), []),
    "国庆节": (days_from(date(2026, 10, 1), 7), [date(2026, 9, 20), date(2026, 10, 10)]),
}


@pytest.mark.parametrize("name", NOTICE_2026)
def test_the_notice_for_2026(name: str) -> None:
    days = notice_days(2026)
    off = [d.date for d in days if d.name.zh == name and d.kind is DayKind.PUBLIC_HOLIDAY]
    made_up = [d.date for d in days if d.name.zh == name and d.kind is DayKind.MAKE_UP_WORKING_DAY]
    assert (off, made_up) == NOTICE_2026[name]


def test_every_day_of_a_published_year_is_there_and_cites_its_notice() -> None:
    for year in published_years():
        days = notice_days(year)
        assert [day.date for day in days] == days_from(date(year - 1, 12, 29), len(days))
        assert days[-1].date == date(year, 12, 28)
        assert {day.source for day in days} == {notice_source(year)}
        assert not any(day.provisional for day in days)
    assert notice_source(2026) == "《国务院办公厅关于2026年部分节假日安排的通知》"
    assert "延长2020年春节假期" in notice_source(2020)


def test_a_holiday_that_reaches_back_cites_the_notice_that_made_it() -> None:
    day = national_calendar().day(date(2022, 12, 31))
    assert (day.name.zh, day.source) == ("元旦", notice_source(2023))


@pytest.mark.parametrize("year", [1999, 2027, 2041, 2100])
def test_a_year_without_a_notice_is_provisional_by_rule(year: int) -> None:
    assert year not in published_years()
    days = notice_days(year)
    assert len(days) in (365, 366)
    assert all(day.provisional and f"尚无{year}年" in day.source for day in days)
    assert DayKind.MAKE_UP_WORKING_DAY not in {day.kind for day in days}


def test_dates_past_the_last_notice_are_never_silently_official() -> None:
    last = published_years()[-1]
    calendar = national_calendar()
    assert not calendar.day(date(last, 12, 28)).provisional
    assert calendar.day(date(last, 12, 29)).provisional
    assert calendar.day(date(last + 1, 6, 30)).provisional


def test_an_entered_notice_settles_the_days_that_were_open() -> None:
    festival = Text("春节", "Spring Festival")
    source = "《国务院办公厅关于2027年部分节假日安排的通知》"
    made_up = CalendarDay(date(2027, 2, 20), DayKind.MAKE_UP_WORKING_DAY, festival, source)
    entered = complete_year(2027, [made_up], source)
    calendar = WorkCalendar.of([*national_calendar().days.values(), *entered])
    assert calendar.is_working(date(2027, 2, 20))
    assert not calendar.day(date(2026, 12, 31)).provisional
    assert not calendar.day(date(2027, 3, 3)).provisional
