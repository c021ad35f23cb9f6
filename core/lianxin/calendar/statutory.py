"""Public holidays by statute: the best guess for a year whose notice is not in the calendar.

Rule source: 全国年节及纪念日放假办法, as revised on 10 November 2024. It names the days;
which other days are exchanged for them only the year's notice says.
"""

from datetime import date, timedelta
from functools import lru_cache

from chinese_calendar import get_solar_terms  # type: ignore[import-untyped]

from lianxin.language import Text

STATUTE = "全国年节及纪念日放假办法"

NEW_YEAR = Text("元旦", "New Year's Day")
SPRING_FESTIVAL = Text("春节", "Spring Festival")
TOMB_SWEEPING = Text("清明节", "Tomb-Sweeping Day")
LABOUR_DAY = Text("劳动节", "Labour Day")
DRAGON_BOAT = Text("端午节", "Dragon Boat Festival")
MID_AUTUMN = Text("中秋节", "Mid-Autumn Festival")
NATIONAL_DAY = Text("国庆节", "National Day")

_FIXED = {
    (1, 1): NEW_YEAR,
    (5, 1): LABOUR_DAY,
    (5, 2): LABOUR_DAY,
    (10, 1): NATIONAL_DAY,
    (10, 2): NATIONAL_DAY,
    (10, 3): NATIONAL_DAY,
}

# The first day of the first lunar month, the fifth of the fifth, the fifteenth of the eighth.
_LUNAR = {
    2025: ((1, 29), (5, 31), (10, 6)),
    2026: ((2, 17), (6, 19), (9, 25)),
    2027: ((2, 6), (6, 9), (9, 15)),
    2028: ((1, 26), (5, 28), (10, 3)),
    2029: ((2, 13), (6, 16), (9, 22)),
    2030: ((2, 3), (6, 5), (9, 12)),
    2031: ((1, 23), (6, 24), (10, 1)),
    2032: ((2, 11), (6, 12), (9, 19)),
    2033: ((1, 31), (6, 1), (9, 8)),
    2034: ((2, 19), (6, 20), (9, 27)),
    2035: ((2, 8), (6, 10), (9, 16)),
    2036: ((1, 28), (5, 30), (10, 4)),
    2037: ((2, 15), (6, 18), (9, 24)),
    2038: ((2, 4), (6, 7), (9, 13)),
    2039: ((1, 24), (5, 27), (10, 2)),
    2040: ((2, 12), (6, 14), (9, 20)),
}


def statutory_holiday(on: date) -> Text | None:
    """The holiday that the statute puts on this date; lunar ones are known to 2040."""
    return _FIXED.get((on.month, on.day)) or _moving_holidays(on.year).get(on)


@lru_cache(maxsize=64)
def _moving_holidays(year: int) -> dict[date, Text]:
    if year not in _LUNAR:
        return {}
    new_year, dragon_boat, mid_autumn = (date(year, *day) for day in _LUNAR[year])
    # From the eve to the third day of the new year.
    spring = {new_year + timedelta(days=n): SPRING_FESTIVAL for n in range(-1, 3)}
    return {
        **spring,
        _pure_brightness(year): TOMB_SWEEPING,
        dragon_boat: DRAGON_BOAT,
        mid_autumn: MID_AUTUMN,
    }


def _pure_brightness(year: int) -> date:
    """清明, the solar term; it falls between 4 and 6 April."""
    terms: list[tuple[date, str]] = get_solar_terms(date(year, 4, 3), date(year, 4, 7))
    return terms[0][0]
