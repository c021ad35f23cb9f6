"""Offices act on working days, in working hours."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lianxin.calendar import national_calendar
from lianxin.demo import Chance, Hours

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 9, 24, 9, 0, tzinfo=ZONE)
HOURS = Hours(national_calendar(), ZONE)


def test_what_comes_at_night_waits_for_the_morning() -> None:
    friday_night = datetime(2026, 9, 18, 22, 0, tzinfo=ZONE)
    opened = HOURS.open_at(friday_night, Chance("a"))
    # Sunday, 20 September makes up for the National Day holiday.
    assert opened.date() == date(2026, 9, 20)
    assert time(8, 30) < opened.time() <= time(10, 0)


def test_nothing_is_done_in_holidays() -> None:
    chance = Chance("a")
    for hours in range(24 * 20):
        at = HOURS.after(NOW + timedelta(hours=hours), chance, 0, 30)
        assert HOURS.calendar.is_working(at.date())
        assert time(8, 30) <= at.time() < time(17, 30)


def test_working_days_of_the_golden_week() -> None:
    days = HOURS.working_days(date(2026, 9, 28), date(2026, 10, 11))
    assert days == [day for day in days if HOURS.calendar.is_working(day)]
    assert date(2026, 10, 1) not in days
