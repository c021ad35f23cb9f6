"""Publications of periods that are over."""

from lianxin.publishing import publish
from lianxin.sweep.turn import Turn

NAME = "publications"


async def publish_due(turn: Turn) -> int:
    if not turn.is_new(NAME):
        return 0
    async with turn.locality.database.writing() as tx:
        count = await publish(tx, turn.locality, turn.now)
    turn.done_with(NAME)
    return count
