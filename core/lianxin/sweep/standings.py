"""Standings that change by time alone, or through what no command has told."""

from datetime import timedelta

from lianxin.standings import refresh_standings
from lianxin.sweep.turn import Turn

NAME, EVERY = "standings", timedelta(minutes=10)
PATIENCE_SECONDS = 120
"""Of a city with hundreds of thousands of households a rule's statement takes seconds."""


async def refresh_everybody(turn: Turn) -> int:
    if not (turn.is_new(NAME) or turn.is_time(f"{NAME}.again", EVERY)):
        return 0
    async with turn.locality.database.writing() as tx:
        await tx.be_patient(PATIENCE_SECONDS)
        changes = await refresh_standings(tx, turn.locality, turn.now)
    turn.done_with(NAME)
    return len(changes)
