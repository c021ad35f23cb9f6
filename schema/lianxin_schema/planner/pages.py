"""Connections by keyset: edges, page information and counts of a page of rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphql import GraphQLField, GraphQLObjectType, get_named_type
from sqlalchemy import ColumnElement, Integer, Select, func, literal_column, select, true

from lianxin.errors import Refused, invalid
from lianxin.language import Text
from lianxin_schema.fields.declared import Columns, Page, Rows
from lianxin_schema.planner.cursors import Keyset
from lianxin_schema.planner.given import Given
from lianxin_schema.planner.json import Concat, Joined, Part, Scalar, commas
from lianxin_schema.planner.selection import Selected

if TYPE_CHECKING:
    from lianxin_schema.planner.planner import Planner, Scope

DEFAULT_SIZE = 20
LARGEST_SIZE = 100
MANY = 1_000
COUNTED = 10_000


@dataclass(frozen=True)
class Window:
    """Which rows: those of a declaration, filtered, ordered, from a cursor on, so many."""

    rows: Rows
    target: GraphQLObjectType
    limit: int
    backwards: bool
    keyset: Keyset = field(default_factory=lambda: Keyset(()))
    conditions: tuple[Callable[[Columns], ColumnElement[bool]], ...] = ()
    cursors: tuple[Callable[[Columns], ColumnElement[bool]], ...] = ()

    @property
    def order(self) -> Keyset:
        return self.keyset if self.keyset.orders else Keyset(self.rows.order)


def node_type(p: "Planner", definition: GraphQLField) -> GraphQLObjectType:
    connection = get_named_type(definition.type)
    edge = get_named_type(connection.fields["edges"].type)
    found: GraphQLObjectType = get_named_type(edge.fields["node"].type)
    return found


def connection(
    p: "Planner",
    scope: "Scope",
    definition: GraphQLField,
    d: Page,
    item: Selected,
    parent: ColumnElement[Any] | None,
) -> Sequence[Part]:
    target = node_type(p, definition)
    window = _window(p, d, target, p.arguments(definition, item))
    type_ = get_named_type(definition.type)
    groups: list[Sequence[Part]] = []
    for inner in p.fields_of(type_, item.selection_sets):
        parts = _connection_field(p, scope.at(inner.key), window, parent, type_, inner)
        groups.append([f'"{inner.key}":', *parts])
    return ["{", *commas(groups), "}"]


def _connection_field(
    p: "Planner",
    scope: "Scope",
    window: Window,
    parent: ColumnElement[Any] | None,
    type_: GraphQLObjectType,
    item: Selected,
) -> Sequence[Part]:
    if item.name == "__typename":
        return [f'"{type_.name}"']
    definition = p.definition(type_, item.name)
    if item.name == "edges":
        edge_type = get_named_type(definition.type)
        inner = scope.each()
        text = joined(p, window, parent, lambda c: _edge(p, inner, window, edge_type, c, item))
        return ["[", text, "]"]
    if item.name == "pageInfo":
        return _page_info(p, window, parent, get_named_type(definition.type), item)
    count = _count(p, window, parent)
    if item.name == "totalCount":
        return [Scalar(func.min(count, COUNTED) if not p.nested else func.least(count, COUNTED), "int", False)]
    return [Scalar(count <= COUNTED, "bool", False)]


def _edge(
    p: "Planner",
    scope: "Scope",
    window: Window,
    type_: GraphQLObjectType,
    c: Columns,
    item: Selected,
) -> Concat:
    groups: list[Sequence[Part]] = []
    for inner in p.fields_of(type_, item.selection_sets):
        if inner.name == "__typename":
            parts: Sequence[Part] = [f'"{type_.name}"']
        else:
            p.definition(type_, inner.name)
            if inner.name == "node":
                parts = [p.object(scope.at(inner.key), c, window.target, inner.selection_sets)]
            else:
                parts = [window.order.cursor(c)]
        groups.append([f'"{inner.key}":', *parts])
    return Concat(["{", *commas(groups), "}"])


# --- rows


def joined(
    p: "Planner",
    window: Window,
    parent: ColumnElement[Any] | None,
    text: Callable[[Columns], ColumnElement[str]],
) -> ColumnElement[str]:
    """The rows of a window as JSON texts with commas between them, in order."""
    if p.nested or parent is None or _is_parameter(parent):
        found = _limited(p, window, parent).subquery(p.name())
        if window.backwards:
            return _turned(p, window, found, text)
        return select(Joined(text(found.c))).select_from(found).scalar_subquery()
    return _from_level(p, window, parent, text)


def _limited(
    p: "Planner", window: Window, parent: ColumnElement[Any] | None, extra: int = 0
) -> Select[Any]:
    found, alias = _rows(p, window, parent)
    return found.order_by(*window.order.clauses(alias.c, window.backwards)).limit(
        literal_column(str(window.limit + extra))
    )


def _rows(
    p: "Planner", window: Window, parent: ColumnElement[Any] | None, cursors: bool = True
) -> tuple[Select[Any], Any]:
    """All rows of the window, unlimited, over a fresh alias."""
    planned = p.enter(window.target)
    alias = p.alias(planned.table)
    conditions = _conditions(p, window, alias.c, cursors)
    if window.rows.key is not None and parent is not None:
        conditions.insert(0, alias.c[window.rows.key] == parent)
    found = select(alias).where(*(conditions or [true()]))
    return found.correlate_except(alias), alias


def _conditions(
    p: "Planner", window: Window, c: Columns, cursors: bool
) -> list[ColumnElement[bool]]:
    planned = p.enter(window.target)
    visible = window.rows.through or planned.visible
    conditions = [visible(c, p.who)] if visible else []
    if window.rows.where is not None:
        conditions.append(window.rows.where(c))
    conditions += [make(c) for make in window.conditions]
    if cursors:
        conditions += [make(c) for make in window.cursors]
    return conditions


def _turned(
    p: "Planner", window: Window, found: Any, text: Callable[[Columns], ColumnElement[str]]
) -> ColumnElement[str]:
    """Rows read backwards, put back into their order."""
    inner = (
        select(text(found.c).label("j"))
        .select_from(found)
        .order_by(*window.order.clauses(found.c, backwards=False))
        .subquery(p.name())
    )
    return select(Joined(inner.c.j)).select_from(inner).scalar_subquery()


def _from_level(
    p: "Planner",
    window: Window,
    parent: ColumnElement[Any],
    text: Callable[[Columns], ColumnElement[str]],
) -> ColumnElement[str]:
    """SQLite: the rows of all parents as one common table, numbered within each parent."""
    planned = p.enter(window.target)
    alias = p.alias(planned.table)
    key = alias.c[window.rows.key]  # type: ignore[index]
    number = func.row_number().over(
        partition_by=key, order_by=window.order.clauses(alias.c, window.backwards)
    )
    rows = (
        select(alias, number.label("rn"))
        .where(*(_conditions(p, window, alias.c, cursors=True) or [true()]))
        .subquery(p.name())
    )
    level = (
        select(rows.c[window.rows.key].label("k"), rows.c.rn, text(rows.c).label("j"))  # type: ignore[index]
        .select_from(rows)
        .where(rows.c.rn <= literal_column(str(window.limit)))
        .cte(p.name())
    )
    turn = level.c.rn.desc() if window.backwards else level.c.rn.asc()
    mine = select(level.c.j).where(level.c.k == parent).order_by(turn)
    inner = mine.correlate_except(level).subquery(p.name())
    return select(Joined(inner.c.j)).select_from(inner).scalar_subquery()


def _is_parameter(expression: ColumnElement[Any]) -> bool:
    return expression.__visit_name__ == "bindparam"


# --- counts and page information


def _count(
    p: "Planner", window: Window, parent: ColumnElement[Any] | None
) -> ColumnElement[int]:
    found, alias = _rows(p, window, parent, cursors=False)
    some = (
        found.with_only_columns(literal_column("1").label("one"))
        .select_from(alias)
        .limit(literal_column(str(COUNTED + 1)))
        .subquery(p.name())
    )
    return select(func.count()).select_from(some).scalar_subquery()


def _more(
    p: "Planner", window: Window, parent: ColumnElement[Any] | None
) -> ColumnElement[bool]:
    """Whether there are rows beyond the window, in its direction."""
    found, alias = _rows(p, window, parent)
    some = (
        found.with_only_columns(literal_column("1").label("one"))
        .select_from(alias)
        .limit(literal_column(str(window.limit + 1)))
        .subquery(p.name())
    )
    count = select(func.count()).select_from(some).scalar_subquery()
    return count > literal_column(str(window.limit), Integer())


def _page_info(
    p: "Planner",
    window: Window,
    parent: ColumnElement[Any] | None,
    type_: GraphQLObjectType,
    item: Selected,
) -> Sequence[Part]:
    groups: list[Sequence[Part]] = []
    for inner in p.fields_of(type_, item.selection_sets):
        parts: Sequence[Part]
        if inner.name == "__typename":
            parts = [f'"{type_.name}"']
        else:
            p.definition(type_, inner.name)
            parts = _page_fact(p, window, parent, inner.name)
        groups.append([f'"{inner.key}":', *parts])
    return ["{", *commas(groups), "}"]


def _page_fact(
    p: "Planner", window: Window, parent: ColumnElement[Any] | None, name: str
) -> Sequence[Part]:
    if name in {"hasNextPage", "hasPreviousPage"}:
        ahead = (name == "hasNextPage") != window.backwards
        if ahead:
            return [Scalar(_more(p, window, parent), "bool", False)]
        return ["true" if window.cursors else "false"]
    first = (name == "startCursor") != window.backwards
    rows = _limited(p, window, parent).subquery(p.name())
    edge = (
        select(window.order.cursor(rows.c).label("j"))
        .select_from(rows)
        .order_by(*window.order.clauses(rows.c, backwards=window.backwards == first))
        .limit(literal_column("1"))
    )
    return [func.coalesce(edge.scalar_subquery(), literal_column("'null'"))]


# --- arguments


def _window(
    p: "Planner", d: Page, target: GraphQLObjectType, arguments: dict[str, Any]
) -> Window:
    first, last = _plain(arguments.get("first")), _plain(arguments.get("last"))
    if first is not None and last is not None:
        raise Refused([BOTH_ENDS])
    size = last if last is not None else first if first is not None else DEFAULT_SIZE
    if not 0 <= size <= LARGEST_SIZE:
        raise Refused([PAGE_TOO_LARGE])
    keyset = _keyset(d, _plain(arguments.get("orderBy")))
    cursors: list[Callable[[Columns], ColumnElement[bool]]] = []
    for name, before in (("after", False), ("before", True)):
        cursor = _plain(arguments.get(name))
        if cursor is not None:
            cursors.append(
                lambda c, v=cursor, b=before: keyset.beyond(c, v, p.binder, b)  # type: ignore[misc]
            )
    return Window(
        rows=d,
        target=target,
        limit=size,
        backwards=last is not None,
        keyset=keyset,
        conditions=tuple(_filters(p, d, arguments)),
        cursors=tuple(cursors),
    )


def _keyset(d: Page, order_by: Any) -> Keyset:
    if not order_by:
        return Keyset(d.order)
    orders = []
    for wanted in order_by:
        order = d.orders[getattr(wanted["field"], "name", wanted["field"])]
        direction = getattr(wanted.get("direction"), "name", wanted.get("direction"))
        descending = order.descending != (direction == "DESC")
        orders.append(type(order)(order.expression, descending, order.nullable, order.kind))
    return Keyset(tuple(orders))


def _filters(
    p: "Planner", d: Page, arguments: dict[str, Any]
) -> list[Callable[[Columns], ColumnElement[bool]]]:
    found: list[Callable[[Columns], ColumnElement[bool]]] = []
    asked = _plain(arguments.get("filter")) or {}
    wanted = [(d.filters[name], value) for name, value in asked.items()]
    wanted += [
        (a.condition, arguments[name])
        for name, a in d.arguments.items()
        if name in arguments
    ]
    for condition, value in wanted:
        if _plain(value) is not None:
            found.append(lambda c, k=condition, v=value: k(c, Given(v, p.binder)))  # type: ignore[misc]
    return found


def _plain(value: Any) -> Any:
    """UNSET, which Strawberry uses for what was left out, counts as nothing."""
    return None if type(value).__name__ == "UnsetType" else value


PAGE_TOO_LARGE = invalid(
    "PAGE_TOO_LARGE",
    Text("first / last 须在 0 到 100 之间", "first / last must be between 0 and 100"),
)
BOTH_ENDS = invalid(
    "FIRST_AND_LAST",
    Text("first 与 last 不能同时使用", "first and last cannot be used together"),
)
