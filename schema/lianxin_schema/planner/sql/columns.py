"""Fields that are a column, an expression over the row, or another object over it."""

from typing import Any

from graphql import GraphQLEnumType
from sqlalchemy import BigInteger, Boolean, ColumnElement, Date, Float, Integer, String, case
from sqlalchemy import cast as sql_cast
from sqlalchemy.types import TypeEngine

from lianxin.database import Instant, Json
from lianxin_schema.fields.declared import Column, Expression, Key, Same
from lianxin_schema.fields.visibility import Columns
from lianxin_schema.planner.selection import Asked
from lianxin_schema.planner.sql.emission import Emission, Spot, emits
from lianxin_schema.planner.sql.json import Concat, Part, Scalar, constant
from lianxin_schema.planner.sql.objects import object_text

_KINDS = {
    "Int": "int",
    "Float": "float",
    "Boolean": "bool",
    "DateTime": "instant",
    "Date": "date",
    "JSON": "json",
}
_KINDS_OF_COLUMNS: tuple[tuple[tuple[type[TypeEngine[Any]], ...], str], ...] = (
    ((Instant,), "instant"),
    ((Json,), "json"),
    ((Date,), "date"),
    ((Boolean,), "bool"),
    ((BigInteger, Integer), "int"),
    ((Float,), "float"),
)


@emits(Key)
def key(e: Emission, declared: Key, asked: Asked, row: Columns, spot: Spot) -> Part:
    return Concat([f'"{asked.type.name}:', sql_cast(row["id"], String), '"'])


@emits(Column)
def column(e: Emission, declared: Column, asked: Asked, row: Columns, spot: Spot) -> Part:
    value = expressed(declared.expression, asked, row)
    if isinstance(asked.field.target, GraphQLEnumType):
        return _name_of(asked.field.target, value)
    return Scalar(value, _KINDS.get(asked.field.target.name, "text"))


@emits(Same)
def same(e: Emission, declared: Same, asked: Asked, row: Columns, spot: Spot) -> Part:
    (fields,) = asked.below.values()
    return object_text(e, fields, row, spot)


def expressed(expression: Expression | None, asked: Asked, row: Columns) -> ColumnElement[Any]:
    """What a field shows of its row: an expression, or the column of its own name."""
    found: ColumnElement[Any] = expression(row) if expression else row[asked.field.attribute]
    return found


def json_of(value: ColumnElement[Any]) -> Part:
    """A column for Python, told by its SQL type."""
    kinds = (kind for types, kind in _KINDS_OF_COLUMNS if isinstance(value.type, types))
    return Scalar(value, next(kinds, "text"), nullable=True)


def _name_of(type_: GraphQLEnumType, value: ColumnElement[Any]) -> ColumnElement[str]:
    """An enum's name for the value stored; a value that the enum does not know is missing."""
    names = {
        getattr(known.value, "value", known.value): name for name, known in type_.values.items()
    }
    return case(
        *((value == constant(stored), constant(f'"{name}"')) for stored, name in names.items())
    )
