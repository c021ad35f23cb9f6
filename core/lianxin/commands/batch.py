"""Many commands at once, for imports: hundreds share a transaction, none spoils another."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command, NothingToDo, Outcome, Unchecked
from lianxin.commands.pipeline import before, run, within
from lianxin.commands.steps.answer import answer
from lianxin.commands.steps.follow import follow
from lianxin.commands.steps.note_refusal import note_refusal
from lianxin.commands.steps.stand import stand
from lianxin.context import Context
from lianxin.database import Transaction
from lianxin.errors import NotUnique, Refused

Asked = Command | Unchecked[Any]
Beside = Callable[[Transaction, Sequence[Outcome]], Awaitable[None]]
CHUNK = 200


async def run_all(commands: Sequence[Asked], context: Context, chunk: int = CHUNK) -> list[Outcome]:
    """What came of each, in their order. A refused command stores nothing, the others are stored.

    Each sees what those before it did.
    """
    outcomes: list[Outcome] = []
    for start in range(0, len(commands), chunk):
        some = commands[start : start + chunk]
        try:
            outcomes += await run_together(some, context)
        except NotUnique:
            # Somebody else is storing the same: one by one each may be tried again.
            keyless = _keyless(context)
            outcomes += [await run(command, keyless) for command in some]
    return outcomes


async def run_together(
    commands: Sequence[Asked], context: Context, beside: Beside | None = None
) -> list[Outcome]:
    """In one transaction, in which `beside` stores what follows from the outcomes. Raises
    NotUnique, with nothing stored, where somebody else is storing the same."""
    attempts = [Attempt(command, _keyless(context)) for command in commands]
    async with context.locality.database.writing() as transaction:
        outcomes = [await _one(attempt, transaction) for attempt in attempts]
        if beside is not None:
            await beside(transaction, outcomes)
    stored = [a for a, outcome in zip(attempts, outcomes, strict=True) if outcome.done]
    await stand(stored)
    if stored:
        await follow(stored)
    for attempt in attempts:
        if attempt.problems:
            await note_refusal(attempt)
    return outcomes


async def try_together(commands: Sequence[Asked], context: Context) -> list[Outcome]:
    """What would come of each, those before it being done; nothing is stored, a refusal neither."""
    attempts = [Attempt(command, _keyless(context)) for command in commands]
    outcomes: list[Outcome] = []
    try:
        async with context.locality.database.writing() as transaction:
            outcomes += [await _one(attempt, transaction) for attempt in attempts]
            raise _Tried
    except _Tried:
        return outcomes


class _Tried(Exception):
    """Ends a transaction of which nothing is to be stored."""


def _keyless(context: Context) -> Context:
    """A key is for one command."""
    return replace(context, idempotency_key=None)


async def _one(attempt: Attempt, transaction: Transaction) -> Outcome:
    attempt.transaction = transaction
    try:
        await before(attempt)
        if attempt.answer is None:
            await within(attempt, transaction)
    except NothingToDo:
        return Outcome()
    except Refused as refused:
        attempt.problems += refused.problems
    return answer(attempt)
