"""Cursors: the ordering values of a row and its key, as JSON text tagged with the ordering."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import orjson

from lianxin.errors import Refused, invalid
from lianxin.language import Text
from lianxin_schema.fields.declared import Order
from lianxin_schema.planner.texts import is_storable

_LARGEST = 2**63


def tag_of(orders: Sequence[Order]) -> str:
    """Tells cursors of one ordering from those of another."""
    return "".join(("-" if o.descending else "+") + o.kind[:3] for o in orders)


def read_cursor(text: str, orders: Sequence[Order]) -> list[Any]:
    """The ordering values of the row that the cursor stands at, then its key. Raises Refused."""
    try:
        tag, *values, key = orjson.loads(text)
        if tag != tag_of(orders) or len(values) != len(orders):
            raise ValueError("of another ordering")
        return [*map(_parsed, values, orders), _number(key)]
    except (ValueError, TypeError, OverflowError):
        raise Refused([INVALID_CURSOR]) from None


def _parsed(value: Any, order: Order) -> Any:
    if value is None and order.nullable:
        return None
    if order.kind == "int":
        return _number(value)
    if order.kind == "float" and isinstance(value, int | float):
        return float(value)
    if order.kind == "bool" and isinstance(value, bool):
        return value
    if not isinstance(value, str) or not is_storable(value):
        raise TypeError("text expected")
    if order.kind == "instant":
        return _moment(value)
    return date.fromisoformat(value) if order.kind == "date" else value


def _number(value: Any) -> int:
    if type(value) is not int or not -_LARGEST <= value < _LARGEST:
        raise ValueError("a number expected")
    return value


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.utcoffset() is None:
        raise ValueError("a time zone expected")
    return moment.astimezone(UTC)


INVALID_CURSOR = invalid(
    "INVALID_CURSOR",
    Text(
        "游标无效或与排序方式不符，请从第一页重新开始",
        "The cursor is not valid for this ordering; start again from the first page",
    ),
)
