"""Step 6: every rule is asked, and all refusals are told at once."""

from lianxin.commands.attempt import Attempt
from lianxin.errors import Refused


async def ask(attempt: Attempt) -> None:
    if problems := await attempt.command.refusals(attempt, attempt.loaded):
        raise Refused(problems)
