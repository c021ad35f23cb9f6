"""By when, and why: the examples that an administrator would ask about."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from lianxin.calendar import (
    CalendarDay,
    DayKind,
    Pause,
    WorkCalendar,
    count,
    national_calendar,
    nth_working_day,
    working_days_between,
)
from lianxin.calendar.counting import LONGEST, Count
from lianxin.language import Text

CALENDAR = national_calendar()
WAITING = Text("等待补充材料", "waiting for documents")


def told(counted: Count, language: str = "zh") -> dict[str, str]:
    return {f"{day.date:%m-%d}": day.reason.say(language) for day in counted.trace}


def test_a_post_on_the_wall_of_24_september_is_due_on_12_october() -> None:
    answer = count(CALENDAR, date(2026, 9, 24), 7, "working")
    assert (answer.due, answer.provisional) == (date(2026, 10, 12), False)
    assert told(answer) == {
        "09-24": "起始日，自次日起算",
        "09-25": "中秋节放假",
        "09-26": "中秋节放假",
        "09-27": "中秋节放假",
        "09-28": "第1个工作日",
        "09-29": "第2个工作日",
        "09-30": "第3个工作日",
        **{f"10-0{day}": "国庆节放假" for day in range(1, 8)},
        "10-08": "第4个工作日",
        "10-09": "第5个工作日",
        "10-10": "第6个工作日（国庆节调休上班）",
        "10-11": "星期日，周末休息",
        "10-12": "第7个工作日，当日届满",
    }


def test_the_same_in_english() -> None:
    answer = told(count(CALENDAR, date(2026, 9, 24), 7, "working"), "en")
    assert answer["09-24"] == "starting day; counting begins on the next"
    assert answer["10-01"] == "public holiday: National Day"
    assert answer["10-10"] == "working day 6 (make-up working day for National Day)"
    assert answer["10-12"] == "working day 7; due by the end of this day"


def test_five_calendar_days_run_through_holidays() -> None:
    answer = count(CALENDAR, date(2026, 9, 29), 5, "calendar")
    assert answer.due == date(2026, 10, 4)
    assert list(told(answer).values()) == [
        "起始日，自次日起算",
        *(f"第{n}天" for n in range(1, 5)),
        "第5天，当日届满",
    ]


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        # Saturday 14 February is worked, 15 to 23 are off, Saturday 28 is worked.
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2026, 2, 13), 6, date(2026, 2, 28)),
        (date(2026, 2, 13), 7, date(2026, 3, 2)),
        # Sunday 20 September is worked for National Day.
        (date(2026, 9, 18), 1, date(2026, 9, 20)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
    ],
)
def test_2026_around_its_holidays(start: date, days: int, due: date) -> None:
    assert count(CALENDAR, start, days, "working").due == due


def test_counting_from_the_same_day() -> None:
    thursday = date(2026, 9, 24)
    assert count(CALENDAR, thursday, 1, "working", from_same_day=True).due == thursday
    assert count(CALENDAR, thursday, 2, "calendar", from_same_day=True).due == date(2026, 9, 25)


def test_within_no_days_is_within_the_day() -> None:
    saturday = date(2026, 3, 7)
    for same_day in (True, False):
        answer = count(CALENDAR, saturday, 0, "working", same_day)
        assert answer.due == saturday
        assert told(answer) == {"03-07": "起始日，当日届满"}


def test_29_february_is_a_day_like_any_other() -> None:
    assert count(CALENDAR, date(2024, 2, 26), 5, "calendar").due == date(2024, 3, 2)
    assert count(CALENDAR, date(2024, 2, 28), 1, "working").due == date(2024, 2, 29)
    assert count(CALENDAR, date(2023, 2, 28), 1, "calendar").due == date(2023, 3, 1)


def test_working_days_past_the_year_end_are_provisional_and_the_trace_says_why() -> None:
    answer = count(CALENDAR, date(2026, 12, 25), 4, "working")
    assert (answer.due, answer.provisional) == (date(2026, 12, 31), True)
    assert [day.date.day for day in answer.trace if day.provisional] == [29, 30, 31]
    into_2027 = told(count(CALENDAR, date(2026, 12, 25), 5, "working"))
    assert into_2027["01-01"] == "元旦放假（暂定：2027年节假日安排尚未录入）"
    assert into_2027["01-04"] == "第5个工作日（暂定：2027年节假日安排尚未录入），当日届满"


def test_what_no_notice_can_move_is_not_provisional() -> None:
    assert not count(CALENDAR, date(2026, 12, 30), 5, "calendar").provisional
    assert not count(CALENDAR, date(2026, 12, 24), 2, "working").provisional
    over_new_year = Pause(date(2026, 12, 25), date(2027, 2, 1))
    paused = count(CALENDAR, date(2026, 12, 24), 1, "working", pauses=[over_new_year])
    assert paused.provisional, "the day that is counted lies in 2027"


def test_a_local_holiday_moves_the_deadline() -> None:
    on = date(2026, 3, 12)
    name = Text("建县日", "County Day")
    ours = CalendarDay(on, DayKind.PUBLIC_HOLIDAY, name, "县政府〔2026〕1号")
    answer = count(WorkCalendar(CALENDAR.days, {on: ours}), date(2026, 3, 11), 1, "working")
    assert answer.due == date(2026, 3, 13)
    assert told(answer)["03-12"] == "建县日放假"


def test_paused_days_are_credited_and_say_what_was_waited_for() -> None:
    pause = Pause(date(2026, 3, 4), date(2026, 3, 6), WAITING)
    answer = count(CALENDAR, date(2026, 3, 2), 3, "working", pauses=[pause])
    assert answer.due == date(2026, 3, 9)
    assert told(answer)["03-04"] == "暂停计时：等待补充材料"
    assert told(answer)["03-06"] == "第2个工作日"


def test_an_open_pause_leaves_no_due_date_until_it_ends() -> None:
    pauses = [Pause(date(2026, 3, 3), date(2026, 3, 20)), Pause(date(2026, 3, 4), None, WAITING)]
    answer = count(CALENDAR, date(2026, 3, 2), 5, "calendar", pauses=pauses)
    assert (answer.due, answer.left) == (None, 5)
    assert answer.due_at(UTC) is None
    assert list(told(answer)) == ["03-02", "03-03", "03-04"]
    assert told(answer)["03-04"] == "暂停计时：等待补充材料"


def test_a_pause_after_the_due_date_changes_nothing() -> None:
    late = Pause(date(2026, 3, 8), None)
    plain = count(CALENDAR, date(2026, 3, 2), 5, "calendar")
    assert count(CALENDAR, date(2026, 3, 2), 5, "calendar", pauses=[late]) == plain


def test_an_extension_goes_on_counting_and_names_itself() -> None:
    answer = count(CALENDAR, date(2026, 3, 2), 2, "working", extensions_days=2)
    assert answer.due == date(2026, 3, 6)
    assert list(told(answer).values())[2:] == [
        "第2个工作日",
        "延期第1个工作日",
        "延期第2个工作日，当日届满",
    ]


def test_due_within_the_day_of_the_place() -> None:
    answer = count(CALENDAR, date(2026, 9, 24), 7, "working")
    due_at = answer.due_at(ZoneInfo("Asia/Shanghai"))
    assert due_at == datetime(2026, 10, 12, 15, 59, 59, tzinfo=UTC)


def test_days_that_are_left() -> None:
    answer = count(CALENDAR, date(2026, 9, 24), 7, "working")
    on = [date(2026, 9, 24), date(2026, 10, 1), date(2026, 10, 11), date(2026, 10, 12)]
    assert [answer.days_left(day) for day in on] == [7, 4, 1, 0]


@pytest.mark.parametrize(
    ("start", "n", "on"),
    [
        (date(2024, 9, 27), 5, date(2024, 10, 10)),
        (date(2026, 9, 25), 5, date(2026, 10, 9)),
        (date(2026, 10, 9), -5, date(2026, 9, 24)),
        (date(2026, 10, 11), -1, date(2026, 10, 10)),
    ],
)
def test_get_nth_working_day(start: date, n: int, on: date) -> None:
    assert nth_working_day(CALENDAR, start, n) == on


def test_working_days_between_agree_with_the_count() -> None:
    assert working_days_between(CALENDAR, date(2026, 9, 24), date(2026, 10, 12)) == 7
    assert working_days_between(CALENDAR, date(2026, 10, 12), date(2026, 9, 24)) == -7
    assert working_days_between(CALENDAR, date(2026, 10, 1), date(2026, 10, 7)) == 0


@pytest.mark.parametrize("days", [-1, LONGEST + 1])
def test_a_slip_in_a_setting_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match="days must be from 0"):
        count(CALENDAR, date(2026, 1, 1), days, "calendar")
    with pytest.raises(ValueError, match="n counts from 1"):
        nth_working_day(CALENDAR, date(2026, 1, 1), 0)
