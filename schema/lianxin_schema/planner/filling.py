"""Step 7, fill: what only Python can say is put into the rows, and rows into Python values."""

import inspect
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import orjson
from graphql import (
    GraphQLList,
    GraphQLNonNull,
    GraphQLOutputType,
    OperationType,
)

from lianxin.context import Context
from lianxin.language import Text
from lianxin_schema.fields.declared import Ref
from lianxin_schema.planner.failing import fail
from lianxin_schema.planner.introspection import introspect
from lianxin_schema.planner.places import Place
from lianxin_schema.planner.plan import (
    LISTED,
    Fill,
    Fixed,
    PageField,
    Plan,
    Projection,
    Statement,
    ValueField,
    Written,
)
from lianxin_schema.planner.running import fetch
from lianxin_schema.planner.turn import Turn


async def fill(turn: Turn) -> None:
    """Where all is rows, and none of them waits for Python, the text is the answer already."""
    plan = turn.plan
    assert plan is not None
    if turn.rows_json and plan.only_rows and not _waits(plan, turn.rows_json):
        return
    found: dict[str, Any] = orjson.loads(turn.rows_json) if turn.rows_json else {}
    turn.rows_json = None
    turn.data = None if plan.rows and not found else await Filler(turn).filled(plan, found)


def _waits(plan: Plan, json: bytes) -> bool:
    assert plan.rows is not None
    return any(fill.written in json for fill in plan.rows.fills)


@dataclass(frozen=True)
class _Pending:
    """A place for what a statement gives for an item of its list."""

    place: Place
    statement: Statement
    item: tuple[None, int | None, str | None]


