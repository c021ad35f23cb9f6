"""Keyset cursors: the ordering values of a row as JSON text, and the condition 'after it'."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Date, Float, String, and_, or_, tuple_

from lianxin.database import Instant
from lianxin.database import Key as KeyType
from lianxin.errors import Refused, invalid
from lianxin.language import Text
from lianxin_schema.fields.declared import Columns, Order
from lianxin_schema.planner.given import Binder
from lianxin_schema.planner.json import Concat, Part, Scalar

_TYPES: dict[str, Any] = {
    "text": String(),
    "instant": Instant(),
    "date": Date(),
    "int": KeyType,
    "float": Float(),
}


@dataclass(frozen=True)
class Keyset:
    """An ordering that ends with the row's key, so that no two rows are equal in it."""

    orders: tuple[Order, ...]

    @property
    def tag(self) -> str:
        """Tells cursors of one ordering from those of another."""
        return "".join(("-" if o.descending else "+") + o.kind[0] for o in self.orders)

    def clauses(self, c: Columns, backwards: bool) -> list[ColumnElement[Any]]:
        clauses = []
        for order in self.orders:
            expression = order.expression(c)
            descending = order.descending != backwards
            clause = expression.desc() if descending else expression.asc()
            if order.nullable:
                clause = clause.nulls_first() if backwards else clause.nulls_last()
            clauses.append(clause)
        last = self.orders[-1].descending if self.orders else False
        return [*clauses, c["id"].desc() if last != backwards else c["id"].asc()]

    def cursor(self, c: Columns) -> ColumnElement[str]:
        """The row's cursor as a JSON string."""
        parts: list[Part] = [f'["{self.tag}"']
        for order in self.orders:
            parts += [",", Scalar(order.expression(c), order.kind, order.nullable)]
        parts += [",", Scalar(c["id"], "int", False), "]"]
        return Scalar(Concat(parts), "text", False)

    def beyond(
        self, c: Columns, cursor: Any, binder: Binder, backwards: bool
    ) -> ColumnElement[bool]:
        """Rows after the cursor (before it, backwards)."""
        values = [
            binder.bind(cursor, _TYPES[order.kind], lambda text, i=i: self._read(text)[i])  # type: ignore[misc]
            for i, order in enumerate(self.orders)
        ]
        key = binder.bind(cursor, KeyType, lambda text: self._read(text)[-1])
        last = self.orders[-1].descending if self.orders else False
        if not any(o.nullable for o in self.orders) and all(
            o.descending == last for o in self.orders
        ):
            row = tuple_(*[o.expression(c) for o in self.orders], c["id"])
            mark = tuple_(*values, key)
            return row < mark if last != backwards else row > mark
        return self._spelt_out(c, values, key, backwards)

    def _spelt_out(
        self, c: Columns, values: Sequence[Any], key: Any, backwards: bool
    ) -> ColumnElement[bool]:
        last = self.orders[-1].descending if self.orders else False
        condition = c["id"] < key if last != backwards else c["id"] > key
        for order, value in reversed(list(zip(self.orders, values, strict=True))):
            expression = order.expression(c)
            later = expression < value if order.descending != backwards else expression > value
            same = expression == value
            if order.nullable:
                # Nulls come last: after every value; backwards every value comes after them.
                if backwards:
                    later = or_(later, and_(expression.isnot(None), value.is_(None)))
                else:
                    later = or_(later, and_(expression.is_(None), value.isnot(None)))
                same = or_(same, and_(expression.is_(None), value.is_(None)))
            condition = or_(later, and_(same, condition))
        return condition

    def _read(self, text: str) -> list[Any]:
        try:
            tag, *values = orjson.loads(text)
            if tag != self.tag or len(values) != len(self.orders) + 1:
                raise ValueError("another ordering")
            return [*map(_parse, values[:-1], self.orders), int(values[-1])]
        except (ValueError, TypeError) as error:
            raise Refused([INVALID_CURSOR]) from error


def _parse(value: Any, order: Order) -> Any:
    if value is None and order.nullable:
        return None
    if order.kind == "instant":
        return datetime.fromisoformat(value)
    if order.kind == "date":
        return datetime.fromisoformat(value).date()
    if order.kind == "int":
        return int(value)
    if order.kind == "float":
        return float(value)
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


INVALID_CURSOR = invalid(
    "INVALID_CURSOR",
    Text(
        "游标无效或与排序方式不符,请从第一页重新开始",
        "The cursor is not valid for this ordering; start again from the first page",
    ),
)
