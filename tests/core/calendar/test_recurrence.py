"""On which dates, and how that is said."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.calendar import (
    LAST,
    Dates,
    HalfYearly,
    Monthly,
    MonthlyWeek,
    MonthlyWeekday,
    Quarterly,
    Recurrence,
    Weekday,
    Weekly,
    WeekRule,
    Yearly,
    national_calendar,
)

CALENDAR = national_calendar()
AGENT_DAYS = Weekly((Weekday.TUESDAY, Weekday.THURSDAY), except_holidays=True)
LEADERS_ON_THE_LINE = MonthlyWeekday(Weekday.TUESDAY, (1, 3))


def dates(recurrence: Recurrence, start: date, end: date) -> list[str]:
    return [f"{on:%m-%d}" for on in recurrence.dates(start, end, CALENDAR)]


def test_tuesdays_and_thursdays_but_not_on_public_holidays() -> None:
    found = dates(AGENT_DAYS, date(2026, 9, 22), date(2026, 10, 13))
    assert found == ["09-22", "09-24", "09-29", "10-08", "10-13"]


def test_first_and_third_tuesday() -> None:
    found = dates(LEADERS_ON_THE_LINE, date(2026, 9, 1), date(2026, 10, 31))
    assert found == ["09-01", "09-15", "10-06", "10-20"]
    but_not_on_holidays = MonthlyWeekday(Weekday.TUESDAY, (1, 3), except_holidays=True)
    assert dates(but_not_on_holidays, date(2026, 10, 1), date(2026, 10, 31)) == ["10-20"]


def test_tuesday_of_the_first_and_third_week_is_another_reading() -> None:
    # 1 October 2026 is a Thursday: the Tuesday of its week is in September.
    by_week = MonthlyWeekday(Weekday.TUESDAY, (1, 3), WeekRule.HOLDS_THE_FIRST)
    assert dates(by_week, date(2026, 9, 20), date(2026, 10, 25)) == ["09-29", "10-13"]


def test_a_fifth_tuesday_comes_only_in_some_months() -> None:
    fifth = MonthlyWeekday(Weekday.TUESDAY, (5,))
    assert dates(fifth, date(2026, 1, 1), date(2026, 6, 30)) == ["03-31", "06-30"]


@pytest.mark.parametrize("rule", [WeekRule.HOLDS_THE_FIRST, WeekRule.HOLDS_FOUR_DAYS])
def test_the_first_week_without_meetings_began_on_5_august_2013(rule: WeekRule) -> None:
    week = MonthlyWeek(2, rule).dates(date(2013, 8, 1), date(2013, 8, 31), CALENDAR)
    assert week == [date(2013, 8, 5) + timedelta(days=n) for n in range(7)]


def test_the_week_of_the_first_monday_is_not_that_week() -> None:
    week = MonthlyWeek(2, WeekRule.NTH_WEEKDAY).dates(date(2013, 8, 1), date(2013, 8, 31), CALENDAR)
    assert week[0] == date(2013, 8, 12)


def test_the_rules_part_where_a_month_begins_late_in_the_week() -> None:
    # 1 August 2026 is a Saturday.
    range_ = date(2026, 7, 27), date(2026, 8, 31)
    begins = {rule: dates(MonthlyWeek(2, rule), *range_)[0] for rule in WeekRule}
    assert begins == {
        WeekRule.HOLDS_THE_FIRST: "08-03",
        WeekRule.HOLDS_FOUR_DAYS: "08-10",
        WeekRule.NTH_WEEKDAY: "08-10",
    }


def test_a_week_is_cut_where_the_range_is_cut_and_found_from_either_month() -> None:
    first = MonthlyWeek(1)
    assert dates(first, date(2026, 9, 28), date(2026, 9, 30)) == ["09-28", "09-29", "09-30"]
    assert dates(first, date(2026, 10, 1), date(2026, 10, 31)) == [
        "10-01",
        "10-02",
        "10-03",
        "10-04",
        "10-26",
        "10-27",
        "10-28",
        "10-29",
        "10-30",
        "10-31",
    ]


def test_a_sixth_week_comes_only_in_some_months() -> None:
    sixth = MonthlyWeek(6)
    found = dates(sixth, date(2026, 1, 1), date(2026, 9, 30))
    assert [day for day in found if found.index(day) % 7 == 0] == ["03-30", "08-31"]


@pytest.mark.parametrize(
    ("recurrence", "found"),
    [
        (Monthly(1), ["01-01", "02-01", "03-01", "04-01"]),
        (Monthly(30), ["01-30", "02-29", "03-30", "04-30"]),
        (Monthly(LAST), ["01-31", "02-29", "03-31", "04-30"]),
        (Quarterly(), ["03-31"]),
        (Quarterly(month=1, day=15), ["01-15", "04-15"]),
        (HalfYearly((4, 10), 5), ["04-05"]),
        (Yearly(2), ["02-29"]),
        (Dates((date(2024, 2, 9), date(2023, 12, 31), date(2024, 2, 9))), ["02-09"]),
    ],
)
def test_by_the_month_in_a_leap_year(recurrence: Recurrence, found: list[str]) -> None:
    assert dates(recurrence, date(2024, 1, 1), date(2024, 4, 30)) == found


@pytest.mark.parametrize(
    ("recurrence", "zh", "en"),
    [
        (
            AGENT_DAYS,
            "每周的星期二、星期四（公共节假日除外）",
            "every Tuesday and Thursday (except public holidays)",
        ),
        (LEADERS_ON_THE_LINE, "每月第1、3个星期二", "the 1st and 3rd Tuesday of each month"),
        (
            MonthlyWeekday(Weekday.TUESDAY, (1, 3), WeekRule.HOLDS_THE_FIRST),
            "每月第1、3周的星期二（1日所在的周为第1周）",
            "Tuesday of week 1 and week 3 of each month (week 1 is the week of the 1st)",
        ),
        (
            MonthlyWeek(2),
            "每月第2周，星期一至星期日（1日所在的周为第1周）",
            "week 2 of each month, Monday to Sunday (week 1 is the week of the 1st)",
        ),
        (Monthly(), "每月最后一日", "the last day of each month"),
        (Monthly(30), "每月30日（当月无此日则为月末）", "the 30th, or last, day of each month"),
        (Quarterly(), "每季度第3个月的最后一日", "the last day of the 3rd month of each quarter"),
        (HalfYearly(), "每年6月、12月的最后一日", "the last day of June and December"),
        (Yearly(1, 15), "每年1月15日", "the 15th of January each year"),
        (
            Dates((date(2026, 7, 1), date(2026, 5, 1))),
            "2026-05-01、2026-07-01",
            "2026-05-01 and 2026-07-01",
        ),
    ],
)
def test_a_declaration_says_itself(recurrence: Recurrence, zh: str, en: str) -> None:
    assert (recurrence.say().zh, recurrence.say().en) == (zh, en)


@pytest.mark.parametrize(
    "declare",
    [
        lambda: MonthlyWeekday(Weekday.MONDAY, ()),
        lambda: MonthlyWeekday(Weekday.MONDAY, (0, 1)),
        lambda: MonthlyWeek(7),
        lambda: Monthly(0),
        lambda: Quarterly(4),
        lambda: HalfYearly((6, 13)),
        lambda: Yearly(0),
    ],
)
def test_what_cannot_be_is_refused(declare: type) -> None:
    with pytest.raises(ValueError, match="must be from"):
        declare()


ALL = [
    AGENT_DAYS,
    Monthly(30),
    Quarterly(2),
    Yearly(),
    *(MonthlyWeek(n, rule) for n in (1, 2, 5, 6) for rule in WeekRule),
    *(MonthlyWeekday(Weekday.FRIDAY, (1, 5), rule) for rule in WeekRule),
]


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(ALL), st.dates(date(2020, 1, 1), date(2028, 1, 1)), *[st.integers(0, 70)] * 2
)
def test_a_range_may_be_asked_for_in_parts(
    recurrence: Recurrence, start: date, first: int, second: int
) -> None:
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)
    whole = recurrence.dates(start, end, CALENDAR)
    parts = recurrence.dates(start, middle, CALENDAR)
    parts += recurrence.dates(middle + timedelta(days=1), end, CALENDAR)
    assert whole == parts == sorted(set(whole))
