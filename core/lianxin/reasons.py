"""Pydantic's errors as plain reasons in Chinese and English."""

from collections.abc import Mapping
from typing import Any

from lianxin.language import Text

_NUMBER = Text("应为数字", "must be a number")
_TEXTS: dict[str, Text] = {
    "missing": Text("必填，不能为空", "must not be empty"),
    "string_type": Text("应为文字", "must be text"),
    "string_too_short": Text(
        "太短，至少 {min_length} 个字", "too short: at least {min_length} characters"
    ),
    "string_too_long": Text(
        "太长，最多 {max_length} 个字", "too long: at most {max_length} characters"
    ),
    "string_pattern_mismatch": Text("格式不对", "is not in the right format"),
    "int_type": Text("应为整数", "must be a whole number"),
    "int_parsing": Text("应为整数", "must be a whole number"),
    "int_from_float": Text("应为整数", "must be a whole number"),
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "finite_number": Text("应为有限的数字", "must be a finite number"),
    "decimal_max_digits": Text("最多 {max_digits} 位数字", "at most {max_digits} digits"),
    "decimal_max_places": Text(
        "最多 {decimal_places} 位小数", "at most {decimal_places} decimal places"
    ),
    "decimal_whole_digits": Text(
        "整数部分最多 {whole_digits} 位", "at most {whole_digits} digits before the point"
    ),
    "multiple_of": Text("应为 {multiple_of} 的倍数", "must be a multiple of {multiple_of}"),
    "greater_than": Text("应大于 {gt}", "must be greater than {gt}"),
    "greater_than_equal": Text("不能小于 {ge}", "must be at least {ge}"),
    "less_than": Text("应小于 {lt}", "must be less than {lt}"),
    "less_than_equal": Text("不能大于 {le}", "must be at most {le}"),
    "date_past": Text("应为过去的日期", "must be in the past"),
    "date_future": Text("应为将来的日期", "must be in the future"),
    "datetime_past": Text("应为过去的时间", "must be in the past"),
    "datetime_future": Text("应为将来的时间", "must be in the future"),
    "enum": Text("不在可选范围内", "is not one of the choices"),
    "literal_error": Text("不在可选范围内", "is not one of the choices"),
    "bool_parsing": Text("应填“是”或“否”", "must be yes or no"),
}
_MADE_BY_CODE = ("value_error", "assertion_error")


def reason_of(error: Mapping[str, Any]) -> Text:
    """What is wrong, without the value itself."""
    context: Mapping[str, Any] = error.get("ctx", {})
    cause = context.get("error")
    own = getattr(cause, "text", None)
    if isinstance(own, Text):  # CellError, PhoneError: whatever says itself in both languages
        return own
    known = _TEXTS.get(error["type"])
    if known is not None:
        return known.format(**context)
    english = str(cause) if error["type"] in _MADE_BY_CODE and cause else str(error["msg"])
    return Text(f"内容不合要求（{english}）", english)
