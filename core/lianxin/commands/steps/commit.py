"""Step 9: all writes at once; leaving the transaction makes them last."""

from lianxin.commands.attempt import Attempt
from lianxin.statistics import keep_tallies


async def commit(attempt: Attempt) -> None:
    batch = attempt.work.batch()
    await keep_tallies(attempt.tx, batch, attempt.locality.zone, attempt.cases)
    await attempt.tx.write(batch)
