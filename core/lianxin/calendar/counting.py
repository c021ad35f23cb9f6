"""By when: counting calendar or working days, with the reason for each day on the way.

Rule source: "日" is a calendar day, "工作日" a working day by the State Council's yearly notice;
counting starts on the next day unless a clause says otherwise.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lianxin.calendar.days import CalendarDay, DayKind, WorkCalendar, notice_year
from lianxin.clock import end_of_day
from lianxin.language import Text

Unit = Literal["calendar", "working"]

# Ten years: longer is a slip of the pen in a setting, and would fill the memory with its trace.
LONGEST = 3660

_DAY = dt.timedelta(days=1)
_NTH = {
    "calendar": Text("第{n}天", "day {n}"),
    "working": Text("第{n}个工作日", "working day {n}"),
}
_NTH_EXTENDED = {
    "calendar": Text("延期第{n}天", "extension, day {n}"),
    "working": Text("延期第{n}个工作日", "extension, working day {n}"),
}
_STARTING_DAY = Text("起始日", "starting day")
_STARTS_NEXT_DAY = Text("起始日，自次日起算", "starting day; counting begins on the next")
_DUE = Text("{reason}，当日届满", "{reason}; due by the end of this day")
_NO_REASON_GIVEN = Text("已中止", "paused")
_PAUSED = Text("暂停计时：{reason}", "not running: {reason}")
_MAKE_UP = Text("{reason}（{day}）", "{reason} ({day})")
_PROVISIONAL = Text(
    "{reason}（暂定：{year}年节假日安排尚未录入）",
    "{reason} (provisional: the notice for {year} has not been entered)",
)


@dataclass(frozen=True)
class Pause:
    """Days from `start` up to, but not including, `end` do not count; no end: still paused."""

    start: dt.date
    end: dt.date | None
    reason: Text = _NO_REASON_GIVEN

    def covers(self, on: dt.date) -> bool:
        return self.start <= on and (self.end is None or on < self.end)


@dataclass(frozen=True)
class DayCounted:
    """`provisional`: whether it counts was judged by rule, so a notice may still change it."""

    date: dt.date
    counted: bool
    reason: Text
    provisional: bool = False


@dataclass(frozen=True)
class Count:
    """`due` is None while a pause stands open; `left` is then the days still to be counted.

    `provisional`: a notice that is still to come can move `due`.
    `trace` runs without gaps from the starting day to `due`, or to the open pause's first day.
    """

    due: dt.date | None
    provisional: bool
    trace: tuple[DayCounted, ...]
    left: int = 0

    def due_at(self, zone: dt.tzinfo) -> dt.datetime | None:
        """The last second that is in time."""
        return None if self.due is None else end_of_day(self.due, zone)

    def days_left(self, today: dt.date) -> int:
        """Days of the rule's unit still to come when `today` is over; 0 from the due date on."""
        return self.left + sum(day.counted and day.date > today for day in self.trace)


def count(
    calendar: WorkCalendar,
    start: dt.date,
    days: int,
    unit: Unit,
    from_same_day: bool = False,
    pauses: Sequence[Pause] = (),
    extensions_days: int = 0,
) -> Count:
    """Within `days` of `start`, and `extensions_days` more of the same unit.

    A count of calendar days is never provisional: no notice can move it.
    """
    asked = _checked(days) + _checked(extensions_days)
    trace: list[DayCounted] = []
    if not (from_same_day and asked):
        trace.append(DayCounted(start, False, _STARTS_NEXT_DAY if asked else _STARTING_DAY))
    ordinals = [_nth(n, days, unit) for n in range(1, asked + 1)]
    trace += _walk(calendar, start + len(trace) * _DAY, ordinals, unit, pauses)
    left = asked - sum(day.counted for day in trace)
    provisional = any(day.provisional for day in trace)
    if left:
        return Count(None, provisional, tuple(trace), left)
    trace[-1] = replace(trace[-1], reason=_DUE.format(reason=trace[-1].reason))
    return Count(trace[-1].date, provisional, tuple(trace))


def working_days_between(calendar: WorkCalendar, start: dt.date, end: dt.date) -> int:
    """Working days after `start` up to and including `end`, as `count` would count them.

    Negative when `end` comes first, so that stretches always add up.
    """
    if end < start:
        return -working_days_between(calendar, end, start)
    span = (end - start).days
    return sum(calendar.is_working(start + n * _DAY) for n in range(1, span + 1))


def nth_working_day(calendar: WorkCalendar, start: dt.date, n: int) -> dt.date:
    """The n-th working day after `start`; a negative n counts back from it."""
    if n == 0:
        raise ValueError("n counts from 1, or from -1 backwards")
    step = _DAY if n > 0 else -_DAY
    on, wanted = start, _checked(abs(n))
    while wanted:
        on += step
        wanted -= calendar.is_working(on)
    return on


def _checked(days: int) -> int:
    if not 0 <= days <= LONGEST:
        raise ValueError(f"days must be from 0 to {LONGEST}, not {days}")
    return days


def _nth(n: int, days: int, unit: Unit) -> Text:
    return _NTH[unit].format(n=n) if n <= days else _NTH_EXTENDED[unit].format(n=n - days)


def _walk(
    calendar: WorkCalendar,
    on: dt.date,
    ordinals: list[Text],
    unit: Unit,
    pauses: Sequence[Pause],
) -> Iterator[DayCounted]:
    """Day by day until every ordinal is given out, or a pause is met that has no end."""
    done = 0
    while done < len(ordinals):
        pause = _pause_on(on, pauses)
        if pause is None:
            judged = _judged(calendar.day(on), ordinals[done], unit)
            done += judged.counted
        else:
            judged = DayCounted(on, False, _PAUSED.format(reason=pause.reason))
        yield judged
        if pause is not None and pause.end is None:
            return
        on += _DAY


def _pause_on(on: dt.date, pauses: Sequence[Pause]) -> Pause | None:
    """Of several on one day, one that stands open decides: nothing counts until it ends."""
    covering = [pause for pause in pauses if pause.covers(on)]
    return next((pause for pause in covering if pause.end is None), next(iter(covering), None))


def _judged(day: CalendarDay, ordinal: Text, unit: Unit) -> DayCounted:
    if unit == "calendar":
        return DayCounted(day.date, True, ordinal)
    reason = ordinal if day.is_working else day.description
    if day.kind is DayKind.MAKE_UP_WORKING_DAY:
        reason = _MAKE_UP.format(reason=ordinal, day=day.description)
    if day.provisional:
        reason = _PROVISIONAL.format(reason=reason, year=notice_year(day.date))
    return DayCounted(day.date, day.is_working, reason, day.provisional)
