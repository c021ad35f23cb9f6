"""How recurrences are put in words."""

from collections.abc import Sequence

from lianxin.calendar.days import Weekday
from lianxin.calendar.weeks import WeekRule
from lianxin.language import Text, listed

_MONTHS = ["January", "February", "March", "April", "May", "June"]
_MONTHS += ["July", "August", "September", "October", "November", "December"]


def except_holidays(said: Text) -> Text:
    return Text("{said}（公共节假日除外）", "{said} (except public holidays)").format(said=said)


def weekday_of_month(weekday: Weekday, weeks: Sequence[int], rule: WeekRule) -> Text:
    if rule is WeekRule.NTH_WEEKDAY:
        nth = listed([Text(str(week), ordinal(week)) for week in sorted(weeks)])
        said = Text("每月第{nth}个{weekday}", "the {nth} {weekday} of each month")
        return said.format(nth=nth, weekday=weekday.label)
    numbers = listed([Text(str(week), f"week {week}") for week in sorted(weeks)])
    said = Text(
        "每月第{weeks}周的{weekday}（{rule}）", "{weekday} of {weeks} of each month ({rule})"
    )
    return said.format(weeks=numbers, weekday=weekday.label, rule=rule.label)


def week_of_month(week: int, rule: WeekRule) -> Text:
    return Text(
        "每月第{week}周，星期一至星期日（{rule}）",
        "week {week} of each month, Monday to Sunday ({rule})",
    ).format(week=week, rule=rule.label)


def day(number: int) -> Text:
    """A day of the month; what a shorter month makes of it is said too."""
    if number == 31:
        return Text("最后一日", "the last day")
    if number > 28:
        return Text(f"{number}日（当月无此日则为月末）", f"the {ordinal(number)}, or last, day")
    return Text(f"{number}日", f"the {ordinal(number)}")


def month(number: int) -> Text:
    return Text(f"{number}月", _MONTHS[number - 1])


def ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number in (11, 12, 13) else ending}"
