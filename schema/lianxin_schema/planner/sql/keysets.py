"""An ordering that no two rows share, and the condition to come after a cursor in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    Date,
    Float,
    Label,
    String,
    and_,
    or_,
    tuple_,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from lianxin.database import Instant, Sorted
from lianxin.database import Key as KeyType
from lianxin_schema.fields.declared import Order
from lianxin_schema.fields.visibility import Columns
from lianxin_schema.planner.cursors import read_cursor, tag_of
from lianxin_schema.planner.given import Binder
from lianxin_schema.planner.sql.json import Concat, Part, Scalar

_TYPES: dict[str, Any] = {
    "text": String(),
    "instant": Instant(),
    "date": Date(),
    "int": KeyType,
    "float": Float(),
    "bool": Boolean(),
}


@dataclass(frozen=True)
class Cursor:
    """A cursor's values as parameters: one for each order, then the key."""

    values: tuple[BindParameter[Any], ...]

    @property
    def leading(self) -> BindParameter[Any]:
        return self.values[0]

    @property
    def rest(self) -> "Cursor":
        return Cursor(self.values[1:])


@dataclass(frozen=True)
class Keyset:
    """Rows in the order of some values and, among equals, of their keys.

    `settled`: no two rows of the list have all values alike, so that they need not be sorted by
    their keys, too. PostgreSQL would, however they come out of an index.
    """

    orders: tuple[Order, ...]
    descends: bool
    settled: bool = False

    @classmethod
    def of(cls, orders: tuple[Order, ...], settled: bool = False) -> "Keyset":
        """The key goes the way of the last order, so that one index serves both."""
        return cls(orders, bool(orders) and orders[-1].descending, settled)

    def columns(self, c: Columns) -> list[Label[Any]]:
        """What rows have to carry besides their keys to be ordered and told by a cursor."""
        return [_value(order, c).label(_name(i)) for i, order in enumerate(self.orders)]

    def clauses(self, c: Columns, backwards: bool) -> list[ColumnElement[Any]]:
        """ORDER BY over the table."""
        return self._clauses([_value(order, c) for order in self.orders], c["id"], backwards)

    def clauses_of_rows(self, c: Columns, backwards: bool) -> list[ColumnElement[Any]]:
        """ORDER BY over rows that carry `columns`."""
        return self._clauses(self.columns_of_rows(c), c["id"], backwards)

    def columns_of_rows(self, c: Columns) -> list[ColumnElement[Any]]:
        """`columns`, of rows that carry them."""
        return [c[_name(i)] for i in range(len(self.orders))]

    def cursor(self, c: Columns) -> Part:
        """The cursor of a row that carries `columns`, as a JSON string."""
        parts: list[Part] = [f'["{tag_of(self.orders)}"']
        for i, order in enumerate(self.orders):
            parts += [",", Scalar(c[_name(i)], order.kind, nullable=order.nullable)]
        return Scalar(Concat([*parts, ",", Scalar(c["id"], "int"), "]"]), "text")

    def bound(self, cursor: Any, binder: Binder) -> Cursor:
        """A cursor's text, or the slot for it, as parameters."""
        types = [*(_TYPES[order.kind] for order in self.orders), KeyType]
        read = [lambda text, i=i: read_cursor(text, self.orders)[i] for i in range(len(types))]
        return Cursor(tuple(binder.bind(cursor, t, r) for t, r in zip(types, read, strict=True)))

    def beyond(self, c: Columns, cursor: Cursor, backwards: bool) -> ColumnElement[bool]:
        """Rows after the cursor (before it, backwards)."""
        falling = self.descends != backwards
        if all(not o.nullable and o.descending == self.descends for o in self.orders):
            row = tuple_(*(_value(order, c) for order in self.orders), c["id"])
            mark = tuple_(*cursor.values)
            return row < mark if falling else row > mark
        *values, key = cursor.values
        condition: ColumnElement[bool] = c["id"] < key if falling else c["id"] > key
        for order, value in reversed(list(zip(self.orders, values, strict=True))):
            later, same = _later(order, c, value, backwards)
            condition = or_(later, and_(same, condition))
        return condition

    # --- nulls last: what has the leading value, then what has none

    @property
    def leads_nullable(self) -> bool:
        return bool(self.orders) and self.orders[0].nullable

    @property
    def with_leading(self) -> "Keyset":
        first, *rest = self.orders
        return replace(self, orders=(replace(first, nullable=False), *rest))

    @property
    def without_leading(self) -> "Keyset":
        return replace(self, orders=self.orders[1:])

    def _clauses(
        self, values: Sequence[Any], key: ColumnElement[Any], backwards: bool
    ) -> list[ColumnElement[Any]]:
        clauses = []
        for order, value in zip(self.orders, values, strict=True):
            clause = value.desc() if order.descending != backwards else value.asc()
            if order.nullable:
                clause = clause.nulls_first() if backwards else clause.nulls_last()
            clauses.append(clause)
        if self.settled:
            return clauses
        return [*clauses, key.desc() if self.descends != backwards else key.asc()]


def _name(i: int) -> str:
    """A name that no table has for a column."""
    return f"order_{i}"


def _value(order: Order, c: Columns) -> ColumnElement[Any]:
    found = order.expression(c)
    return Bytewise(found) if order.kind == "text" and found.type is not Sorted else found


class Bytewise(ColumnElement[str]):
    """A text that orders by its bytes on PostgreSQL too."""

    type = Sorted
    inherit_cache = False

    def __init__(self, text: ColumnElement[str]) -> None:
        self.text = text

    @property
    def _from_objects(self) -> list[Any]:
        return list(self.text._from_objects)


@compiles(Bytewise, "sqlite")
def _bytewise_sqlite(element: Bytewise, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(element.text, **kw)


@compiles(Bytewise, "postgresql")
def _bytewise_postgresql(element: Bytewise, compiler: SQLCompiler, **kw: Any) -> str:
    return f'{compiler.process(element.text, **kw)} COLLATE "C"'


def _later(
    order: Order, c: Columns, value: Any, backwards: bool
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether a row's value comes later than the cursor's, and whether it is the same."""
    found = _value(order, c)
    later = found < value if order.descending != backwards else found > value
    same = found == value
    if order.nullable:
        ends, begins = (value, found) if backwards else (found, value)
        later = or_(later, and_(ends.is_(None), begins.isnot(None)))
        same = or_(same, and_(found.is_(None), value.is_(None)))
    return later, same
