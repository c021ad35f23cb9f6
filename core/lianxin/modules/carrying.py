"""Carrying out a change of modules: tried first, its tables made, then done for good."""

import asyncio
from collections.abc import Mapping
from inspect import isawaitable
from typing import Any

from lianxin.commands import Command, Outcome, run
from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Unchecked
from lianxin.commands.pipeline import BEFORE
from lianxin.context import Context
from lianxin.database.migrating import migrate, owner_of
from lianxin.errors import Refused
from lianxin.modules.stored import installed_module
from lianxin.modules.switching import EnableModule


class _Tried(Exception):
    """Ends a transaction of which nothing is to be stored."""


async def carry_out(kind: type[Command], data: Mapping[str, Any], context: Context) -> Outcome:
    """`values` are `module` and `changes`. With `dryRun` nothing is stored.

    Raises DatabaseUnavailable and DatabaseBusy where the module's tables could not be made.
    """
    if data.get("dryRun", data.get("dry_run", False)):
        return await tried(kind, data, context)
    if kind is EnableModule and (await tried(kind, data, context)).done:
        await make_tables(context, str(data["module"]))
    return await run(Unchecked(kind, data), context)


async def tried(kind: type[Command], data: Mapping[str, Any], context: Context) -> Outcome:
    """What would come of a command."""
    attempt = Attempt(Unchecked(kind, data), context)
    answer: dict[str, Any] = {}
    try:
        for step in BEFORE:
            await step(attempt)
        async with context.locality.database.writing() as attempt.transaction:
            answer = await _decided(attempt)
            raise _Tried
    except Refused as refused:
        return Outcome(problems=refused.problems)
    except _Tried:
        return Outcome(values=answer)


async def make_tables(context: Context, module: str) -> None:
    """The tables of the module's plugin, in this locality alone."""
    plugin, _ = installed_module(context.locality, module)
    owner = owner_of(plugin)
    if owner is not None:
        await asyncio.to_thread(migrate, context.locality.database.url, [owner])


async def _decided(attempt: Attempt) -> dict[str, Any]:
    command = attempt.command
    loaded = await command.load(attempt)
    if problems := await command.refusals(attempt, loaded):
        raise Refused(problems)
    answer = command.apply(attempt, loaded)
    return await answer if isawaitable(answer) else answer
