"""The engine: an operation goes through these steps, in this order."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from graphql import OperationType

from lianxin.language import Text
from lianxin_schema.http.gateway import SUBSCRIPTION_NEEDS_STREAM
from lianxin_schema.planner.documents import parse
from lianxin_schema.planner.encoding import encode
from lianxin_schema.planner.filling import Filler, Hidden, fill
from lianxin_schema.planner.introspection import introspect
from lianxin_schema.planner.planning import plan
from lianxin_schema.planner.running import bind, run
from lianxin_schema.planner.turn import Turn, refusal
from lianxin_schema.planner.variables import analyse

Step = Callable[[Turn], Awaitable[None]]

PREPARE: tuple[Step, ...] = (parse, analyse)
STEPS: tuple[Step, ...] = (plan, bind, run, fill)

_STREAMS = Text(
    "订阅须通过 WebSocket 或 SSE", "A subscription needs a WebSocket or an event stream"
)


async def execute(turn: Turn) -> bytes:
    """The answer to a query or mutation. Raises RequestRefused before anything is executed."""
    for step in PREPARE:
        await step(turn)
    if turn.document and turn.document.operation.operation is OperationType.SUBSCRIPTION:
        raise refusal(SUBSCRIPTION_NEEDS_STREAM, _STREAMS.say(turn.context.language))
    if not await introspect(turn):
        for step in STEPS:
            await step(turn)
    return encode(turn)


async def stream(turn: Turn, changed: Callable[[], Turn]) -> AsyncIterator[bytes]:
    """The answers of a subscription, one an event; `changed` gives each a turn of its own."""
    for step in (*PREPARE, plan, bind):
        await step(turn)
    assert turn.plan is not None
    (field,) = turn.plan.values
    events: Any = await Filler(turn).read(None, field)
    async for event in events:
        now = changed()
        now.plan, now.values, now.variables = turn.plan, turn.values, turn.variables
        try:
            now.data = await Filler(now).root(field, event)
        except Hidden:
            continue
        yield encode(now)
