"""From a value to what is written in a cell; `to_value` in cells.py reads it back."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from zoneinfo import ZoneInfo

from lianxin.files.kinds import YES_NO, Choice, Kind
from lianxin.files.limits import EXCEL_EXACT_DIGITS
from lianxin.files.text import defuse
from lianxin.language import Text

# What a cell can hold; a time is naive, as the people of the place read it.
Cell = str | int | float | date | datetime | None

# Excel takes 1900 for a leap year: serial numbers before 1 March 1900 are off by a day.
_FIRST_EXCEL_DATE = date(1900, 3, 1)


def to_cell(
    value: object, kind: Kind, language: str, zone: ZoneInfo, choices: Sequence[Choice] = ()
) -> Cell:
    """A number or date where Excel keeps it exactly, else text."""
    if value is None:
        return None
    if isinstance(value, Text):
        return value.say(language)
    if isinstance(value, datetime):
        return _excel_date(_local(value, zone))
    if isinstance(value, date):
        return _excel_date(value)
    if kind is Kind.CHOICE or isinstance(value, bool):
        return _label(value, choices or YES_NO, language)
    if kind not in (Kind.TEXT, Kind.CODE) and isinstance(value, (int, float, Decimal)):
        return _excel_number(value)
    return str(value.value) if isinstance(value, Enum) else str(value)


def to_text(
    value: object, kind: Kind, language: str, zone: ZoneInfo, choices: Sequence[Choice] = ()
) -> str:
    """The cell for .csv: numbers and dates bare, text never a formula."""
    cell = to_cell(value, kind, language, zone, choices)
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return defuse(cell) if isinstance(cell, str) and not _is_number(value) else str(cell)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, (bool, Enum))


def _local(value: datetime, zone: ZoneInfo) -> datetime:
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return aware.astimezone(zone).replace(tzinfo=None)


def _excel_date(value: date) -> Cell:
    day = value.date() if isinstance(value, datetime) else value
    if day >= _FIRST_EXCEL_DATE:
        return value
    return value.isoformat(" ", "seconds") if isinstance(value, datetime) else value.isoformat()


def _excel_number(value: int | float | Decimal) -> Cell:
    exact = Decimal(str(value))
    if not exact.is_finite():
        return str(value)
    digits = exact.normalize().as_tuple().digits
    if len(digits) > EXCEL_EXACT_DIGITS or abs(exact) >= 10**EXCEL_EXACT_DIGITS:
        return f"{exact:f}" if exact.adjusted() > -EXCEL_EXACT_DIGITS else str(exact)
    return value if isinstance(value, int) else float(value)


def _label(value: object, choices: Sequence[Choice], language: str) -> str:
    plain = value.value if isinstance(value, Enum) else value
    for choice in choices:
        if choice.value == plain:
            return choice.label.say(language)
    return str(plain)
