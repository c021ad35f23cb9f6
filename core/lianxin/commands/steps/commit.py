"""Step 9: all writes at once; leaving the transaction makes them last."""

from lianxin.commands.attempt import Attempt
from lianxin.database import Batch
from lianxin.statistics import keep_tallies
from lianxin.tables import Case


async def commit(attempt: Attempt) -> None:
    batch = attempt.work.batch()
    _expect(attempt, batch)
    await keep_tallies(attempt.tx, batch, attempt.locality.zone, attempt.cases)
    await attempt.tx.write(batch)


def _expect(attempt: Attempt, batch: Batch) -> None:
    """What was loaded without a lock is still so; to which end whoever changes a case's terms or
    tasks changes its own row, too, be it to what it is."""
    for key, case in attempt.cases.items():
        if (seen := case.get("seen")) is not None:
            batch.expect(Case, key, seen)
