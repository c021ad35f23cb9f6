"""JSON as RFC 8259 has it and nothing else: UTF-8, finite numbers, no lone surrogates, bounded."""

import json
import re
from typing import Any, Final

import orjson

from lianxin.language import Text
from lianxin_schema.http.refusals import refusal

_MAX_DIGITS: Final = 30
_NO_OBJECT: Final = Text("{what} 应为对象", "{what} is to be an object")
_TOO_DEEP: Final = Text("嵌套超过 {depth} 层", "nested deeper than {depth}")
_PLACE: Final = Text("第 {line} 行第 {column} 列", "line {line}, column {column}")
# orjson turns integers beyond 64 bits into floats, silently; those documents go another way.
_LONG_NUMBER: Final = re.compile(rb"[0-9]{19}")


def decode_object(body: bytes, depth: int, what: str = "JSON") -> dict[str, Any]:
    """A JSON object at most `depth` levels deep; raises GatewayError BAD_JSON or BAD_REQUEST."""
    value = _decode(body)
    if not isinstance(value, dict):
        raise refusal("BAD_REQUEST", _NO_OBJECT.format(what=what))
    # Each level needs a bracket: where there are few, nothing can be deep.
    if body.count(b"{") + body.count(b"[") > depth and _deeper_than(value, depth):
        raise refusal("BAD_JSON", _TOO_DEEP.format(depth=depth))
    return value


def _decode(body: bytes) -> Any:
    try:
        value = orjson.loads(body)
        return _decode_exactly(body) if _LONG_NUMBER.search(body) else value
    except ValueError as error:
        raise refusal("BAD_JSON", _reason(error)) from None


def _decode_exactly(body: bytes) -> Any:
    """For long integers; orjson has seen that all else is in order, depth included."""
    return json.loads(body.decode(), parse_int=_integer)


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise ValueError(f"a number has more than {_MAX_DIGITS} digits")
    return int(digits)


def _reason(error: ValueError) -> Text | str:
    """Where it went wrong, without a word of what was sent."""
    if isinstance(error, orjson.JSONDecodeError):
        return _PLACE.format(line=error.lineno, column=error.colno)
    return str(error)


def _deeper_than(value: Any, depth: int) -> bool:
    level = [value]
    for _ in range(depth):
        level = [child for container in level for child in _containers(container)]
        if not level:
            return False
    return True


def _containers(value: Any) -> list[Any]:
    children = value.values() if isinstance(value, dict) else value
    return [child for child in children if isinstance(child, dict | list)]
