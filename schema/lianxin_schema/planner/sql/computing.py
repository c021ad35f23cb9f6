"""What only Python can say: the statement hands over what it needs, in the place of the value."""

import asyncio
import inspect
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from graphql import GraphQLOutputType
from sqlalchemy import ColumnElement, Date

from lianxin.database import Instant
from lianxin_schema.fields.declared import Batch, Computed, HandWritten
from lianxin_schema.fields.visibility import Columns
from lianxin_schema.planner.plan import Filling
from lianxin_schema.planner.selection import Asked
from lianxin_schema.planner.sql.columns import json_of
from lianxin_schema.planner.sql.emission import Emission, Placeholder, Spot, emits
from lianxin_schema.planner.sql.json import Concat, Part, commas
from lianxin_schema.planner.turn import Turn

Reader = Callable[[Any], Any]


@emits(Computed)
def computed(e: Emission, declared: Computed, asked: Asked, row: Columns, spot: Spot) -> Part:
    needs = [need(row) for need in declared.needs]
    return placeholder(e, asked, batched(declared.batch), needs, spot)


@emits(HandWritten)
def hand_written(
    e: Emission, declared: HandWritten, asked: Asked, row: Columns, spot: Spot
) -> Part:
    columns = {c.key: c for c in e.table(asked.type).c}
    readers = {name: _reader(c) for name, c in columns.items()}
    needs = [row[name] for name in columns]
    return placeholder(e, asked, _resolved(declared, asked, readers), needs, spot)


def placeholder(
    e: Emission,
    asked: Asked,
    values: Filling,
    needs: Sequence[ColumnElement[Any]],
    spot: Spot,
    type_: GraphQLOutputType | None = None,
) -> Part:
    """`[mark, needs…]` in the place of a value that `values` makes of them.

    `type_` is the value's, where it is not the field's.
    """
    mark = f"#{e.name()}"
    type_ = type_ or asked.field.definition.type
    spot.left.append(Placeholder(mark, spot.path, values, asked, type_))
    return Concat(["[", *commas([[f'"{mark}"'], *([json_of(need)] for need in needs)]), "]"])


def batched(batch: Batch) -> Filling:
    async def values(turn: Turn, rows: Sequence[Sequence[Any]]) -> Sequence[Any]:
        return await batch(turn.context, rows)

    return values


def _resolved(declared: HandWritten, asked: Asked, readers: Mapping[str, Reader]) -> Filling:
    """A resolver, called for each row; what it awaits is awaited for all rows together, and where
    it fails, only that row is without a value."""

    def source(row: Sequence[Any]) -> SimpleNamespace:
        cells = zip(readers.items(), row, strict=True)
        return SimpleNamespace(**{name: read(cell) for (name, read), cell in cells})

    async def value(row: Sequence[Any], arguments: dict[str, Any]) -> Any:
        found = declared.read(source(row), **arguments)
        return await found if inspect.isawaitable(found) else found

    async def values(turn: Turn, rows: Sequence[Sequence[Any]]) -> Sequence[Any]:
        arguments = asked.arguments.of(turn)
        calls = (value(row, arguments) for row in rows)
        return await asyncio.gather(*calls, return_exceptions=True)

    return values


def _reader(column: ColumnElement[Any]) -> Reader:
    """JSON knows no moments."""
    if isinstance(column.type, Instant):
        return lambda text: text and datetime.fromisoformat(text)
    if isinstance(column.type, Date):
        return lambda text: text and date.fromisoformat(text)
    return lambda value: value
