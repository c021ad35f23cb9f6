"""The statute's days, held against notices that were published."""

from collections import Counter
from datetime import date, timedelta

import pytest

from lianxin.calendar import national_calendar
from lianxin.calendar.statutory import statutory_holiday


def holidays_of(year: int) -> list[date]:
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(365))
    return [on for on in days if statutory_holiday(on)]


@pytest.mark.parametrize("year", [2025, 2026])
def test_notices_since_the_revision_grant_every_statutory_day_under_its_name(year: int) -> None:
    for on in holidays_of(year):
        day = national_calendar().day(on)
        # In 2025 the Mid-Autumn Festival fell into the week of National Day.
        assert day.name in (statutory_holiday(on), national_calendar().day(date(year, 10, 1)).name)
        assert not day.is_working


# In these years the Mid-Autumn Festival is one of the three days of National Day.
MEETING = {2028, 2031, 2039}


@pytest.mark.parametrize("year", sorted({*range(2025, 2041)} - MEETING))
def test_there_are_thirteen_days_a_year(year: int) -> None:
    names = Counter(str(statutory_holiday(on)) for on in holidays_of(year))
    assert names == Counter(春节=4, 国庆节=3, 劳动节=2, 元旦=1, 清明节=1, 端午节=1, 中秋节=1)


def test_the_spring_festival_begins_on_the_eve() -> None:
    assert statutory_holiday(date(2027, 2, 4)) is None
    assert [str(statutory_holiday(date(2027, 2, day))) for day in range(5, 9)] == ["春节"] * 4
    assert statutory_holiday(date(2027, 2, 9)) is None
