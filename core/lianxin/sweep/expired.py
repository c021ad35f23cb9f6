"""What need not be kept any longer: tokens, failed sign-ins, spent states, answers, told events."""

from datetime import timedelta

from lianxin.accounts.forgetting import forget_what_is_over
from lianxin.sweep.turn import Turn

NAME, EVERY = "expired", timedelta(hours=1)


async def forget_expired(turn: Turn) -> int:
    if not turn.is_time(NAME, EVERY):
        return 0
    database = turn.locality.database
    if database.backend == "sqlite":
        await database.analyse()
    return await forget_what_is_over(database, turn.now)
