"""Reading a window: over a whole table as branches, each of which follows an index.

There is a branch for each ground of visibility, and one more for what has no value to be ordered
by; each is read as far as the page goes, and the rows are merged. No row is in two branches.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    column,
    false,
    func,
    not_,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.sql.selectable import FromClause, Subquery

from lianxin.database import Key as KeyType
from lianxin_schema.fields import Ground, OfMyUnits
from lianxin_schema.fields.visibility import Columns
from lianxin_schema.planner.sql.keysets import Cursor, Keyset
from lianxin_schema.planner.sql.windows import Window, number


def rows_of(window: Window, more: int = 0) -> Subquery:
    """The rows in reading order, and so many more than are shown."""
    e, limit = window.e, number(window.size + more)
    branches = list(_branches(window)) if window.of_whole_table else []
    if len(branches) > 1 or any(branch.per_unit for branch in branches):
        merged = union_all(*(branch.rows(limit) for branch in branches)).subquery(e.name())
        found = select(merged)
        order = window.keyset.clauses_of_rows(merged.c, window.backwards)
    else:
        alias = e.alias(window.type)
        found = window.carried(alias).where(
            and_(window.belongs(alias.c), window.visible(alias.c, e.who), window.beyond(alias.c))
        )
        order = window.keyset.clauses(alias.c, window.backwards)
    return found.order_by(*order).limit(limit).subquery(e.name())


@dataclass(frozen=True)
class _Part:
    """The rows that have a leading value, those that have none, or (None) all."""

    keyset: Keyset
    has_leading: bool | None

    def condition(self, window: Window, c: Columns) -> ColumnElement[bool]:
        if self.has_leading is None:
            return window.beyond(c)
        value = window.keyset.orders[0].expression(c)
        has_it = value.isnot(None) if self.has_leading else value.is_(None)
        return and_(has_it, *(self._beyond(c, m, b) for m, b in _cursors(window)))

    def _beyond(self, c: Columns, cursor: Cursor, backwards: bool) -> ColumnElement[bool]:
        """Nulls come last: after every cursor with a value, and no value after one without."""
        if self.has_leading:
            beyond = self.keyset.beyond(c, cursor, backwards)
            return or_(cursor.leading.is_(None), beyond) if backwards else beyond
        beyond = self.keyset.beyond(c, cursor.rest, backwards)
        if backwards:
            return and_(cursor.leading.is_(None), beyond)
        return or_(cursor.leading.isnot(None), beyond)


@dataclass(frozen=True)
class _Branch:
    window: Window
    ground: Ground
    earlier: Sequence[Ground]
    part: _Part

    @property
    def per_unit(self) -> bool:
        return isinstance(self.ground, OfMyUnits) and self.window.e.who.few_units

    def rows(self, limit: ColumnElement[int]) -> Select[Any]:
        if not self.per_unit:
            e = self.window.e
            alias = e.alias(self.window.type)
            holds = and_(self.ground.holds(alias.c, e.who), self._holds(alias.c))
            found = self.window.carried(alias).where(holds)
            return select(self._limited(found, alias, limit).subquery(e.name()))
        return self._lateral(limit) if self.window.e.nested else self._by_keys(limit)

    def _lateral(self, limit: ColumnElement[int]) -> Select[Any]:
        """PostgreSQL: the first rows of each unit, by the index that leads with the unit."""
        e = self.window.e
        units = select(func.unnest(e.who.unit_ids, type_=KeyType).label("unit")).distinct()
        unit, alias = units.subquery(e.name()), e.alias(self.window.type)
        found = self.window.carried(alias).where(
            self._unit(alias.c) == unit.c.unit, self._holds(alias.c)
        )
        rows = self._limited(found, alias, limit).lateral(e.name())
        return select(rows).select_from(unit).join(rows, true())

    def _by_keys(self, limit: ColumnElement[int]) -> Select[Any]:
        """SQLite: the same by the keys of the first rows of each unit."""
        e = self.window.e
        listed = func.json_each(e.who.unit_ids).table_valued(
            column("value", KeyType), name=e.name()
        )
        unit = select(listed.c.value.label("unit")).distinct().subquery(e.name())
        inner, alias = e.alias(self.window.type), e.alias(self.window.type)
        keys = select(inner.c.id).where(self._unit(inner.c) == unit.c.unit, self._holds(inner.c))
        first = self._limited(keys.correlate(unit), inner, limit)
        return self.window.carried(alias).select_from(unit).join(alias, alias.c.id.in_(first))

    def _limited(
        self, found: Select[Any], alias: FromClause, limit: ColumnElement[int]
    ) -> Select[Any]:
        order = self.part.keyset.clauses(alias.c, self.window.backwards)
        return found.order_by(*order).limit(limit)

    def _unit(self, c: Columns) -> ColumnElement[Any]:
        assert isinstance(self.ground, OfMyUnits)
        found: ColumnElement[Any] = c[self.ground.column]
        return found

    def _holds(self, c: Columns) -> ColumnElement[bool]:
        """Everything but the ground itself."""
        window, who = self.window, self.window.e.who
        others = [not_(func.coalesce(g.holds(c, who), false())) for g in self.earlier]
        restricted = window.visible.restricted(c, who)
        return and_(*others, window.belongs(c), restricted, self.part.condition(window, c))


def _branches(window: Window) -> Iterator[_Branch]:
    """Grounds and parts, each with each. Nobody's grounds are none: then all rows are refused."""
    grounds = window.visible.grounds_of(window.e.who)
    for i, ground in enumerate(grounds):
        for part in _parts(window.keyset):
            yield _Branch(window, ground, grounds[:i], part)


def _parts(keyset: Keyset) -> Iterator[_Part]:
    if keyset.leads_nullable:
        yield _Part(keyset.with_leading, has_leading=True)
        yield _Part(keyset.without_leading, has_leading=False)
    else:
        yield _Part(keyset, has_leading=None)


def _cursors(window: Window) -> Iterator[tuple[Cursor, bool]]:
    if window.after is not None:
        yield window.after, False
    if window.before is not None:
        yield window.before, True
