"""A clock gives whole seconds in UTC; the zone decides which day they belong to."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from lianxin.clock import (
    Clock,
    FixedClock,
    SystemClock,
    day_of,
    end_of_day,
    instant,
    start_of_day,
    today,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_the_system_clock_tells_whole_seconds_in_utc() -> None:
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert now.microsecond == 0
    assert abs(datetime.now(UTC) - now) < timedelta(seconds=5)


def test_a_fixed_clock_stands_until_it_is_moved() -> None:
    clock = FixedClock(datetime(2026, 9, 24, 8, 30, 15, 999_999, tzinfo=SHANGHAI))
    assert clock.now() == clock.now() == datetime(2026, 9, 24, 0, 30, 15, tzinfo=UTC)
    clock.advance(timedelta(days=1, seconds=0.5))
    assert clock.now() == datetime(2026, 9, 25, 0, 30, 15, tzinfo=UTC)
    clock.move(datetime(2013, 8, 5, tzinfo=UTC))
    assert clock.now() == datetime(2013, 8, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hour", "day"), [(15, date(2026, 2, 28)), (16, date(2026, 3, 1)), (23, date(2026, 3, 1))]
)
def test_the_day_is_that_of_the_place(hour: int, day: date) -> None:
    clock: Clock = FixedClock(datetime(2026, 2, 28, hour, tzinfo=UTC))
    assert today(clock, SHANGHAI) == day
    assert today(clock, UTC) == date(2026, 2, 28)


def test_a_day_is_due_until_its_last_second() -> None:
    end = end_of_day(date(2026, 10, 12), SHANGHAI)
    assert end == datetime(2026, 10, 12, 15, 59, 59, tzinfo=UTC)
    assert day_of(end, SHANGHAI) == date(2026, 10, 12)
    assert end + timedelta(seconds=1) == start_of_day(date(2026, 10, 13), SHANGHAI)


def test_a_day_with_summer_time_is_as_long_as_it_is() -> None:
    # Shanghai put its clocks forward at midnight on 4 May 1986: a day of 23 hours.
    on = date(1986, 5, 4)
    length = end_of_day(on, SHANGHAI) - start_of_day(on, SHANGHAI)
    assert length == timedelta(hours=23, seconds=-1)
    assert day_of(start_of_day(on, SHANGHAI), SHANGHAI) == on


def test_a_time_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 1, 1)
    for refuse in (FixedClock, instant):
        with pytest.raises(ValueError, match="no time zone"):
            refuse(naive)
