"""Step 10: the standings of those whom the command touched, in the same transaction."""

from lianxin.commands.attempt import Attempt
from lianxin.standings import refresh_standings


async def stand(attempt: Attempt) -> None:
    for touched in attempt.touched:
        await refresh_standings(
            attempt.tx,
            attempt.locality,
            attempt.now,
            {touched.fact},
            touched.subjects,
            on=touched.on,
        )
