"""Step 7: the command decides what is to be written; or hands over to what writes it."""

from inspect import isawaitable

from lianxin.commands.attempt import Attempt


async def apply(attempt: Attempt) -> None:
    answer = attempt.command.apply(attempt, attempt.loaded)
    attempt.answer = await answer if isawaitable(answer) else answer
