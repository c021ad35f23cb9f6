"""What holds of every count, whatever the dates."""

from datetime import date, timedelta
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.calendar import (
    Count,
    Pause,
    Unit,
    count,
    national_calendar,
    nth_working_day,
    working_days_between,
)

CALENDAR = national_calendar()
DAY = timedelta(days=1)

# Up to the last notice and well beyond it.
dates = st.dates(date(2019, 12, 1), date(2028, 3, 1))
some_days = st.integers(0, 40)
units = st.sampled_from(get_args(Unit))
unhurried = settings(deadline=None, max_examples=60)


@st.composite
def pauses(draw: st.DrawFn) -> Pause:
    start = draw(dates)
    return Pause(start, start + draw(st.integers(0, 30)) * DAY)


@st.composite
def counts(draw: st.DrawFn) -> tuple[Count, int]:
    """A count and the number of days that it was asked for."""
    start, days, extension = draw(dates), draw(some_days), draw(st.integers(0, 10))
    near = [Pause(start + draw(some_days) * DAY, start + draw(some_days) * DAY) for _ in range(2)]
    counted = count(CALENDAR, start, days, draw(units), draw(st.booleans()), near, extension)
    return counted, days + extension


@unhurried
@given(counts())
def test_the_trace_counts_what_was_asked_and_ends_on_the_due_date(case: tuple[Count, int]) -> None:
    counted, asked = case
    assert sum(day.counted for day in counted.trace) == asked
    assert counted.trace[-1].date == counted.due
    assert counted.trace[-1].counted or asked == 0


@unhurried
@given(counts())
def test_the_trace_has_no_gap_and_a_reason_for_each_day(case: tuple[Count, int]) -> None:
    trace = case[0].trace
    assert [day.date for day in trace] == [trace[0].date + n * DAY for n in range(len(trace))]
    assert all(day.reason.zh and day.reason.en for day in trace)


@unhurried
@given(dates, some_days, some_days, units, st.lists(pauses(), max_size=3))
def test_later_starts_and_more_days_never_fall_due_earlier(
    start: date, days: int, more: int, unit: Unit, paused: list[Pause]
) -> None:
    due = count(CALENDAR, start, days, unit, pauses=paused).due
    later = count(CALENDAR, start + more * DAY, days, unit, pauses=paused).due
    longer = count(CALENDAR, start, days + more, unit, pauses=paused).due
    assert due is not None
    assert later is not None
    assert longer is not None
    assert due <= min(later, longer)


@unhurried
@given(dates, st.integers(1, 40), st.integers(1, 60), st.data())
def test_pausing_n_days_moves_a_calendar_deadline_by_n(
    start: date, days: int, n: int, data: st.DataObject
) -> None:
    begins = start + data.draw(st.integers(1, days)) * DAY
    paused = count(CALENDAR, start, days, "calendar", pauses=[Pause(begins, begins + n * DAY)])
    assert paused.due == start + (days + n) * DAY


@unhurried
@given(dates, st.integers(1, 30), st.integers(1, 30), st.data())
def test_a_pause_credits_the_working_days_in_it(
    start: date, days: int, n: int, data: st.DataObject
) -> None:
    plain = count(CALENDAR, start, days, "working").due
    assert plain is not None
    begins = start + data.draw(st.integers(1, (plain - start).days)) * DAY
    lost = working_days_between(CALENDAR, begins - DAY, begins + (n - 1) * DAY)
    paused = count(CALENDAR, start, days, "working", pauses=[Pause(begins, begins + n * DAY)])
    assert paused.due == nth_working_day(CALENDAR, start, days + lost)


@unhurried
@given(dates, some_days, st.lists(pauses(), max_size=3))
def test_pauses_that_overlap_are_credited_once(start: date, days: int, paused: list[Pause]) -> None:
    once = count(CALENDAR, start, days, "working", pauses=paused).due
    assert count(CALENDAR, start, days, "working", pauses=paused * 2).due == once


@unhurried
@given(dates, some_days, st.integers(0, 10), units)
def test_an_extension_is_as_good_as_a_longer_limit(
    start: date, days: int, extra: int, unit: Unit
) -> None:
    extended = count(CALENDAR, start, days, unit, extensions_days=extra)
    assert extended.due == count(CALENDAR, start, days + extra, unit).due


@unhurried
@given(dates, dates, dates)
def test_stretches_of_working_days_add_up(a: date, b: date, c: date) -> None:
    def between(start: date, end: date) -> int:
        return working_days_between(CALENDAR, start, end)

    assert between(a, b) + between(b, c) == between(a, c)


@unhurried
@given(dates, st.integers(1, 40))
def test_the_nth_working_day_is_where_the_count_ends(start: date, n: int) -> None:
    on = nth_working_day(CALENDAR, start, n)
    assert on == count(CALENDAR, start, n, "working").due
    assert working_days_between(CALENDAR, start, on) == n
