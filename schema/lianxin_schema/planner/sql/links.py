"""One row of another type: by a column of this row, by arguments, by its GraphQL ID."""

from collections.abc import Mapping
from typing import Any, cast

from graphql import GraphQLObjectType
from sqlalchemy import (
    ColumnElement,
    String,
    case,
    literal_column,
    select,
)
from sqlalchemy.sql.selectable import Subquery
from strawberry.utils.str_converters import to_camel_case

from lianxin_schema.fields.catalogue import ObjectType
from lianxin_schema.fields.declared import ByIds, Choice, Find, Link
from lianxin_schema.fields.visibility import Columns, Visible
from lianxin_schema.planner.given import Given
from lianxin_schema.planner.ids import parse_ids
from lianxin_schema.planner.selection import Asked
from lianxin_schema.planner.sql.computing import batched, placeholder
from lianxin_schema.planner.sql.emission import Emission, Spot, emits
from lianxin_schema.planner.sql.items import items
from lianxin_schema.planner.sql.json import MISSING, Concat, Joined, Part, constant, or_null
from lianxin_schema.planner.sql.objects import object_text
from lianxin_schema.planner.sql.uniqueness import is_unique

_ONE: ColumnElement[int] = literal_column("1")


@emits(Link)
def link(e: Emission, declared: Link, asked: Asked, row: Columns, spot: Spot) -> Part:
    (type_,) = e.catalogue.possible(asked.field.target)
    return row_text(
        e, asked, type_, declared.parent(row), spot, key=declared.key, through=declared.through
    )


@emits(Choice)
def choice(e: Emission, declared: Choice, asked: Asked, row: Columns, spot: Spot) -> Part:
    branches = {
        name: row_text(
            e, asked, e.catalogue.types[name], declared.key(row), spot, through=declared.through
        )
        for name in declared.targets
        if name in asked.below
    }
    return _switch(declared.type_name(row), branches)


@emits(Find)
def find(e: Emission, declared: Find, asked: Asked, row: Columns, spot: Spot) -> Part:
    (type_,) = e.catalogue.possible(asked.field.target)
    given = e.arguments(asked)
    alias = e.alias(type_)
    conditions = [
        argument.condition(alias.c, Given(given[to_camel_case(name)], e.binder))
        for name, argument in declared.arguments.items()
    ]
    visible = declared.through or type_.planned.visible
    text = object_text(e, asked.below[type_.name], alias.c, spot)
    found = select(text.label("j")).select_from(alias).limit(_ONE)
    found = found.where(*conditions, visible(alias.c, e.who))
    return (found if e.nested else select(found.cte(e.name()).c.j)).scalar_subquery()


@emits(ByIds)
def by_ids(e: Emission, declared: ByIds, asked: Asked, row: Columns, spot: Spot) -> Part:
    value = e.arguments(asked)[declared.argument]
    ids = items(e, e.binder.bind(value, String(), parse_ids))
    if not asked.field.returns_list:
        return select(_by_id(e, declared, asked, ids, spot)).select_from(ids).scalar_subquery()
    text = or_null(_by_id(e, declared, asked, ids, spot.each(asked.field.definition.type)))
    return Concat(["[", select(Joined(text)).select_from(ids).scalar_subquery(), "]"])


def _by_id(
    e: Emission, declared: ByIds, asked: Asked, item: Subquery, spot: Spot
) -> ColumnElement[str]:
    rows = {
        name: row_text(e, asked, e.catalogue.types[name], item.c.key, spot)
        for name in asked.below
        if e.catalogue.types[name].planned.table is not None
    }
    others = {
        name: placeholder(
            e,
            asked,
            batched(declared.others[name]),
            [item.c.text],
            spot,
            cast(GraphQLObjectType, e.catalogue.schema.type_map[name]),
        )
        for name in asked.below
        if name in declared.others
    }
    return _switch(item.c.type, rows | others)


def row_text(
    e: Emission,
    asked: Asked,
    type_: ObjectType,
    value: ColumnElement[Any],
    spot: Spot,
    *,
    key: str = "id",
    through: Visible | None = None,
) -> ColumnElement[str]:
    """The row whose column `key` equals a value, as JSON; missing where none is to be seen."""
    fields = asked.below[type_.name]
    visible = through or type_.planned.visible
    alias = e.alias(type_)
    text = object_text(e, fields, alias.c, spot)
    if e.nested:
        found = select(text).select_from(alias).where(alias.c[key] == value)
        found = found.where(visible(alias.c, e.who)).correlate_except(alias)
    else:
        level = (
            select(alias.c[key].label("k"), text.label("j"))
            .select_from(alias)
            .where(visible(alias.c, e.who))
            .cte(e.name())
        )
        found = select(level.c.j).where(level.c.k == value).correlate_except(level)
    return (
        found if is_unique(e.table(type_), {key}, nulls=True) else found.limit(_ONE)
    ).scalar_subquery()


def _switch(name: ColumnElement[Any], branches: Mapping[str, Part]) -> ColumnElement[str]:
    if not branches:
        return MISSING
    return case(*((name == constant(key), Concat([text])) for key, text in branches.items()))
