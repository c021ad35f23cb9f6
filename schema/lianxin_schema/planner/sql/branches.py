"""Reading a window: over a whole table as branches, each of which follows an index.

There is a branch for each ground of visibility, and one more for what has no value to be ordered
by; each is read as far as the page goes, and the rows are merged.
Which index is followed is said by the statement: what a database guesses of lists whose length it
does not know may be wrong by a thousand.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    not_,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.sql.selectable import FromClause, Subquery

from lianxin_schema.fields import Ground, Mine, OfMyUnits, OverMe
from lianxin_schema.fields.visibility import Columns
from lianxin_schema.planner.sql.keysets import Cursor, Keyset
from lianxin_schema.planner.sql.listings import Listing, narrowed_to, over_me, own_units
from lianxin_schema.planner.sql.windows import Window, number


def rows_of(window: Window, more: int = 0) -> Subquery:
    """The rows in reading order, and so many more than are shown."""
    e, limit = window.e, number(window.size + more)
    branches = list(_branches(window)) if window.of_whole_table else []
    if len(branches) > 1 or any(branch.listing for branch in branches):
        merged = union_all(*(branch.rows(limit) for branch in branches)).subquery(e.name())
        found = _each_once(window, merged)
        order = window.keyset.clauses_of_rows(merged.c, window.backwards)
    else:
        alias = e.alias(window.type)
        found = window.carried(alias).where(
            and_(window.belongs(alias.c), window.visible(alias.c, e.who), window.beyond(alias.c))
        )
        order = window.keyset.clauses(alias.c, window.backwards)
    return found.order_by(*order).limit(limit).subquery(e.name())


def _each_once(window: Window, merged: Subquery) -> Select[Any]:
    """A row may be seen on several grounds: then branches have it alike.

    To leave out of one branch what another has would be to walk past all of that: whoever handles
    a thousand cases of their own unit would have them read for each page.
    """
    if not window.e.nested:
        return select(merged).distinct()
    marks = [*window.keyset.columns_of_rows(merged.c), merged.c.id]
    return select(merged).ext(distinct_on(*marks))


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

    def clauses(self, window: Window, c: Columns) -> list[ColumnElement[Any]]:
        """What has no leading value is ordered by it all the same: only so does PostgreSQL find
        that an index which begins with it has these rows in order, too. It read all cases of a
        unit instead, and sorted them."""
        keyset = self.keyset if self.has_leading is None else window.keyset.with_leading
        return keyset.clauses(c, window.backwards)

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
    """Rows by one ground, in order: all of them, or those of each value of a `listing`.

    `gate` is asked once: only where it holds is anything read. Where rows come in order whatever
    is asked for (`ordered`), all else is asked of each row, so that they keep it.
    """

    window: Window
    ground: Ground
    part: _Part
    listing: Listing | None = None
    gate: Callable[[], ColumnElement[bool]] | None = None
    ordered: bool = False

    def rows(self, limit: ColumnElement[int]) -> Select[Any]:
        if self.listing is None:
            return self._walk(limit)
        values = self.listing.values()
        if self.gate is not None:
            values = values.where(self.gate())
        value = values.subquery(self.window.e.name())
        return (self._lateral if self.window.e.nested else self._by_keys)(value, limit)

    def _walk(self, limit: ColumnElement[int]) -> Select[Any]:
        e = self.window.e
        alias = e.alias(self.window.type)
        found = self.window.carried(alias).where(self._holds(alias.c))
        if self.gate is not None and e.nested:
            found = found.where(self.gate())
        elif self.gate is not None:
            # SQLite would look at each row before it finds that none is wanted.
            limit = case((self.gate(), limit), else_=number(0))
        return select(self._limited(found, alias, limit).subquery(e.name()))

    def _lateral(self, value: Subquery, limit: ColumnElement[int]) -> Select[Any]:
        """PostgreSQL: the first rows of each value, by the index that leads with it."""
        e = self.window.e
        alias = e.alias(self.window.type)
        found = self.window.carried(alias).where(
            self._listed(alias.c) == value.c.value, self._holds(alias.c)
        )
        rows = self._limited(found, alias, limit).lateral(e.name())
        return select(rows).select_from(value).join(rows, true())

    def _by_keys(self, value: Subquery, limit: ColumnElement[int]) -> Select[Any]:
        """SQLite: the same by the keys of the first rows of each value."""
        e = self.window.e
        inner, alias = e.alias(self.window.type), e.alias(self.window.type)
        keys = select(inner.c.id).where(
            self._listed(inner.c) == value.c.value, self._holds(inner.c)
        )
        first = self._limited(keys.correlate(value), inner, limit)
        return self.window.carried(alias).select_from(value).join(alias, alias.c.id.in_(first))

    def _limited(
        self, found: Select[Any], alias: FromClause, limit: ColumnElement[int]
    ) -> Select[Any]:
        return found.order_by(*self.part.clauses(self.window, alias.c)).limit(limit)

    def _listed(self, c: Columns) -> ColumnElement[Any]:
        assert self.listing is not None
        found: ColumnElement[Any] = c[self.listing.column]
        return found

    def _holds(self, c: Columns) -> ColumnElement[bool]:
        """Everything but what the values of a listing stand for."""
        window, who, listing = self.window, self.window.e.who, self.listing
        own = listing is not None and getattr(self.ground, "column", None) == listing.column
        return and_(
            true() if own else self.ground.holds(c, who),
            window.belongs(c, self.ordered, listing.narrowing if listing else None),
            window.visible.restricted(c, who),
            self.part.condition(window, c),
        )


def _branches(window: Window) -> Iterator[_Branch]:
    """Grounds and parts, each with each. Nobody's grounds are none: then all rows are refused."""
    grounds, asked = window.visible.grounds_of(window.e.who), narrowed_to(window)
    for ground in grounds:
        for part in _parts(window.keyset):
            yield from _ways(_Branch(window, ground, part), asked)


def _ways(branch: _Branch, asked: Listing | None) -> Iterator[_Branch]:
    """How the rows of a ground are read: by few values where there are few, else in the order of
    the list."""
    window, ground = branch.window, branch.ground
    if isinstance(ground, OfMyUnits) and (ground.rare or window.e.who.few_units):
        yield replace(branch, listing=own_units(window, ground), ordered=True)
    elif isinstance(ground, OverMe):
        yield replace(branch, listing=over_me(window, ground), ordered=True)
    elif isinstance(ground, Mine):
        yield replace(branch, ordered=True)
    elif asked is None:
        yield branch
    else:
        few = partial(asked.are_few, window.e)
        yield replace(branch, listing=asked, gate=few, ordered=True)
        yield replace(branch, gate=lambda: not_(few()), ordered=True)


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
