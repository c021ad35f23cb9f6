"""From what stands in a cell to a value of the column's kind, or a reason why not."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from lianxin.files.dates import parse_date, parse_instant, serial_date
from lianxin.files.kinds import YES_NO, Choice, Kind
from lianxin.files.limits import EXCEL_EXACT_DIGITS
from lianxin.files.sheet import Column
from lianxin.files.text import clean, half_width
from lianxin.language import Text

# .csv gives only str, .xlsx any of them, an example also Decimal; None and "" are empty.
Raw = str | float | int | bool | Decimal | date | datetime | time | timedelta | None

# How Excel writes, into .csv above all, what it has already spoilt.
_SCIENTIFIC = re.compile(r"-?\d(\.\d+)?E\+\d{2,3}")
_DATE_OF_A_CODE = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}( .*)?")
_FAILED = re.compile(r"#(N/A|VALUE!|REF!|DIV/0!|NAME\?|NULL!|NUM!)")
_FLOAT_OF_A_CODE = re.compile(r"(\d{5,})\.0+")
_INTEGER = re.compile(r"([+-]?\d{1,30})(\.0*)?")
_DECIMAL = re.compile(r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})([Ee][+-]?\d{1,3})?")
_TRUE = {"是", "有", "对", "√", "✓", "yes", "y", "true", "1"}
_FALSE = {"否", "无", "错", "×", "✗", "no", "n", "false", "0"}

_DIGITS_LOST = Text(
    "数字太长，Excel 已丢失末尾几位；请把这一列设为“文本”格式后重新填写",
    "the number is too long and Excel has dropped its last digits; "
    "format the column as text and enter it again",
)
_MADE_A_DATE = Text(
    "Excel 已把它变成日期；请把这一列设为“文本”格式后重新填写",
    "Excel has turned it into a date; format the column as text and enter it again",
)
_NO_RESULT = Text("公式没有结果或出错，请改填数值", "the formula has no result; enter the value")
_NOT_INTEGER = Text("应为整数", "must be a whole number")
_NOT_NUMBER = Text("应为数字", "must be a number")
_NOT_DATE = Text("应为日期，如 2026-03-01", "must be a date, such as 2026-03-01")
_NOT_INSTANT = Text(
    "应为日期和时间，如 2026-03-01 09:30", "must be a date and time, such as 2026-03-01 09:30"
)
_NOT_YES_NO = Text("应填“是”或“否”", "must be yes or no")


class CellError(ValueError):
    """A reason in both languages; raised by a model's own validator it reaches the person too."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


@dataclass(frozen=True)
class BrokenFormula:
    """A formula's cell that has an error, or no result stored, instead of a value."""


def is_empty(raw: Raw | BrokenFormula) -> bool:
    return raw is None or (isinstance(raw, str) and not clean(raw))


def to_value(column: Column, raw: Raw | BrokenFormula, zone: ZoneInfo) -> object:
    """The value of a cell that is not empty; raises CellError.

    `zone` is where a time without an offset was written down.
    """
    if isinstance(raw, BrokenFormula) or (isinstance(raw, str) and _FAILED.fullmatch(raw.strip())):
        raise CellError(_NO_RESULT)
    if column.kind is Kind.INSTANT:
        return _instant(raw, zone)
    return _CONVERTERS[column.kind](column, raw)


def shown(raw: Raw | BrokenFormula) -> str:
    """The cell as text, for the file of wrong rows: what was wrong stays wrong there."""
    if isinstance(raw, BrokenFormula):
        return "#VALUE!"
    if isinstance(raw, str):
        return clean(raw)
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, (int, float, Decimal)):
        return _plain(raw)
    if isinstance(raw, datetime):
        return raw.isoformat(" ", "seconds" if raw.second else "minutes")
    if isinstance(raw, (date, time)):
        return raw.isoformat()
    return str(raw) if isinstance(raw, timedelta) else ""


def _text(column: Column, raw: Raw) -> str:
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _digits(raw)
    text = shown(raw)
    if _SCIENTIFIC.fullmatch(text):
        raise CellError(_DIGITS_LOST)
    return text


