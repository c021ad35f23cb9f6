"""Step 9: all writes at once; leaving the transaction makes them last."""

from lianxin.commands.attempt import Attempt


async def commit(attempt: Attempt) -> None:
    await attempt.tx.write(attempt.work.batch())
