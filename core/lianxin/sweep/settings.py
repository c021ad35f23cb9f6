"""Figures that were decided on for a day that has come."""

from lianxin.modules import apply_due
from lianxin.sweep.turn import Turn

NAME = "settings"


async def apply_settings(turn: Turn) -> int:
    if not turn.is_new(NAME):
        return 0
    async with turn.locality.database.writing() as tx:
        changed = await apply_due(tx, turn.context)
    turn.done_with(NAME)
    return len(changed)
