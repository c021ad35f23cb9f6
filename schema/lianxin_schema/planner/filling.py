"""Step 6, fill: what only Python can say is put into the rows, and rows into Python values."""

import inspect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLNonNull, get_argument_values

from lianxin.language import Text
from lianxin_schema.fields.declared import Ref
from lianxin_schema.planner.plan import (
    EACH,
    Fill,
    Leaf,
    Mixed,
    Objects,
    PageField,
    Path,
    Projection,
    Refs,
    Statement,
    ValueField,
)
from lianxin_schema.planner.running import fetch
from lianxin_schema.planner.turn import Turn


class Hidden(Exception):
    """Something that must be there is not for this viewer to know."""


@dataclass
class Pending:
    """A row to be put in at a place once it is read."""

    statement: Statement
    type_name: str
    key: int
    container: Any
    index: Any
    required: bool


class Filler:
    """Fills one answer; rows that values refer to are read together, a statement a type."""

    def __init__(self, turn: Turn) -> None:
        self.turn = turn
        self.pending: list[Pending] = []

    async def statement(self, data: Any, fills: Iterable[Fill]) -> None:
        for fill in fills:
            places = list(_places(data, fill.path))
            if not places:
                continue
            needs = [container[key] for container, key in places]
            values = await fill.batch(self.turn.context, needs)
            for (container, key), value in zip(places, values, strict=True):
                await self.put(container, key, value, fill.projection)

    async def root(self, field: ValueField, value: Any) -> dict[str, Any]:
        holder: dict[str, Any] = {}
        await self.put(holder, field.key, value, field.projection, field.definition.type)
        await self.settle()
        return holder

    async def put(
        self, container: Any, index: Any, value: Any, projection: Projection, type_: Any = None
    ) -> None:
        """Write a value at a place, as the projection says."""
        if value is None or isinstance(value, orjson.Fragment):
            container[index] = value
        elif isinstance(value, Ref):
            self._refer(container, index, value, projection, isinstance(type_, GraphQLNonNull))
        elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
            inner = container[index] = [None] * len(value)
            for i, item in enumerate(value):
                await self.put(inner, i, item, projection)
        elif isinstance(projection, Leaf):
            container[index] = self._leaf(value, projection)
        else:
            container[index] = await self._object(value, projection)

    async def settle(self) -> None:
        """Read the rows referred to, until none refers to another."""
        while self.pending:
            pending, self.pending = self.pending, []
            groups: dict[tuple[int, str], list[Pending]] = {}
            for one in pending:
                groups.setdefault((id(one.statement), one.type_name), []).append(one)
            for group in groups.values():
                await self._read(group)

    # --- values

    def _leaf(self, value: Any, projection: Leaf) -> Any:
        if isinstance(value, Text):
            value = value.say(self.turn.context.language)
        return projection.serialize(value)

    async def _object(self, value: Any, projection: Projection) -> dict[str, Any] | None:
        if isinstance(projection, Mixed):
            projection = projection.objects
        assert isinstance(projection, Objects)
        name = type(value).__strawberry_definition__.name
        found: dict[str, Any] = {}
        for field in projection.fields[name]:
            if isinstance(field, tuple):
                found[field[0]] = field[1]
            elif isinstance(field, PageField):
                found[field.key] = await self._page(value, field)
            else:
                inner = await self.read(value, field)
                await self.put(found, field.key, inner, field.projection, field.definition.type)
        return found

    async def read(self, value: Any, field: ValueField) -> Any:
        """A field of a value (of the root: None)."""
        if field.read is None:
            return getattr(value, field.attribute)
        given = get_argument_values(field.definition, field.node, self.turn.variables)
        arguments = {field.names.get(k, k): v for k, v in given.items() if not _unset(v)}
        if field.asked is not None:
            arguments["asked"] = field.asked
        found = field.read(value, self.turn.context, **arguments)
        return await found if inspect.isawaitable(found) else found

    async def _page(self, value: Any, field: PageField) -> Any:
        parent = field.parent(value)
        text = await self._fetch(field.rows, parent=parent)
        data = orjson.loads(text or "null")
        await self.statement({field.key: data}, field.rows.fills)
        return data

    # --- rows

    def _refer(
        self, container: Any, index: Any, ref: Ref, projection: Projection, required: bool
    ) -> None:
        refs = projection.refs if isinstance(projection, Mixed) else projection
        assert isinstance(refs, Refs)
        statement = refs.rows.get(ref.type_name)
        container[index] = None
        if statement is not None:
            self.pending.append(
                Pending(statement, ref.type_name, ref.key, container, index, required)
            )

    async def _read(self, group: Sequence[Pending]) -> None:
        statement = group[0].statement
        keys = sorted({one.key for one in group})
        text = await self._fetch(statement, keys=keys)
        rows = orjson.loads(text or "{}")
        await self.statement(rows, statement.fills)
        for one in group:
            row = rows.get(str(one.key))
            if row is None and one.required:
                raise Hidden
            one.container[one.index] = row

    async def _fetch(self, statement: Statement, **more: Any) -> str | None:
        assert self.turn.plan is not None
        return await fetch(
            self.turn.context, self.turn.plan, statement, self.turn.values, **more
        )


def _places(data: Any, path: Path) -> Iterator[tuple[Any, Any]]:
    """The (container, key) pairs that a path leads to; missing and null branches lead nowhere."""
    if not path or data is None:
        return
    head, rest = path[0], path[1:]
    if head is EACH:
        items = data.values() if isinstance(data, Mapping) else data
        for item in items:
            yield from _places(item, rest)
    elif head in data:
        if rest:
            yield from _places(data[head], rest)
        elif data[head] is not None:
            yield data, head


def _unset(value: Any) -> bool:
    return type(value).__name__ == "UnsetType"


async def fill(turn: Turn) -> None:
    """Fill the rows, then read the root's Python values one after the other."""
    plan = turn.plan
    assert plan is not None
    if turn.data is None:
        return
    filler = Filler(turn)
    if plan.rows is not None:
        await filler.statement(turn.data, plan.rows.fills)
        await filler.settle()
    found = dict(turn.data)
    for field in plan.values:
        found.update(await filler.root(field, await filler.read(None, field)))
    found.update(plan.typenames)
    turn.data = {key: found.get(key) for key in plan.keys}
