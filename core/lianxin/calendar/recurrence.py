"""On which dates: declarations that generate them, and say in words what they declare."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from lianxin.calendar import wording
from lianxin.calendar.days import WEEKDAYS_BY_NAME, Weekday, WeekdayName, WorkCalendar
from lianxin.calendar.periods import last_day
from lianxin.calendar.weeks import WeekRule, nth_week, nth_weekday
from lianxin.language import Text, listed

LAST = 31
"""The last day of a month; likewise a day that a month lacks means its last."""

_DAY = dt.timedelta(days=1)


class Recurrence(Protocol):
    def dates(self, start: dt.date, end: dt.date, calendar: WorkCalendar) -> list[dt.date]:
        """The dates from `start` to `end`, both included, in order, each once."""

    def say(self) -> Text:
        """What is declared, in a few words."""


@dataclass(frozen=True)
class Weekly:
    weekdays: tuple[Weekday, ...]
    except_holidays: bool = False

    def dates(self, start: dt.date, end: dt.date, calendar: WorkCalendar) -> list[dt.date]:
        span = range((end - start).days + 1)
        found = [on for n in span if (on := start + n * _DAY).weekday() in self.weekdays]
        return _without_holidays(found, calendar) if self.except_holidays else found

    def say(self) -> Text:
        days = listed([weekday.label for weekday in sorted(self.weekdays)])
        said = Text("每周的{days}", "every {days}").format(days=days)
        return wording.except_holidays(said) if self.except_holidays else said


def weekly(days: Iterable[WeekdayName], *, on_holidays: bool = False) -> Weekly:
    """Weekdays by the names that settings have: `weekly(["TUE", "THU"])`."""
    found = tuple(sorted(WEEKDAYS_BY_NAME[name] for name in days))
    return Weekly(found, except_holidays=not on_holidays)


@dataclass(frozen=True)
class MonthlyWeekday:
    """A weekday of some weeks of each month: the Tuesdays of the first and the third.

    Where the rule is one of weeks, the Tuesday of week 1 can lie in the month before.
    """

    weekday: Weekday
    weeks: tuple[int, ...]
    week_rule: WeekRule = WeekRule.NTH_WEEKDAY
    except_holidays: bool = False

    def __post_init__(self) -> None:
        _check("weeks", self.weeks, 1, 6)

    def dates(self, start: dt.date, end: dt.date, calendar: WorkCalendar) -> list[dt.date]:
        months = _months_around(start, end)
        days = (self._day(*month, week) for month in months for week in self.weeks)
        found = _within(start, end, days)
        return _without_holidays(found, calendar) if self.except_holidays else found

    def _day(self, year: int, month: int, week: int) -> dt.date | None:
        if self.week_rule is WeekRule.NTH_WEEKDAY:
            return nth_weekday(year, month, self.weekday, week)
        monday = nth_week(year, month, week, self.week_rule)
        return monday and monday + self.weekday * _DAY

    def say(self) -> Text:
        said = wording.weekday_of_month(self.weekday, self.weeks, self.week_rule)
        return wording.except_holidays(said) if self.except_holidays else said


@dataclass(frozen=True)
class MonthlyWeek:
    """All seven days of the n-th week of each month.

    A second week that begins on Monday 5 August 2013, as the first 无会周 did, comes of either
    HOLDS_ rule, as 1 August was a Thursday; it is the week of the first Monday.
    """

    week: int
    week_rule: WeekRule = WeekRule.HOLDS_THE_FIRST

    def __post_init__(self) -> None:
        _check("week", (self.week,), 1, 6)

    def dates(self, start: dt.date, end: dt.date, calendar: WorkCalendar) -> list[dt.date]:
        months = _months_around(start, end)
        mondays = [nth_week(*month, self.week, self.week_rule) for month in months]
        return _within(start, end, (day for monday in mondays for day in _week_from(monday)))

    def say(self) -> Text:
        return wording.week_of_month(self.week, self.week_rule)


@dataclass(frozen=True)
class Monthly:
    day: int = LAST

    def __post_init__(self) -> None:
        _check("day", (self.day,), 1, LAST)

    def dates(self, start: dt.date, end: dt.date, calendar: WorkCalendar) -> list[dt.date]:
        return _in_months(start, end, range(1, 13), self.day)

    def say(self) -> Text:
        return Text("每月{day}", "{day} of each month").format(day=wording.day(self.day))


@dataclass(frozen=True)
class Quarterly:
    """On a day of each quarter's first, second or third month."""

    month: int = 3
    day: int = LAST

    def __post_init__(self) -> None:
        _check("month", (self.month,), 1, 3)
        _check("day", (self.day,), 1, LAST)

    def dates(self, start: dt.date, end: dt.date, calendar: WorkCalendar) -> list[dt.date]:
        return _in_months(start, end, range(self.month, 13, 3), self.day)

    def say(self) -> Text:
        return Text("每季度第{n}个月的{day}", "{day} of the {nth} month of each quarter").format(
            n=self.month, nth=wording.ordinal(self.month), day=wording.day(self.day)
        )


