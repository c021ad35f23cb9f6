"""Before the transaction begins: what takes a while and needs no transaction, such as a password's hash."""

from lianxin.commands.attempt import Attempt


async def prepare(attempt: Attempt) -> None:
    if attempt.answer is None:
        attempt.prepared = await attempt.command.prepare(attempt)
