"""What is over is forgotten: for the sweep, now and then."""

from datetime import datetime, timedelta

from lianxin.accounts.failures import forget_failures
from lianxin.accounts.once import forget_answers
from lianxin.accounts.tokens import forget_tokens
from lianxin.database import Database
from lianxin.events.outbox import forget_events

ANSWERS_KEPT = timedelta(days=2)
EVENTS_KEPT = timedelta(days=30)
"""So long a client may be away and still miss nothing."""


async def forget_what_is_over(database: Database, now: datetime) -> int:
    """Delete expired tokens, lapsed failures, spent states, old answers and old events; how many
    rows."""
    from lianxin.identity.states import forget_states

    async with database.writing() as tx:
        return (
            await forget_tokens(tx, now)
            + await forget_failures(tx, now)
            + await forget_states(tx, now)
            + await forget_answers(tx, now - ANSWERS_KEPT)
            + await forget_events(tx, now - EVENTS_KEPT)
        )
