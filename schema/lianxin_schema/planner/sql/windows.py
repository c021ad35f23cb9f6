"""Which rows a list shows: those of a declaration, filtered, in order, from a cursor on, so many."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, and_, func, literal_column, select, true
from sqlalchemy.sql.selectable import FromClause
from strawberry.utils.str_converters import to_camel_case

from lianxin.database import Among
from lianxin_schema.fields.catalogue import ObjectType
from lianxin_schema.fields.declared import Condition, Many, OneOf, Order, Page, Rows
from lianxin_schema.fields.visibility import Columns, Visible
from lianxin_schema.planner.given import Given
from lianxin_schema.planner.pages import orders_of, paging_of
from lianxin_schema.planner.selection import Asked
from lianxin_schema.planner.sql.emission import Emission
from lianxin_schema.planner.sql.items import KeysIn
from lianxin_schema.planner.sql.keysets import Cursor, Keyset
from lianxin_schema.planner.sql.uniqueness import is_unique

MANY = 1_000
"""Rows of a list that is no page; the contract has none of more than a hundred."""

COUNTED = 10_000
"""Up to so many rows are counted exactly."""


@dataclass(frozen=True, eq=False)
class Narrowing:
    """What one argument demands of a row."""

    demand: Condition
    given: Given

    def condition(self, c: Columns) -> ColumnElement[bool]:
        return self.demand(c, self.given)

    def each(self, c: Columns) -> ColumnElement[bool]:
        return (self.demand.each if isinstance(self.demand, OneOf) else self.demand)(c, self.given)


@dataclass(frozen=True)
class Window:
    """Rows of a type: `size` of those after one cursor and before another, the first ones or
    (`backwards`) the last."""

    e: Emission
    type: ObjectType
    rows: Rows
    parent: ColumnElement[Any] | None
    narrowed: tuple["Narrowing", ...]
    keyset: Keyset
    size: int
    backwards: bool = False
    after: Cursor | None = None
    before: Cursor | None = None

    @property
    def visible(self) -> Visible:
        return self.rows.through or self.type.planned.visible

    @property
    def of_whole_table(self) -> bool:
        """Only here may there be many more rows than are shown."""
        return self.rows.key is None

    def belongs(
        self, c: Columns, ordered: bool = False, but: "Narrowing | None" = None
    ) -> ColumnElement[bool]:
        """Whether a row is one of the list's, visible or not; `but` is known to hold.

        Where rows come `ordered`, filters are asked of each of them.
        """
        conditions: list[ColumnElement[bool]] = [true()]
        asked = (n for n in self.narrowed if n is not but)
        conditions += [n.each(c) if ordered else n.condition(c) for n in asked]
        if self.rows.where is not None:
            conditions.append(self.rows.where(c))
        if self.rows.key is not None and self.parent is not None:
            conditions.append(self._of_parent(c[self.rows.key], self.parent))
        return and_(*conditions)

    def _of_parent(
        self, key: ColumnElement[Any], parent: ColumnElement[Any]
    ) -> ColumnElement[bool]:
        if self.rows.among:
            return Among(key, KeysIn(parent))
        if (via := self.rows.via) is None:
            return key == parent
        pairs = via.pairs(self.e.name())
        found = select(pairs.c[via.far]).where(pairs.c[via.near] == parent)
        return key.in_(found.correlate_except(pairs))

    def beyond(self, c: Columns) -> ColumnElement[bool]:
        """Whether a row lies between the cursors."""
        conditions: list[ColumnElement[bool]] = [true()]
        if self.after is not None:
            conditions.append(self.keyset.beyond(c, self.after, backwards=False))
        if self.before is not None:
            conditions.append(self.keyset.beyond(c, self.before, backwards=True))
        return and_(*conditions)

    def carried(self, alias: FromClause) -> Select[Any]:
        """What is selected of each row: enough to show it, to order it and to point at it.

        On SQLite rows are shown by their keys.
        """
        columns = alias.c if self.e.nested else [alias.c.id]
        return select(*columns, *self.keyset.columns(alias.c)).correlate_except(alias)

    def count(self) -> ColumnElement[int]:
        """How many rows the list has, at most one more than are counted exactly."""
        alias = self.e.alias(self.type)
        some = (
            select(literal_column("1").label("one"))
            .select_from(alias)
            .where(and_(self.belongs(alias.c), self.visible(alias.c, self.e.who)))
            .limit(number(COUNTED + 1))
            .correlate_except(alias)
            .subquery(self.e.name())
        )
        return select(func.count()).select_from(some).scalar_subquery()


def page_window(
    e: Emission, asked: Asked, declared: Page, parent: ColumnElement[Any] | None
) -> Window:
    """Raises Refused for arguments that do not go together."""
    assert asked.field.rows is not None
    given = e.arguments(asked)
    type_ = e.catalogue.types[asked.field.rows]
    paging, keyset = paging_of(given), _keyset(e, type_, declared, orders_of(declared, given))
    return Window(
        e=e,
        type=type_,
        rows=declared,
        parent=parent,
        narrowed=_narrowed(e, declared, given),
        keyset=keyset,
        size=paging.size,
        backwards=paging.backwards,
        after=None if paging.after is None else keyset.bound(paging.after, e.binder),
        before=None if paging.before is None else keyset.bound(paging.before, e.binder),
    )


def list_window(
    e: Emission, declared: Many, type_: ObjectType, parent: ColumnElement[Any]
) -> Window:
    keyset = _keyset(e, type_, declared, declared.order)
    return Window(e, type_, declared, parent, (), keyset, MANY)


def _keyset(e: Emission, type_: ObjectType, rows: Rows, orders: tuple[Order, ...]) -> Keyset:
    """Among the rows of one parent, what the table has once for each parent settles the order."""
    of_one_parent = rows.key is not None and not rows.among and rows.via is None
    names = {column_name(order.expression(e.table(type_).c)) for order in orders}
    settled = of_one_parent and is_unique(e.table(type_), {*names, rows.key})
    return Keyset.of(orders, settled)


def column_name(expression: ColumnElement[Any]) -> str | None:
    """None for what is no column itself."""
    return expression.name if isinstance(expression, Column) else None


def smaller(e: Emission, one: ColumnElement[int], other: int) -> ColumnElement[int]:
    least = func.least if e.nested else func.min
    found: ColumnElement[int] = least(one, number(other))
    return found


def number(n: int) -> ColumnElement[int]:
    """A number written into the statement."""
    return literal_column(str(n))


def _narrowed(e: Emission, declared: Page, given: Mapping[str, Any]) -> tuple[Narrowing, ...]:
    """What the arguments demand of a row; one that is null demands nothing."""
    asked = given.get("filter") or {}
    filters = [(demand, asked[k]) for k, demand in declared.filters.items() if k in asked]
    filters += [
        (a.condition, given.get(to_camel_case(name))) for name, a in declared.arguments.items()
    ]
    return tuple(
        Narrowing(demand, Given(value, e.binder)) for demand, value in filters if value is not None
    )