def _code(column: Column, raw: Raw) -> str:
    if isinstance(raw, (date, time, timedelta)):
        raise CellError(_MADE_A_DATE)
    text = half_width(_text(column, raw)).strip()
    if _DATE_OF_A_CODE.fullmatch(text):
        raise CellError(_MADE_A_DATE)
    if found := _FLOAT_OF_A_CODE.fullmatch(text):
        text = found[1]
    return text.zfill(column.digits) if column.digits and text.isdigit() else text


def _integer(column: Column, raw: Raw) -> int:
    if isinstance(raw, float) and raw.is_integer():
        return int(_digits(raw))
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    found = _INTEGER.fullmatch(_number(raw))
    if not found:
        raise CellError(_NOT_INTEGER)
    return int(found[1])


def _decimal(column: Column, raw: Raw) -> Decimal:
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return Decimal(repr(raw))
    if isinstance(raw, Decimal):
        return raw
    text = _number(raw)
    if not _DECIMAL.fullmatch(text):
        raise CellError(_NOT_NUMBER)
    return Decimal(text)


def _percent(column: Column, raw: Raw) -> Decimal:
    text = _number(raw)
    if text.endswith("%"):
        return _decimal(column, text[:-1]) / 100
    return _decimal(column, raw)


def _date(column: Column, raw: Raw) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    found = serial_date(raw) if isinstance(raw, float) else parse_date(half_width(shown(raw)))
    if found is None:
        raise CellError(_NOT_DATE)
    return found


def _instant(raw: Raw, zone: ZoneInfo) -> datetime:
    """Aware, in UTC, to the whole second: a cell's fraction of a day is only so exact."""
    found = _moment(raw)
    if found is None:
        raise CellError(_NOT_INSTANT)
    try:
        aware = found if found.tzinfo else found.replace(tzinfo=zone)
        return (aware.astimezone(UTC) + timedelta(milliseconds=500)).replace(microsecond=0)
    except OverflowError:
        raise CellError(_NOT_INSTANT) from None


def _moment(raw: Raw) -> datetime | None:
    if isinstance(raw, datetime):
        return raw
    if isinstance(raw, float):
        raw = serial_date(raw)
    if isinstance(raw, date):
        return datetime.combine(raw, time())
    return parse_instant(half_width(clean(raw))) if isinstance(raw, str) else None


def _yes_no(column: Column, raw: Raw) -> bool:
    if isinstance(raw, bool):
        return raw
    text = _number(raw).casefold()
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise CellError(_NOT_YES_NO)


def _choice(column: Column, raw: Raw) -> object:
    wanted = _fold(_text(column, raw))
    for choice in column.choices:
        if wanted in _names(choice):
            return choice.value
    raise CellError(_not_one_of(column.choices or YES_NO))


def _names(choice: Choice) -> set[str]:
    return {_fold(choice.label.zh), _fold(choice.label.en), _fold(str(choice.value))}


def _fold(text: str) -> str:
    return half_width(text).strip().casefold()


def _not_one_of(choices: tuple[Choice, ...]) -> Text:
    texts = [choice.label for choice in choices[:12]]
    more = "…" if len(choices) > len(texts) else ""
    return Text(
        f"应为以下之一：{'、'.join(text.zh for text in texts)}{more}",
        f"must be one of: {', '.join(text.en for text in texts)}{more}",
    )


def _number(raw: Raw) -> str:
    """A number as typed, without thousands separators and spaces within."""
    text = half_width(shown(raw)).replace(",", "")
    return "".join(text.split()) if text.isascii() else text.strip()


def _digits(number: float) -> str:
    if abs(number) >= 10**EXCEL_EXACT_DIGITS:
        raise CellError(_DIGITS_LOST)
    return _plain(number)


def _plain(number: float | Decimal) -> str:
    """13900001234.0 as 13900001234, 0.1 as 0.1; scientific only where digits are lost."""
    if isinstance(number, float) and abs(number) >= 10**EXCEL_EXACT_DIGITS:
        return f"{number:.14E}"
    text = f"{Decimal(str(number)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_CONVERTERS: dict[Kind, Callable[[Column, Raw], object]] = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.PERCENT: _percent,
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
}
