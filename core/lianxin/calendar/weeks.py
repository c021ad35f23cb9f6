"""The weeks of a month: where a source says "the second week", which days it means."""

import datetime as dt
from enum import StrEnum

from lianxin.calendar.days import Weekday
from lianxin.language import Text

_DAY = dt.timedelta(days=1)


class WeekRule(StrEnum):
    """Which week of a month is its n-th; weeks run from Monday to Sunday.

    NTH_WEEKDAY: the n-th Tuesday, and for whole weeks the one that begins on the n-th Monday.
    HOLDS_THE_FIRST: week 1 holds the 1st, so it may begin in the month before.
    HOLDS_FOUR_DAYS: week 1 is the first with most of its days in the month (as in ISO 8601).
    """

    NTH_WEEKDAY = "nth_weekday"
    HOLDS_THE_FIRST = "holds_the_first"
    HOLDS_FOUR_DAYS = "holds_four_days"

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS = {
    WeekRule.NTH_WEEKDAY: Text("第1周自首个星期一起", "week 1 begins on the first Monday"),
    WeekRule.HOLDS_THE_FIRST: Text("1日所在的周为第1周", "week 1 is the week of the 1st"),
    WeekRule.HOLDS_FOUR_DAYS: Text(
        "首个至少有4天在本月的周为第1周", "week 1 is the first with four days in the month"
    ),
}

# The day of a week whose month owns the week.
_OWNING_DAY = {
    WeekRule.NTH_WEEKDAY: Weekday.MONDAY,
    WeekRule.HOLDS_FOUR_DAYS: Weekday.THURSDAY,
}


def nth_weekday(year: int, month: int, weekday: Weekday, n: int) -> dt.date | None:
    """The n-th Tuesday of a month; None where it has no fifth."""
    first = dt.date(year, month, 1)
    on = first + ((weekday - first.weekday()) % 7 + 7 * (n - 1)) * _DAY
    return on if on.month == month else None


def nth_week(year: int, month: int, n: int, rule: WeekRule) -> dt.date | None:
    """The Monday on which a month's n-th week begins; None where it has no such week."""
    first = dt.date(year, month, 1)
    if rule is WeekRule.HOLDS_THE_FIRST:
        monday = first + (7 * (n - 1) - first.weekday()) * _DAY
        return monday if n == 1 or monday.month == month else None
    owner = nth_weekday(year, month, _OWNING_DAY[rule], n)
    return owner and owner - owner.weekday() * _DAY
