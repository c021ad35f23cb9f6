"""Step 7: the command decides what is to be written; nothing is stored yet."""

from lianxin.commands.attempt import Attempt


async def apply(attempt: Attempt) -> None:
    attempt.answer = attempt.command.apply(attempt, attempt.loaded)
