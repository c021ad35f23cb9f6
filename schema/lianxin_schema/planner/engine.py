"""The engine: an operation goes through these steps, in this order."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from graphql import OperationType

from lianxin.errors import LianxinError
from lianxin.language import Text
from lianxin_schema.http.gateway import SUBSCRIPTION_NEEDS_STREAM
from lianxin_schema.planner.analysing import analyse
from lianxin_schema.planner.authorising import authorise
from lianxin_schema.planner.documents import parse
from lianxin_schema.planner.encoding import encode
from lianxin_schema.planner.filling import Filler, fill, read
from lianxin_schema.planner.plan import ValueField
from lianxin_schema.planner.planning import plan
from lianxin_schema.planner.running import bind, run
from lianxin_schema.planner.turn import Turn, refusal, refused

Step = Callable[[Turn], Awaitable[None]]

PREPARE: tuple[Step, ...] = (parse, analyse, authorise, plan, bind)
ANSWER: tuple[Step, ...] = (run, fill)


async def execute(turn: Turn) -> bytes:
    """The answer to a query or mutation. Raises RequestRefused before anything is executed."""
    for step in PREPARE:
        await step(turn)
    assert turn.operation is not None
    if turn.operation.kind is OperationType.SUBSCRIPTION:
        raise refusal(SUBSCRIPTION_NEEDS_STREAM, _STREAMS.say(turn.context.language))
    for step in ANSWER:
        await step(turn)
    return encode(turn)


async def stream(turn: Turn, changed: Callable[[], Turn]) -> AsyncIterator[bytes]:
    """The answers of a subscription, one an event; `changed` gives each a turn of its own.

    Raises RequestRefused before the first.
    """
    for step in PREPARE:
        await step(turn)
    assert turn.plan is not None
    (field,) = turn.plan.members
    assert isinstance(field, ValueField)
    try:
        events: Any = await read(turn, None, field)
        async for event in events:
            now = _again(turn, changed())
            now.data = await Filler(now).event(field, event)
            if now.data is not None or now.errors:
                yield encode(now)
    except LianxinError as error:
        raise refused(error, turn.context.language) from error


def _again(turn: Turn, now: Turn) -> Turn:
    now.known, now.operation, now.cost = turn.known, turn.operation, turn.cost
    now.variables, now.values, now.plan = turn.variables, turn.values, turn.plan
    return now


_STREAMS = Text(
    "订阅须通过 WebSocket 或 SSE", "A subscription needs a WebSocket or an event stream"
)
