"""What a date is, whoever decided it."""

from datetime import date

from lianxin.calendar import CalendarDay, DayKind, WorkCalendar, national_calendar, notice_year
from lianxin.language import Text

EMPTY = WorkCalendar({})


def test_a_day_that_nobody_entered_is_judged_by_week_and_statute_and_says_so() -> None:
    kinds = {
        date(2027, 1, 1): DayKind.PUBLIC_HOLIDAY,
        date(2027, 1, 2): DayKind.WEEKEND,
        date(2027, 1, 4): DayKind.WORKING,
        date(2027, 10, 3): DayKind.PUBLIC_HOLIDAY,
        date(2027, 10, 4): DayKind.WORKING,
    }
    for on, kind in kinds.items():
        day = EMPTY.day(on)
        assert (day.kind, day.provisional) == (kind, True)
        assert "尚无2027年节假日安排" in day.source


def test_a_place_has_days_of_its_own_and_they_win() -> None:
    on = date(2026, 3, 12)
    ours = CalendarDay(
        on, DayKind.PUBLIC_HOLIDAY, Text("建县日", "County Day"), "县政府〔2026〕1号"
    )
    calendar = WorkCalendar(national_calendar().days, {on: ours})
    assert national_calendar().is_working(on)
    assert not calendar.is_working(on)
    assert calendar.is_public_holiday(on)
    assert calendar.day(on).source == "县政府〔2026〕1号"


def test_days_given_twice_are_the_later_and_overrides_still_win() -> None:
    on = date(2027, 2, 20)
    name = Text("春节", "Spring Festival")
    guess = CalendarDay(on, DayKind.WEEKEND, name, "推定", provisional=True)
    notice = CalendarDay(on, DayKind.MAKE_UP_WORKING_DAY, name, "通知")
    ours = CalendarDay(on, DayKind.WEEKEND, name, "本地")
    assert WorkCalendar.of([guess, notice]).day(on) == notice
    assert WorkCalendar.of([guess, notice], [ours]).day(on) == ours


def test_a_day_describes_itself() -> None:
    calendar = national_calendar()
    described = {
        date(2026, 2, 14): Text("春节调休上班", "make-up working day for Spring Festival"),
        date(2026, 2, 17): Text("春节放假", "public holiday: Spring Festival"),
        date(2026, 2, 24): Text("星期二，工作日", "Tuesday, working day"),
        date(2026, 3, 1): Text("星期日，周末休息", "Sunday, weekend"),
    }
    assert {on: calendar.day(on).description for on in described} == described


def test_the_last_days_of_december_wait_for_the_next_notice() -> None:
    assert notice_year(date(2026, 12, 28)) == 2026
    assert notice_year(date(2026, 12, 29)) == 2027
    assert notice_year(date(2026, 1, 1)) == 2026