class Filler:
    """Fills one answer; what values refer to is read together, a statement a type."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._pending: list[_Pending] = []

    async def filled(self, plan: Plan, found: dict[str, Any]) -> Any:
        """All data: the rows found, and then each value of the root in its turn."""
        top = Place.of_all(found)
        if plan.rows is not None:
            await self._fill(plan.rows, [top])
        for n, member in enumerate(plan.members):
            context = self._keyed(n, member) if self._in_turn else None
            await self._member(top, None, member, context)
            if self._in_turn:
                await self._settle()
        await self._settle()
        if plan.introspection is not None:
            found |= introspect(self._turn, plan.introspection)
        return self._closed(top, plan.keys)

    async def event(self, member: ValueField, value: Any) -> Any:
        """The data of a subscription for one event; None where it is not for this viewer."""
        top = Place.of_all({})
        place = top.below(member.key, member.definition.type)
        await self._put(place, value, member.definition.type, member.projection)
        await self._settle()
        return self._closed(top, (member.key,))

    @property
    def _in_turn(self) -> bool:
        """Of mutations the second sees what the first has done, but not the other way round."""
        operation = self._turn.operation
        return operation is not None and operation.kind is OperationType.MUTATION

    def _keyed(self, n: int, member: Written) -> Context:
        """Of several mutations under one Idempotency-Key each has a key of its own: the first the
        given one, so that it is what it would be alone, the others that and their response key."""
        context = self._turn.context
        if context.idempotency_key is None or n == 0:
            return context
        return replace(context, idempotency_key=f"{context.idempotency_key} {member.key}")

    def _closed(self, top: Place, keys: Sequence[str]) -> Any:
        top.close()
        return None if top.value is None else {key: top.value[key] for key in keys}

    # --- rows

    async def _fill(self, statement: Statement, tops: Sequence[Place], skipped: int = 0) -> None:
        for fill in statement.fills:
            path = fill.path[skipped:]
            places = [place for top in tops for place in top.along(path) if _is_left(place, fill)]
            if places:
                await self._fill_one(fill, places)

    async def _fill_one(self, fill: Fill, places: Sequence[Place]) -> None:
        try:
            values = await fill.values(self._turn, [place.value[1:] for place in places])
        except Exception as error:
            for place in places:
                fail(self._turn, place, error)
            return
        for place, value in zip(places, values, strict=True):
            if isinstance(value, Exception):
                fail(self._turn, place, value)
            else:
                await self._put(place, value, fill.type, fill.projection)

    async def _settle(self) -> None:
        """Read what values refer to, until it refers to nothing more."""
        while self._pending:
            pending = sorted(self._pending, key=lambda one: id(one.statement))
            self._pending = []
            for _, group in groupby(pending, key=lambda one: id(one.statement)):
                await self._read(list(group))

    async def _read(self, group: Sequence[_Pending]) -> None:
        statement = group[0].statement
        listed = orjson.dumps([one.item for one in group]).decode()
        text = await fetch(self._turn, statement, **{LISTED: listed})
        for one, row in zip(group, orjson.loads(text or b"[]"), strict=True):
            if row is None:
                one.place.miss()
            else:
                one.place.write(row)
        await self._fill(statement, [one.place for one in group], skipped=1)

    # --- values

    async def _put(
        self, place: Place, value: Any, type_: GraphQLOutputType, projection: Projection
    ) -> None:
        """Write a value at a place, as the projection says."""
        if isinstance(type_, GraphQLNonNull):
            type_ = type_.of_type
        if value is None:
            place.miss()
        elif isinstance(value, orjson.Fragment):
            place.write(value)
        elif isinstance(value, Ref):
            self._refer(place, value, projection)
        elif isinstance(type_, GraphQLList):
            place.write([None] * len(value))
            for i, item in enumerate(value):
                await self._put(place.below(i, type_.of_type), item, type_.of_type, projection)
        elif projection.leaf is not None:
            self._leaf(place, value, projection)
        else:
            await self._object(place, value, projection)

    def _leaf(self, place: Place, value: Any, projection: Projection) -> None:
        assert projection.leaf is not None
        said = value.say(self._turn.context.language) if isinstance(value, Text) else value
        try:
            place.write(projection.leaf(said))
        except Exception as error:
            fail(self._turn, place, error)

    async def _object(self, place: Place, value: Any, projection: Projection) -> None:
        members = projection.members.get(type(value).__strawberry_definition__.name)
        if members is None:
            place.miss()
            return
        place.write({})
        for member in members:
            await self._member(place, value, member)

    async def _member(
        self, around: Place, value: Any, member: Written, context: Context | None = None
    ) -> None:
        if around.value is None:
            return
        if isinstance(member, Fixed):
            around.value[member.key] = member.value
            return
        if isinstance(member, PageField):
            self._page(around.below(member.key, member.type), value, member)
            return
        type_ = member.definition.type
        place = around.below(member.key, type_)
        try:
            found = await read(self._turn, value, member, context)
        except Exception as error:
            fail(self._turn, place, error)
        else:
            await self._put(place, found, type_, member.projection)

    # --- what is read later

    def _refer(self, place: Place, ref: Ref, projection: Projection) -> None:
        statement = projection.rows.get(ref.type_name)
        if statement is None:
            place.miss()
            return
        place.write(None)
        self._pending.append(_Pending(place, statement, (None, ref.key, None)))

    def _page(self, place: Place, value: Any, member: PageField) -> None:
        parent = member.parent(value)
        place.write(None)
        self._pending.append(_Pending(place, member.statement, _item(parent)))


async def read(turn: Turn, value: Any, member: ValueField, context: Context | None = None) -> Any:
    """A member of a value (of the root: None), by the arguments that the operation gives."""
    found = member.read(value, context or turn.context, **member.arguments.of(turn))
    return await found if inspect.isawaitable(found) else found


def _is_left(place: Place, fill: Fill) -> bool:
    """Whether the statement left the place to this fill."""
    value = place.value
    return isinstance(value, list) and bool(value) and value[0] == fill.mark


def _item(parent: Any) -> tuple[None, int | None, str | None]:
    if isinstance(parent, int):
        return (None, parent, None)
    return (None, None, parent if isinstance(parent, str) else orjson.dumps(parent).decode())
