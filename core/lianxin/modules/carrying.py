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
from lianxin.database.migrating import Owner, migrate, owner_of, pending
from lianxin.errors import LianxinError, PluginError, Refused, conflict
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
        try:
            await make_tables(context, str(data["module"]))
        except PluginError as error:
            return Outcome(problems=(conflict(error.code, error.message),))
    return await run(Unchecked(kind, data), context)


async def tried(kind: type[Command], data: Mapping[str, Any], context: Context) -> Outcome:
    """What would come of a command."""
    return (await attempted(kind, data, context))[0]


async def attempted(
    kind: type[Command], data: Mapping[str, Any], context: Context
) -> tuple[Outcome, Any]:
    """The same, and what the command loaded for it."""
    attempt = Attempt(Unchecked(kind, data), context)
    answer: dict[str, Any] = {}
    try:
        for step in BEFORE:
            await step(attempt)
        async with context.locality.database.writing() as attempt.transaction:
            answer = await _decided(attempt)
            raise _Tried
    except Refused as refused:
        return Outcome(problems=refused.problems), None
    except _Tried:
        return Outcome(values=answer), attempt.loaded


async def make_tables(context: Context, module: str) -> None:
    """The tables of the module's plugin, in this locality alone; all of them or none.

    Raises PluginError with what is wrong with its migrations.
    """
    plugin, _ = installed_module(context.locality, module)
    owner = owner_of(plugin)
    if owner is None:
        return
    try:
        await asyncio.to_thread(_migrate, context.locality.database.url, owner)
    except LianxinError:
        raise
    except Exception as error:  # a stranger's migrations may be wrong in any way
        reason = str(getattr(error, "orig", None) or error).partition("\n")[0]
        raise PluginError(plugin.key, f"{type(error).__name__}: {reason}") from error


def _migrate(url: str, owner: Owner) -> None:
    """Looked first: who migrates keeps all others from writing, and reads what there is to do."""
    if pending(url, [owner]):
        migrate(url, [owner])


async def _decided(attempt: Attempt) -> dict[str, Any]:
    command = attempt.command
    attempt.loaded = loaded = await command.load(attempt)
    if problems := await command.refusals(attempt, loaded):
        raise Refused(problems)
    answer = command.apply(attempt, loaded)
    return await answer if isawaitable(answer) else answer
