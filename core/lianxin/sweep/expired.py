"""What need not be kept any longer: tokens, failed sign-ins, answers to keys, told events."""

from datetime import timedelta

from lianxin.accounts.failures import forget_failures
from lianxin.accounts.once import forget_answers
from lianxin.accounts.tokens import forget_tokens
from lianxin.events.outbox import forget_events
from lianxin.sweep.turn import Turn

NAME, EVERY = "expired", timedelta(hours=1)
ANSWERS_KEPT = timedelta(days=2)
EVENTS_KEPT = timedelta(days=30)


async def forget_expired(turn: Turn) -> int:
    if not turn.is_time(NAME, EVERY):
        return 0
    now, database = turn.now, turn.locality.database
    if database.backend == "sqlite":
        await database.analyse()
    async with database.writing() as tx:
        return (
            await forget_tokens(tx, now)
            + await forget_failures(tx, now)
            + await forget_answers(tx, now - ANSWERS_KEPT)
            + await forget_events(tx, now - EVENTS_KEPT)
        )
