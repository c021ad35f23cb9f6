"""The engine: an operation goes through these steps, in this order."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import Any

from graphql import OperationType

from lianxin.errors import LianxinError
from lianxin.language import Text
from lianxin_schema.http.gateway import SUBSCRIPTION_NEEDS_STREAM
from lianxin_schema.planner.analysing import analyse
from lianxin_schema.planner.authorising import authorise
from lianxin_schema.planner.documents import NOT_VALID, parse
from lianxin_schema.planner.encoding import encode
from lianxin_schema.planner.filling import Filler, fill, read
from lianxin_schema.planner.plan import ValueField
from lianxin_schema.planner.planning import plan
from lianxin_schema.planner.running import bind, run
from lianxin_schema.planner.swapping import SWAPPED, until_swapped
from lianxin_schema.planner.turn import RequestRefused, Turn, refusal, refused

PREPARE: tuple[Callable[[Turn], None], ...] = (parse, analyse, authorise, plan, bind)
ANSWER: tuple[Callable[[Turn], Awaitable[None]], ...] = (run, fill)


async def execute(turn: Turn) -> bytes:
    """The answer to a query or mutation. Raises RequestRefused before anything is executed."""
    for step in PREPARE:
        step(turn)
    assert turn.operation is not None
    if turn.operation.kind is OperationType.SUBSCRIPTION:
        raise refusal(SUBSCRIPTION_NEEDS_STREAM, _STREAMS.say(turn.context.language))
    for answer in ANSWER:
        await answer(turn)
    return encode(turn)


async def stream(
    turn: Turn, again: Callable[[], Awaitable[Turn]], swapped: asyncio.Event
) -> AsyncGenerator[bytes]:
    """The answers of a subscription, one an event; `again` gives each a turn of its own, and one
    whenever the schema is `swapped`: what cannot be asked of the new one ends.

    Raises RequestRefused before the first, LianxinError later.
    """
    events = await _begun(turn)
    try:
        async with aclosing(until_swapped(events, swapped)) as happening:
            async for event in happening:
                now = await again()
                _prepared_again(turn, now)
                if event is SWAPPED:
                    continue
                now.data = await Filler(now).event(_member(now), event)
                if now.data is not None or now.errors:
                    yield encode(now)
    except LianxinError as error:
        raise refused(error, turn.context.language) from error


async def _begun(turn: Turn) -> AsyncGenerator[Any]:
    for step in PREPARE:
        step(turn)
    try:
        events: AsyncGenerator[Any] = await read(turn, None, _member(turn))
    except LianxinError as error:
        raise refused(error, turn.context.language) from error
    return events


def _prepared_again(before: Turn, now: Turn) -> None:
    """Each event is answered as a request of its own would be: by the schema, the rights and the
    figures of its moment."""
    try:
        for step in PREPARE:
            step(now)
    except RequestRefused as error:
        if now.snapshot.hash == before.snapshot.hash or error.code != NOT_VALID:
            raise
        reason = error.errors[0]["message"]
        message = _SCHEMA_CHANGED.format(reason=reason).say(now.context.language)
        raise refusal(SCHEMA_CHANGED, message) from None


def _member(turn: Turn) -> ValueField:
    assert turn.plan is not None
    (field,) = turn.plan.members
    assert isinstance(field, ValueField)
    return field


SCHEMA_CHANGED = "SCHEMA_CHANGED"
_SCHEMA_CHANGED = Text(
    "接口已变更，此订阅不再有效，请按新接口重新订阅：{reason}",
    "The schema has changed and this subscription with it; subscribe anew by the new one: {reason}",
)
_STREAMS = Text(
    "订阅须通过 WebSocket 或 SSE", "A subscription needs a WebSocket or an event stream"
)
