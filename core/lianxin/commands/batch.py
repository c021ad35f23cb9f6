"""Many commands at once, for imports: hundreds share a transaction, none spoils another."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command, NothingToDo, Outcome, Unchecked
from lianxin.commands.pipeline import before, run, within
from lianxin.commands.steps.answer import answer
from lianxin.commands.steps.note_refusal import note_refusal
from lianxin.context import Context
from lianxin.errors import NotUnique, Refused

Asked = Command | Unchecked[Any]
CHUNK = 200


async def run_all(commands: Sequence[Asked], context: Context, chunk: int = CHUNK) -> list[Outcome]:
    """What came of each, in their order. A refused command stores nothing, the others are stored.

    Each sees what those before it did.
    """
    outcomes: list[Outcome] = []
    for start in range(0, len(commands), chunk):
        outcomes += await _together(commands[start : start + chunk], context)
    return outcomes


async def _together(commands: Sequence[Asked], context: Context) -> list[Outcome]:
    keyless = replace(context, idempotency_key=None)  # a key is for one command
    attempts = [Attempt(command, keyless) for command in commands]
    try:
        async with context.locality.database.writing() as transaction:
            outcomes = [await _one(attempt, transaction) for attempt in attempts]
    except NotUnique:
        # Somebody else is storing the same: one by one each may be tried again.
        return [await run(command, keyless) for command in commands]
    for attempt in attempts:
        if attempt.problems:
            await note_refusal(attempt)
    return outcomes


async def _one(attempt: Attempt, transaction: Any) -> Outcome:
    try:
        await before(attempt)
        if attempt.answer is None:
            await within(attempt, transaction)
    except NothingToDo:
        return Outcome()
    except Refused as refused:
        attempt.problems += refused.problems
    return answer(attempt)
