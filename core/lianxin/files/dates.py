"""Dates and times as people type them: 2026-03-01, 2026/3/1, 2026年3月1日 14:30, 20260301."""

import re
from datetime import date, datetime, timedelta

_SPACED_DATE = r"[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})[日号]?"
_DATE = rf"(?P<y>\d{{4}})(?:{_SPACED_DATE}|(?P<m2>\d{{2}})(?P<d2>\d{{2}}))"
_TIME = r"(?P<H>\d{1,2})[:时点](?:(?P<M>\d{1,2})(?:[:分](?:(?P<S>\d{1,2})(?:\.\d+)?秒?)?)?)?"
_DATE_AND_TIME = re.compile(rf"{_DATE}(?:(?:[\sT]+|(?<=[日号])){_TIME})?")

# Day 60 of Excel's calendar is a 29 February 1900 that never was; a bare number below this
# one (1927-05-18) is more likely a year, an age or a slip than a date without its format.
_EXCEL_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 80_000


def parse_date(text: str) -> date | None:
    """A date, also where a time follows it; None where the text is no date."""
    found = parse_instant(text)
    return found.date() if found else None


def parse_instant(text: str) -> datetime | None:
    """A date with or without a time; naive unless the text (ISO 8601) has an offset."""
    found = _DATE_AND_TIME.fullmatch(text.strip())
    if not found:
        return _iso(text)
    part = found.groupdict()
    try:
        return datetime(
            int(part["y"]),
            int(part["m"] or part["m2"]),
            int(part["d"] or part["d2"]),
            int(part["H"] or 0),
            int(part["M"] or 0),
            int(part["S"] or 0),
        )
    except ValueError:
        return None


def serial_date(number: float) -> date | None:
    """A number in a date column: 20260301, or Excel's count of days without its format."""
    if not number.is_integer():
        return None
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return _EXCEL_EPOCH + timedelta(days=int(number))
    return parse_date(str(int(number))) if 19_000_101 <= number <= 21_001_231 else None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None