@dataclass(frozen=True)
class HalfYearly:
    months: tuple[int, ...] = (6, 12)
    day: int = LAST

    def __post_init__(self) -> None:
        _check("months", self.months, 1, 12)
        _check("day", (self.day,), 1, LAST)

    def dates(self, start: dt.date, end: dt.date, calendar: WorkCalendar) -> list[dt.date]:
        return _in_months(start, end, self.months, self.day)

    def say(self) -> Text:
        months = listed([wording.month(month) for month in sorted(self.months)])
        return Text("每年{months}的{day}", "{day} of {months}").format(
            months=months, day=wording.day(self.day)
        )


@dataclass(frozen=True)
class Yearly:
    month: int = 12
    day: int = LAST

    def __post_init__(self) -> None:
        _check("month", (self.month,), 1, 12)
        _check("day", (self.day,), 1, LAST)

    def dates(self, start: dt.date, end: dt.date, calendar: WorkCalendar) -> list[dt.date]:
        return _in_months(start, end, (self.month,), self.day)

    def say(self) -> Text:
        return Text("每年{month}{day}", "{day} of {month} each year").format(
            month=wording.month(self.month), day=wording.day(self.day)
        )


@dataclass(frozen=True)
class Dates:
    """Just these, as somebody listed them: festivals, open days."""

    days: tuple[dt.date, ...]

    def dates(self, start: dt.date, end: dt.date, calendar: WorkCalendar) -> list[dt.date]:
        return _within(start, end, self.days)

    def say(self) -> Text:
        return listed([Text(day.isoformat(), day.isoformat()) for day in sorted(set(self.days))])


def _within(start: dt.date, end: dt.date, dates: Iterable[dt.date | None]) -> list[dt.date]:
    return sorted({on for on in dates if on is not None and start <= on <= end})


def _without_holidays(dates: list[dt.date], calendar: WorkCalendar) -> list[dt.date]:
    return [on for on in dates if not calendar.is_public_holiday(on)]


def _week_from(monday: dt.date | None) -> Iterator[dt.date]:
    if monday is not None:
        yield from (monday + n * _DAY for n in range(7))


def _months_around(start: dt.date, end: dt.date) -> list[tuple[int, int]]:
    """The months of the range and one on either side: a month's weeks reach into both."""
    first, last = (on.year * 12 + on.month - 1 for on in (start, end))
    return [(n // 12, n % 12 + 1) for n in range(first - 1, last + 2)]


def _in_months(start: dt.date, end: dt.date, months: Iterable[int], day: int) -> list[dt.date]:
    wanted = set(months)
    lasts = [last_day(year, month) for year, month in _months_around(start, end) if month in wanted]
    return _within(start, end, (last.replace(day=min(day, last.day)) for last in lasts))


def _check(name: str, values: Sequence[int], lowest: int, highest: int) -> None:
    if not values or not all(lowest <= value <= highest for value in values):
        raise ValueError(f"{name} must be from {lowest} to {highest}, not {values}")
