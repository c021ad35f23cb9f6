"""Standings that change by time alone, or through what no command has told."""

from datetime import timedelta

from lianxin.standings import refresh_standings
from lianxin.sweep.turn import Turn

NAME, EVERY = "standings", timedelta(minutes=10)


async def refresh_everybody(turn: Turn) -> int:
    if not (turn.is_new(NAME) or turn.is_time(f"{NAME}.again", EVERY)):
        return 0
    async with turn.locality.database.writing() as tx:
        changes = await refresh_standings(tx, turn.locality, turn.now)
    turn.done_with(NAME)
    return len(changes)
