"""Days from which one can count: a slip of the pen in the year leads out of any calendar."""

from datetime import date

from lianxin.language import Text

FIRST_YEAR, LAST_YEAR = 1900, 2200
NO_SUCH_TIME = Text(
    "日期应在 {first} 年至 {last} 年之间，请检查年份",
    "A date from {first} to {last} is wanted; check the year",
).format(first=FIRST_YEAR, last=LAST_YEAR)


def is_of_our_time(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR
