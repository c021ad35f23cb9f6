"""How each kind of declaration becomes SQL that gives JSON text."""

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    SelectionSetNode,
    get_named_type,
    is_object_type,
)
from sqlalchemy import ColumnElement, String, case, func, literal_column, select, true
from sqlalchemy import cast as sql_cast

from lianxin.database import among_keys
from lianxin_schema.fields.declared import (
    Choice,
    Column,
    Computed,
    Declared,
    Find,
    Key,
    Link,
    Lookup,
    Many,
    Page,
    Same,
    Word,
)
from lianxin_schema.planner import constants, pages
from lianxin_schema.planner.given import Given
from lianxin_schema.planner.json import Concat, Joined, Part, Scalar, commas, literal
from lianxin_schema.planner.plan import Fill
from lianxin_schema.planner.selection import Selected

if TYPE_CHECKING:
    from lianxin_schema.planner.planner import Planner, Scope

LEAF_KINDS = {
    "Int": "int",
    "Float": "float",
    "Boolean": "bool",
    "DateTime": "instant",
    "Date": "date",
    "JSON": "json",
}

Emitter = Callable[..., Sequence[Part]]


def emit(
    p: "Planner",
    scope: "Scope",
    row: Any,
    type_: GraphQLObjectType,
    definition: GraphQLField,
    declared: Declared,
    item: Selected,
) -> Sequence[Part]:
    """The JSON of one field of a row (of the root: no row)."""
    return _EMITTERS[type(declared)](p, scope, row, type_, definition, declared, item)


def emit_key(
    p: "Planner", scope: Any, row: Any, type_: Any, definition: Any, d: Key, item: Any
) -> Sequence[Part]:
    return [f'"{type_.name}:', sql_cast(row["id"], String), '"']


def emit_column(
    p: "Planner", scope: Any, row: Any, type_: Any, definition: Any, d: Column, item: Selected
) -> Sequence[Part]:
    field_name = definition.extensions["strawberry-definition"].python_name
    expression = d.expression(row) if d.expression else row[field_name]
    named = get_named_type(definition.type)
    kind = LEAF_KINDS.get(named.name, "text" if named.name == "String" else "word")
    if named.name == "ID":
        kind = "text"
    return [Scalar(expression, kind, not isinstance(definition.type, GraphQLNonNull))]


def emit_word(
    p: "Planner", scope: Any, row: Any, type_: Any, definition: Any, d: Word, item: Selected
) -> Sequence[Part]:
    name = definition.extensions["strawberry-definition"].python_name
    code = d.expression(row) if d.expression else row[name]
    terms = p.composition.terms.get(d.vocabulary, {})
    term_type = get_named_type(definition.type)
    known = {
        code_: constants.render(p, term_type, item.selection_sets, term)
        for code_, term in terms.items()
    }
    unknown = constants.unknown_term(p, term_type, item.selection_sets, code)
    return [constants.switch(code, known, unknown)]


def emit_lookup(
    p: "Planner", scope: Any, row: Any, type_: Any, definition: Any, d: Lookup, item: Selected
) -> Sequence[Part]:
    named = get_named_type(definition.type)
    known = {
        key: constants.render(p, named, item.selection_sets, value)
        for key, value in d.table(p.composition).items()
    }
    return [constants.switch(d.expression(row), known, None)]


def emit_link(
    p: "Planner",
    scope: "Scope",
    row: Any,
    type_: Any,
    definition: GraphQLField,
    d: Link,
    item: Selected,
) -> Sequence[Part]:
    target = get_named_type(definition.type)
    if not isinstance(definition.type, GraphQLNonNull) and not p.has_access(target):
        return ["null"]
    return [_one(p, scope, row, target, d.parent(row), d.key, d.through, item.selection_sets)]


def emit_choice(
    p: "Planner",
    scope: "Scope",
    row: Any,
    type_: Any,
    definition: GraphQLField,
    d: Choice,
    item: Selected,
) -> Sequence[Part]:
    branches = {}
    for name in d.targets:
        target = p.schema.type_map.get(name)
        if is_object_type(target) and p.has_access(target):
            branches[name] = _one(
                p, scope, row, target, d.key(row), "id", d.through, item.selection_sets
            )
    return [_case(branches, d.type_name(row)) if branches else "null"]


def _case(branches: dict[str, ColumnElement[str]], name: ColumnElement[Any]) -> ColumnElement[str]:
    whens = [(name == literal_column(literal(key)), text) for key, text in branches.items()]
    return case(*whens, else_=literal_column("'null'"))


def _one(
    p: "Planner",
    scope: "Scope",
    row: Any,
    target: GraphQLObjectType,
    parent: ColumnElement[Any],
    key: str,
    through: Any,
    sets: Sequence[SelectionSetNode],
) -> ColumnElement[str]:
    planned = p.enter(target)
    alias = p.alias(planned.table)
    text = p.object(scope, alias.c, target, sets)
    visible = through or planned.visible
    conditions = [visible(alias.c, p.who)] if visible else []
    if p.nested:
        found = select(text).select_from(alias).where(alias.c[key] == parent, *conditions)
        return func.coalesce(
            found.correlate_except(alias).scalar_subquery(), literal_column("'null'")
        )
    level = (
        select(alias.c[key].label("k"), text.label("j"))
        .select_from(alias)
        .where(*(conditions or [true()]))
        .cte(p.name())
    )
    found = select(level.c.j).where(level.c.k == parent).limit(literal_column("1"))
    return func.coalesce(
        found.correlate_except(level).scalar_subquery(), literal_column("'null'")
    )


