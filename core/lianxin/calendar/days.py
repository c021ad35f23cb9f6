"""What kind of day a date is, who says so, and whether that may still change."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Literal

from lianxin.calendar.statutory import STATUTE, statutory_holiday
from lianxin.language import Text

_WEEKDAYS = {
    "一": "Monday",
    "二": "Tuesday",
    "三": "Wednesday",
    "四": "Thursday",
    "五": "Friday",
    "六": "Saturday",
    "日": "Sunday",
}


class Weekday(IntEnum):
    """Numbered as `date.weekday()` does: Monday is 0."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6

    @classmethod
    def of(cls, on: dt.date) -> "Weekday":
        return cls(on.weekday())

    @property
    def label(self) -> Text:
        return _WEEKDAY_LABELS[self]


WeekdayName = Literal["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]
"""How settings name weekdays."""
WEEKDAYS_BY_NAME: Mapping[str, Weekday] = {day.name[:3]: day for day in Weekday}

_WEEKDAY_LABELS = [Text(f"星期{zh}", en) for zh, en in _WEEKDAYS.items()]


class DayKind(StrEnum):
    WORKING = "working"
    WEEKEND = "weekend"
    PUBLIC_HOLIDAY = "public_holiday"
    MAKE_UP_WORKING_DAY = "make_up_working_day"

    @property
    def is_working(self) -> bool:
        return self in (DayKind.WORKING, DayKind.MAKE_UP_WORKING_DAY)


_DESCRIPTIONS = {
    DayKind.WORKING: Text("{name}，工作日", "{name}, working day"),
    DayKind.WEEKEND: Text("{name}，周末休息", "{name}, weekend"),
    DayKind.PUBLIC_HOLIDAY: Text("{name}放假", "public holiday: {name}"),
    DayKind.MAKE_UP_WORKING_DAY: Text("{name}调休上班", "make-up working day for {name}"),
}


@dataclass(frozen=True)
class CalendarDay:
    """`name` is the holiday that the day belongs to or makes up for, else the weekday.

    `source` says who decided it; `provisional`, that nobody has and the statute was applied.
    """

    date: dt.date
    kind: DayKind
    name: Text
    source: str
    provisional: bool = False

    @property
    def is_working(self) -> bool:
        return self.kind.is_working

    @property
    def description(self) -> Text:
        return _DESCRIPTIONS[self.kind].format(name=self.name)


@dataclass(frozen=True, eq=False)
class WorkCalendar:
    """The days as published, and the locality's own, which win."""

    days: Mapping[dt.date, CalendarDay]
    overrides: Mapping[dt.date, CalendarDay] = field(default_factory=dict)

    @classmethod
    def of(
        cls, days: Iterable[CalendarDay], overrides: Iterable[CalendarDay] = ()
    ) -> "WorkCalendar":
        return cls({day.date: day for day in days}, {day.date: day for day in overrides})

    def day(self, on: dt.date) -> CalendarDay:
        """Every date has an answer; one that nobody entered is judged by rule, provisionally."""
        return self.overrides.get(on) or self.days.get(on) or day_by_rule(on)

    def is_working(self, on: dt.date) -> bool:
        return self.day(on).is_working

    def is_public_holiday(self, on: dt.date) -> bool:
        return self.day(on).kind is DayKind.PUBLIC_HOLIDAY


def notice_year(on: dt.date) -> int:
    """The year whose notice decides a date.

    The New Year holiday has reached back as far as 29 December (2007, 2018, 2022, 2023), so
    the last three days of a year are open until the notice for the next one is out.
    """
    return on.year + ((on.month, on.day) >= (12, 29))


def ordinary_day(on: dt.date, source: str, provisional: bool = False) -> CalendarDay:
    """The day as the week alone makes it."""
    weekday = Weekday.of(on)
    kind = DayKind.WEEKEND if weekday >= Weekday.SATURDAY else DayKind.WORKING
    return CalendarDay(on, kind, weekday.label, source, provisional)


def day_by_rule(on: dt.date) -> CalendarDay:
    """Weekends and statutory holidays: all that can be said before the notice is entered."""
    source = f"日历尚无{notice_year(on)}年节假日安排，按周末及《{STATUTE}》推定"
    holiday = statutory_holiday(on)
    if holiday is None:
        return ordinary_day(on, source, provisional=True)
    return CalendarDay(on, DayKind.PUBLIC_HOLIDAY, holiday, source, provisional=True)
