"""Few values that rows are looked for by, one after the other: own units, or what a filter names."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Table,
    column,
    func,
    select,
)

from lianxin.database import Key as KeyType
from lianxin.database import Sorted
from lianxin_schema.fields import OfMyUnits, OneOf, OverMe
from lianxin_schema.fields.access import FEW
from lianxin_schema.planner.sql.emission import Emission
from lianxin_schema.planner.sql.keysets import Keyset
from lianxin_schema.planner.sql.windows import Narrowing, Window, column_name, number


@dataclass(frozen=True)
class Listing:
    """Rows whose `column` is one of the `values`: a statement of one column of that name.

    `narrowing` is the filter that says so; none does where the viewer's rights do.
    """

    column: str
    values: Callable[[], Select[Any]]
    narrowing: Narrowing | None = None

    def are_few(self, e: Emission) -> ColumnElement[bool]:
        """Asked of the values once, before any row is read."""
        some = self.values().subquery(e.name())
        return select(func.count()).select_from(some).scalar_subquery() <= number(FEW)


def own_units(window: Window, ground: OfMyUnits) -> Listing:
    """The viewer's units; only those asked for, where the list is narrowed by the same column."""
    e = window.e
    asked = next((n for n in window.narrowed if _column(n) == ground.column), None)

    def values() -> Select[Any]:
        mine = _each(e, e.who.unit_ids, KeyType)
        if asked is None:
            return mine
        unit = mine.subquery(e.name())
        return select(unit.c.value).where(
            asked.demand(_Named(ground.column, unit.c.value), asked.given)
        )

    return Listing(ground.column, values, asked)


def over_me(window: Window, ground: OverMe) -> Listing:
    """The units that the viewer is in, and those above: as many as the tree is high."""
    e = window.e
    return Listing(ground.column, lambda: _each(e, e.who.lineage, KeyType))


def narrowed_to(window: Window) -> Listing | None:
    """What the list is narrowed to by a column, if an index has the rows of each value in order."""
    e, table = window.e, window.e.table(window.type)
    for narrowing in window.narrowed:
        name = _column(narrowing)
        if name is not None and _follows(table, name, window.keyset):
            return Listing(name, _found_once(e, _asked(e, narrowing)), narrowing)
    return None


def _found_once(e: Emission, values: Select[Any]) -> Callable[[], Select[Any]]:
    """They are asked for in several places, and found for the first: as many as tell that they are
    not few, for then nobody goes through them."""
    some = values.limit(number(FEW + 1)).cte(e.name())
    return lambda: select(some.c.value)


def _asked(e: Emission, narrowing: Narrowing) -> Select[Any]:
    demand = narrowing.demand
    assert isinstance(demand, OneOf)
    if demand.found is None:
        return _each(e, demand.words(narrowing.given), Sorted)
    (found,) = demand.found(narrowing.given).subquery(e.name()).c
    return select(found.label("value")).distinct()


def _each(e: Emission, listed: BindParameter[Any], type_: Any) -> Select[Any]:
    if e.nested:
        return select(func.unnest(listed, type_=type_).label("value")).distinct()
    rows = func.json_each(listed).table_valued(column("value", type_), name=e.name())
    return select(rows.c.value).distinct()


def _follows(table: Table, name: str, keyset: Keyset) -> bool:
    orders = (column_name(order.expression(table.c)) for order in keyset.orders)
    wanted = [name, *orders, "id"]
    return any([c.name for c in index.columns][: len(wanted)] == wanted for index in table.indexes)


def _column(narrowing: Narrowing) -> str | None:
    demand = narrowing.demand
    return demand.column if isinstance(demand, OneOf) else None


class _Named:
    """A single value, asked for by the name of a column."""

    def __init__(self, name: str, value: ColumnElement[Any]) -> None:
        self._columns = {name: value}

    def __getitem__(self, name: str) -> ColumnElement[Any]:
        return self._columns[name]
