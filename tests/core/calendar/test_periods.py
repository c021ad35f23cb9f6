"""The periods of a date, their names, and their neighbours."""

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.calendar import PeriodKind, period_of, periods_between

kinds = st.sampled_from(get_args(PeriodKind))
dates = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("kind", "start", "end", "label", "key"),
    [
        ("week", date(2026, 2, 9), date(2026, 2, 15), "2026年第7周", "2026-W07"),
        ("month", date(2026, 2, 1), date(2026, 2, 28), "2026年2月", "2026-02"),
        ("quarter", date(2026, 1, 1), date(2026, 3, 31), "2026年第1季度", "2026-Q1"),
        ("half_year", date(2026, 1, 1), date(2026, 6, 30), "2026年上半年", "2026-H1"),
        ("year", date(2026, 1, 1), date(2026, 12, 31), "2026年", "2026"),
    ],
)
def test_the_periods_of_one_day(
    kind: PeriodKind, start: date, end: date, label: str, key: str
) -> None:
    period = period_of(kind, date(2026, 2, 12))
    assert (period.start, period.end) == (start, end)
    assert (str(period.label), period.key) == (label, key)


def test_the_week_at_new_year_belongs_to_the_year_of_its_thursday() -> None:
    assert str(period_of("week", date(2027, 1, 3)).label) == "2026年第53周"
    assert str(period_of("week", date(2024, 12, 30)).label) == "2025年第1周"


def test_february_knows_leap_years() -> None:
    assert period_of("month", date(2024, 2, 1)).end == date(2024, 2, 29)
    assert period_of("year", date(2024, 2, 29)).days == 366


def test_the_second_half() -> None:
    period = period_of("half_year", date(2026, 7, 1))
    assert str(period.label) == "2026年下半年"
    assert str(period.previous().label) == "2026年上半年"
    assert period.next().key == "2027-H1"


def test_periods_between_are_all_that_a_range_touches() -> None:
    quarters = periods_between("quarter", date(2026, 3, 31), date(2026, 10, 1))
    assert [quarter.key for quarter in quarters] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert periods_between("month", date(2026, 3, 2), date(2026, 3, 1)) == []


@settings(deadline=None)
@given(kinds, dates)
def test_a_period_holds_its_days_and_meets_its_neighbours(kind: PeriodKind, on: date) -> None:
    period = period_of(kind, on)
    assert on in period
    assert period == period_of(kind, period.start) == period_of(kind, period.end)
    assert period.previous().end + timedelta(days=1) == period.start
    assert period.next().previous() == period


@settings(deadline=None)
@given(kinds, dates, dates)
def test_keys_sort_as_their_periods_do(kind: PeriodKind, a: date, b: date) -> None:
    one, other = period_of(kind, a), period_of(kind, b)
    assert (one.key < other.key) == (one.start < other.start)
