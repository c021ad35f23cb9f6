"""What follows from breaches and events, once each."""

from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from lianxin.consequences import derive_from_standings
from lianxin.platform.counters import SNAPSHOT
from lianxin.surveys import derive_anew
from lianxin.sweep.standings import PATIENCE_SECONDS
from lianxin.sweep.turn import Turn
from lianxin.tables import Counter

NAME, EVERY = "consequences", timedelta(minutes=10)
# Whoever derives at the same time waits here, and then finds what is written already.
_TURN = select(col(Counter.n)).where(col(Counter.name) == SNAPSHOT).with_for_update()


async def derive_consequences(turn: Turn) -> int:
    if not (turn.is_new(NAME) or turn.is_time(f"{NAME}.again", EVERY)):
        return 0
    async with turn.locality.database.writing() as tx:
        await tx.be_patient(PATIENCE_SECONDS)
        await tx.first(_TURN)
        made = await derive_from_standings(tx, turn.context)
        made += await derive_anew(tx, turn.context)
    turn.done_with(NAME)
    return len(made)
