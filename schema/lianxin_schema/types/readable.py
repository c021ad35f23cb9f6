"""Rows of any tables as what a viewer may read: by the types of the schema, and their conditions."""

from collections.abc import Iterable, Iterator
from typing import Any

from graphql import GraphQLInterfaceType
from sqlalchemy import Select, Table, select

from lianxin.database import Session, among_keys, together
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.fields import Ref, Who
from lianxin_schema.fields.catalogue import Catalogue, ObjectType
from lianxin_schema.planner.running import ambient

Row = tuple[Table, int]


async def readable(
    session: Session, context: RequestContext, rows: Iterable[Row]
) -> dict[Row, Ref]:
    """Those of the rows that the viewer may read, as rows of a type; others are left out."""
    keys: dict[Table, set[int]] = {}
    for table, key in rows:
        keys.setdefault(table, set()).add(key)
    asked = [(type_, table) for table in keys for type_ in _types(context, table)]
    found = await together(session, *(_asking(context, t, keys[table]) for t, table in asked))
    return {
        (table, key): Ref(type_.name, key)
        for (type_, table), some in zip(asked, found, strict=True)
        for key in some
    }


def _types(context: RequestContext, table: Table) -> Iterator[ObjectType]:
    """The types over a table that the viewer may read; registries may share one."""
    assert context.snapshot is not None
    who = _who(context)
    for type_ in _nodes(context.snapshot.catalogue):
        if type_.planned.table is table and who.has(type_.planned.access):
            yield type_


def _nodes(catalogue: Catalogue) -> list[ObjectType]:
    node = catalogue.schema.get_type("Node")
    assert isinstance(node, GraphQLInterfaceType)
    return catalogue.possible(node)


def _asking(context: RequestContext, type_: ObjectType, keys: Iterable[int]) -> Any:
    statement, wanted = _visible(context, type_), sorted(keys)

    async def ask(session: Session) -> list[int]:
        return [row.id for row in await session.all(statement, **ambient(context), keys=wanted)]

    return ask


def _visible(context: RequestContext, type_: ObjectType) -> Select[Any]:
    """Made once for each type and kind of viewer; the composition keeps it."""
    who = _who(context)
    memo = context.locality.composition.memo
    key = (readable, type_.name, who.permissions, who.few_units)
    if key not in memo:
        assert type_.planned.table is not None
        row = type_.planned.table.alias()
        found = select(row.c.id).where(among_keys(row.c.id, "keys"))
        memo[key] = found.where(type_.planned.visible(row.c, who))
    made: Select[Any] = memo[key]
    return made


def _who(context: RequestContext) -> Who:
    viewer = context.viewer
    return Who(viewer.permissions, viewer.roles, len(viewer.unit_ids))
