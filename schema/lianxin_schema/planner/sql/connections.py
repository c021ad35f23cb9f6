"""Connections: edges, page information and counts of a window of rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.sql.selectable import Subquery

from lianxin_schema.fields.declared import Page
from lianxin_schema.fields.visibility import Columns
from lianxin_schema.planner.selection import Asked, Typename
from lianxin_schema.planner.sql.branches import rows_of
from lianxin_schema.planner.sql.emission import Emission, Spot, emits
from lianxin_schema.planner.sql.json import Concat, Joined, Part, Scalar
from lianxin_schema.planner.sql.lists import shown
from lianxin_schema.planner.sql.objects import members
from lianxin_schema.planner.sql.windows import COUNTED, Window, number, page_window, smaller


@emits(Page)
def page(e: Emission, declared: Page, asked: Asked, row: Columns, spot: Spot) -> Part:
    parent = declared.parent(row) if declared.parent is not None else None
    return connection(e, declared, asked, parent, spot)


def connection(
    e: Emission,
    declared: Page,
    asked: Asked,
    parent: ColumnElement[Any] | None,
    spot: Spot,
) -> Part:
    """All of a connection that is about its rows comes from one pass over them."""
    window = page_window(e, asked, declared, parent)
    (fields,) = asked.below.values()
    rows = _Rows.of(window, fields)
    text = members(fields, lambda one: _VALUES[one.field.name](window, rows, one, spot.at(one)))
    return text if rows.found is None else select(text).select_from(rows.found).scalar_subquery()


@dataclass(frozen=True)
class _Rows:
    """The rows of a page, numbered from its beginning in reading order where that is asked for;
    then there is one row more than is shown, if there are so many."""

    window: Window
    found: Subquery | None
    numbered: bool

    @classmethod
    def of(cls, window: Window, fields: Sequence[Asked | Typename]) -> "_Rows":
        names = {field.field.name for field in fields if isinstance(field, Asked)}
        if names.isdisjoint({"edges", "pageInfo"}):
            return cls(window, None, numbered=False)
        numbered = "pageInfo" in names
        rows = rows_of(window, more=1 if numbered else 0)
        if numbered:
            rows = _numbered(window, rows)
        elif window.backwards:
            rows = _turned(window, rows)
        return cls(window, rows, numbered)

    @property
    def columns(self) -> Columns:
        assert self.found is not None
        return self.found.c

    @property
    def inside(self) -> ColumnElement[bool] | None:
        """Whether a row is shown."""
        return self.columns.page_n <= number(self.window.size) if self.numbered else None

    @property
    def has_more(self) -> ColumnElement[bool]:
        return func.count() > number(self.window.size)

    def cursor(self, first_read: bool) -> ColumnElement[str]:
        """The cursor of the row read first, or of the one read last."""
        window, c = self.window, self.columns
        last = smaller(window.e, c.page_total, window.size)
        at = c.page_n == (number(min(1, window.size)) if first_read else last)
        return func.max(Concat([window.keyset.cursor(c)])).filter(at)


def _numbered(window: Window, rows: Subquery) -> Subquery:
    """`page_n` of `page_total`; read backwards, they are put back into their order."""
    order = window.keyset.clauses_of_rows(rows.c, window.backwards)
    n = func.row_number().over(order_by=order).label("page_n")
    numbered = select(rows, n, func.count().over().label("page_total"))
    if window.backwards:
        numbered = numbered.order_by(n.desc())
    return numbered.subquery(window.e.name())


def _turned(window: Window, rows: Subquery) -> Subquery:
    """What was read backwards, in its order."""
    order = window.keyset.clauses_of_rows(rows.c, backwards=False)
    return select(rows).order_by(*order).subquery(window.e.name())


def _edges(window: Window, rows: _Rows, asked: Asked, spot: Spot) -> Part:
    (fields,) = asked.below.values()
    inner = spot.each(asked.field.definition.type)

    def value(one: Asked) -> Part:
        if one.field.name == "cursor":
            return window.keyset.cursor(rows.columns)
        return shown(window, one, rows.columns, inner.at(one))

    return Concat(["[", Joined(members(fields, value), rows.inside), "]"])


def _page_info(window: Window, rows: _Rows, asked: Asked, spot: Spot) -> Part:
    (fields,) = asked.below.values()
    return members(fields, lambda one: _page_fact(window, rows, one.field.name))


def _page_fact(window: Window, rows: _Rows, name: str) -> Part:
    if name in {"startCursor", "endCursor"}:
        return rows.cursor(first_read=(name == "startCursor") != window.backwards)
    if (name == "hasNextPage") != window.backwards:
        return Scalar(rows.has_more, "bool")
    # Whoever has a cursor has it from a row, and that lies on the other side.
    behind = window.before if window.backwards else window.after
    return "false" if behind is None else "true"


def _total_count(window: Window, rows: _Rows, asked: Asked, spot: Spot) -> Part:
    return Scalar(smaller(window.e, window.count(), COUNTED), "int")


def _is_exact(window: Window, rows: _Rows, asked: Asked, spot: Spot) -> Part:
    return Scalar(window.count() <= number(COUNTED), "bool")


_VALUES = {
    "edges": _edges,
    "pageInfo": _page_info,
    "totalCount": _total_count,
    "totalCountIsExact": _is_exact,
}
