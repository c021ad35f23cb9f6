"""Step 5: what the rules look at, in one statement that also locks what is to be changed."""

from lianxin.commands.attempt import Attempt


async def load(attempt: Attempt) -> None:
    attempt.loaded = await attempt.command.load(attempt)