def emit_page(
    p: "Planner",
    scope: "Scope",
    row: Any,
    type_: Any,
    definition: GraphQLField,
    d: Page,
    item: Selected,
) -> Sequence[Part]:
    parent = d.parent(row) if d.parent is not None and row is not None else None
    return pages.connection(p, scope, definition, d, item, parent)


def page_of_value(
    p: "Planner", scope: "Scope", definition: GraphQLField, d: Page, item: Selected
) -> Sequence[Part]:
    """A page below a Python value: its parent is a parameter."""
    from sqlalchemy import bindparam

    target = pages.node_type(p, definition)
    column = p.enter(target).table.c[d.key or "id"]  # type: ignore[union-attr]
    return pages.connection(p, scope, definition, d, item, bindparam("parent", type_=column.type))


def emit_many(
    p: "Planner",
    scope: "Scope",
    row: Any,
    type_: Any,
    definition: GraphQLField,
    d: Many,
    item: Selected,
) -> Sequence[Part]:
    target = get_named_type(definition.type)
    if not p.has_access(target):
        return ["[]"]
    assert d.parent is not None
    rows = pages.Window(d, target, limit=pages.MANY, backwards=False)
    text = pages.joined(
        p, rows, d.parent(row), lambda c: p.object(scope.each(), c, target, item.selection_sets)
    )
    return ["[", text, "]"]


def emit_find(
    p: "Planner",
    scope: "Scope",
    row: Any,
    type_: Any,
    definition: GraphQLField,
    d: Find,
    item: Selected,
) -> Sequence[Part]:
    target = get_named_type(definition.type)
    planned = p.enter(target)
    alias = p.alias(planned.table)
    given = p.arguments(definition, item)
    visible = d.through or planned.visible
    conditions = [visible(alias.c, p.who)] if visible else []
    conditions += [
        a.condition(alias.c, Given(given[name], p.binder)) for name, a in d.arguments.items()
    ]
    text = p.object(scope, alias.c, target, item.selection_sets)
    found = select(text).select_from(alias).where(*conditions).limit(literal_column("1"))
    return [func.coalesce(found.scalar_subquery(), literal_column("'null'"))]


def emit_same(
    p: "Planner",
    scope: "Scope",
    row: Any,
    type_: Any,
    definition: GraphQLField,
    d: Same,
    item: Selected,
) -> Sequence[Part]:
    target = get_named_type(definition.type)
    if not p.has_access(target):
        return ["null"]
    return [p.object(scope, row, target, item.selection_sets)]


def emit_computed(
    p: "Planner",
    scope: "Scope",
    row: Any,
    type_: Any,
    definition: GraphQLField,
    d: Computed,
    item: Selected,
) -> Sequence[Part]:
    projection = p.projection(definition.type, item.selection_sets)
    scope.fills.append(Fill(scope.path, d.batch, projection))
    return ["[", *commas([[_json_of(need(row))] for need in d.needs]), "]"]


def _json_of(expression: ColumnElement[Any]) -> Part:
    name = type(expression.type).__name__
    kind = {
        "BigInteger": "int",
        "Integer": "int",
        "Float": "float",
        "Boolean": "bool",
        "Instant": "instant",
        "Date": "date",
        "Json": "json",
    }.get(name, "text")
    return Scalar(expression, kind, True)


def plain_resolver(p: "Planner", type_: GraphQLObjectType, field: Any) -> Declared:
    """A resolver written by hand: run for all rows at once, over their columns."""
    planned = p.enter(type_)
    assert planned.table is not None, f"{type_.name}.{field.python_name} declares nothing"
    names = [c.key for c in planned.table.c]

    async def batch(context: Any, rows: Sequence[Sequence[Any]]) -> Sequence[Any]:
        objects = [SimpleNamespace(**dict(zip(names, row, strict=True))) for row in rows]
        return [field.base_resolver(o) for o in objects]

    needs = tuple((lambda c, n=n: c[n]) for n in names)
    return Computed(needs=needs, batch=batch)


def rows_by_keys(
    p: "Planner",
    scope: "Scope",
    type_: GraphQLObjectType,
    sets: Sequence[SelectionSetNode],
    shown: bool = False,
) -> Any:
    """A statement: the rows of a type whose keys are in the parameter `keys`, as a JSON map.

    `shown`: whoever is handed a key may see its row (their own submission, without an account).
    """
    planned = p.enter(type_)
    alias = p.alias(planned.table)
    text = p.object(scope, alias.c, type_, sets)
    pair = Concat(['"', sql_cast(alias.c.id, String), '":', text])
    conditions = [planned.visible(alias.c, p.who)] if planned.visible and not shown else []
    inner = (
        select(pair.label("j"))
        .select_from(alias)
        .where(among_keys(alias.c.id, "keys"), *conditions)
        .subquery()
    )
    return select(Concat(["{", Joined(inner.c.j), "}"])).select_from(inner)


_EMITTERS: dict[type[Declared], Emitter] = {
    Key: emit_key,
    Column: emit_column,
    Word: emit_word,
    Lookup: emit_lookup,
    Link: emit_link,
    Choice: emit_choice,
    Page: emit_page,
    Many: emit_many,
    Same: emit_same,
    Computed: emit_computed,
    Find: emit_find,
}
