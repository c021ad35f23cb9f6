"""How every command is carried out: the steps, one a file, in the order in which they happen."""

from collections.abc import Mapping
from typing import Any

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command, NothingToDo, Outcome, Unchecked
from lianxin.commands.steps.anonymise import anonymise
from lianxin.commands.steps.answer import answer
from lianxin.commands.steps.apply import apply
from lianxin.commands.steps.ask import ask
from lianxin.commands.steps.authorise import authorise
from lianxin.commands.steps.claim import claim
from lianxin.commands.steps.commit import commit
from lianxin.commands.steps.follow import follow
from lianxin.commands.steps.load import load
from lianxin.commands.steps.note_refusal import note_refusal
from lianxin.commands.steps.prepare import prepare
from lianxin.commands.steps.record import record
from lianxin.commands.steps.stand import stand
from lianxin.commands.steps.validate import validate
from lianxin.context import Context
from lianxin.database import Transaction
from lianxin.errors import NotUnique, Refused, conflict
from lianxin.language import Text

BEFORE = (validate, authorise, anonymise, claim, prepare)
WITHIN = (load, ask, apply, record, commit)
"""In one transaction: to load, to ask and to write is one statement each. `stand` and
`follow` come after it."""

_RACED = Text(
    "另一请求刚刚做了同样的事，请刷新后再试",
    "Another request has just done the same; reload and look",
)


async def run(command: Command | Unchecked[Command], context: Context) -> Outcome:
    """Carry a command out, or say why not; one that is refused has stored nothing but that."""
    for last_try in (False, True):
        attempt = Attempt(command, context, locks=last_try)
        try:
            await _carry_out(attempt)
        except NothingToDo:
            return Outcome()
        except Refused as refused:
            # A twin with the same key may have done it meanwhile: then its answer is found now.
            if attempt.once is not None and not last_try:
                continue
            attempt.problems += refused.problems
        except NotUnique:
            # Somebody was faster: what they stored is seen at the second try.
            if not last_try:
                continue
            attempt.problems.append(conflict("RACED", _RACED))
        break
    if attempt.problems:
        await note_refusal(attempt)
    return answer(attempt)


async def run_raw(kind: type[Command], data: Mapping[str, Any], context: Context) -> Outcome:
    """Carry out what came in as data; what is wrong with it is among the problems."""
    return await run(Unchecked(kind, data), context)


async def _carry_out(attempt: Attempt) -> None:
    await before(attempt)
    if attempt.answer is None:
        async with attempt.locality.database.writing() as transaction:
            await within(attempt, transaction)
        await stand([attempt])
        await follow([attempt])


async def before(attempt: Attempt) -> None:
    """The steps that need no transaction; with an answer after them there is nothing to do."""
    for step in BEFORE:
        await step(attempt)


async def within(attempt: Attempt, transaction: Transaction) -> None:
    attempt.transaction = transaction
    for step in WITHIN:
        await step(attempt)
