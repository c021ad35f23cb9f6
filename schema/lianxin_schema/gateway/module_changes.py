"""Changing modules: what it does to the schema is said first, and breaking it wants consent."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from graphql import GraphQLSchema
from graphql.utilities import find_breaking_changes, find_dangerous_changes
from graphql.utilities.find_schema_changes import SafeChange, find_schema_changes

from lianxin.commands import Command
from lianxin.errors import PluginError, Problem, conflict
from lianxin.language import Text
from lianxin.modules import (
    ConfigureModule,
    DisableModule,
    EnableModule,
    PutBackSettings,
    SettingChange,
    WithdrawSettings,
    carry_out,
    preview,
)
from lianxin.modules.stored import MODULES_CHANGED
from lianxin.plugins.composition import Composition
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.types.effects import Effect, effect_value
from lianxin_schema.types.hidden import hidden_cases
from lianxin_schema.types.modules import Criticality, SchemaChange

if TYPE_CHECKING:
    from lianxin_schema.gateway.gateway import PlannedGateway

_KINDS: Mapping[str, type[Command]] = {
    "configure": ConfigureModule,
    "enable": EnableModule,
    "disable": DisableModule,
    "restore": PutBackSettings,
    "cancel": WithdrawSettings,
}
_SWITCHES = ("enable", "disable")


TRIES = 3


@dataclass(frozen=True)
class ModuleChange:
    """What came of a change; `context` sees the locality as it is after it."""

    context: RequestContext
    changes: tuple[SettingChange, ...] = ()
    schema_changes: list[SchemaChange] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()
    effect: Effect | None = None


async def change_module(
    gateway: "PlannedGateway", context: RequestContext, change: str, input: Mapping[str, Any]
) -> ModuleChange:
    """What it does is worked out beside the others' changes: where they were faster, once more."""
    for _ in range(TRIES):
        context = await as_it_is_now(gateway, context)
        done = await _changed(gateway, context, change, input)
        if MODULES_CHANGED not in {problem.code for problem in done.problems}:
            break
    return done


async def as_it_is_now(gateway: "PlannedGateway", context: RequestContext) -> RequestContext:
    """Another process may have changed the modules a moment ago."""
    platform, key = gateway.platform, context.locality.key
    await platform.refresh(key)
    return replace(context, locality=(await platform.locality(key)).as_it_is())


async def _changed(
    gateway: "PlannedGateway", context: RequestContext, change: str, input: Mapping[str, Any]
) -> ModuleChange:
    kind, dry_run = _KINDS[change], input.get("dryRun")
    before = after = context.locality.composition
    try:
        # Building a schema is work: not for whoever may not ask for it.
        if change in _SWITCHES and kind.permission in context.viewer.permissions:
            enabled = {str(input["module"]): change == "enable"}
            # Held until it is in force, so that it is not built a second time.
            after = gateway.platform.compositions.of(dict(before.shape) | enabled)
        found = await changes_to(gateway, before, after)
    except PluginError as error:
        return ModuleChange(context, problems=(conflict(error.code, error.message),))
    if dry_run:
        return await _previewed(context, kind, input, after, found)
    if breaks(found) and not input.get("acceptBreakingChanges"):
        return ModuleChange(context, schema_changes=found, problems=(BREAKING,))
    outcome = await carry_out(kind, input, context)
    if outcome.done:
        context = await as_it_is_now(gateway, context)
    return ModuleChange(context, tuple(outcome.values.get("changes", ())), found, outcome.problems)


async def _previewed(
    context: RequestContext,
    kind: type[Command],
    input: Mapping[str, Any],
    after: Composition,
    found: list[SchemaChange],
) -> ModuleChange:
    async with context.locality.database.reading() as session:
        hidden = await hidden_cases(session, context)
    seen = await preview(kind, input, context, after, hidden)
    changes = tuple(seen.outcome.values.get("changes", ()))
    effect = await effect_value(context, replace(context, locality=seen.after), seen.effect)
    return ModuleChange(context, changes, found, seen.outcome.problems, effect)


async def changes_to(
    gateway: "PlannedGateway", before: Composition, after: Composition
) -> list[SchemaChange]:
    if before is after:
        return []
    now, then = await gateway.snapshots.of(before), await gateway.snapshots.of(after)
    return await asyncio.to_thread(schema_changes, now.graphql_schema, then.graphql_schema)


def schema_changes(before: GraphQLSchema, after: GraphQLSchema) -> list[SchemaChange]:
    """What differs, as graphql-core sees it, the worst first."""
    breaking = find_breaking_changes(before, after)
    dangerous = find_dangerous_changes(before, after)
    safe = [c for c in find_schema_changes(before, after) if isinstance(c, SafeChange)]
    return [
        SchemaChange(criticality=criticality, description=change.description)
        for criticality, changes in (
            (Criticality.BREAKING, breaking),
            (Criticality.DANGEROUS, dangerous),
            (Criticality.SAFE, safe),
        )
        for change in changes
    ]


def breaks(changes: list[SchemaChange]) -> bool:
    return any(c.criticality is Criticality.BREAKING for c in changes)


BREAKING = conflict(
    "BREAKING_CHANGES",
    Text(
        "此变更会破坏前端正在使用的接口；确认后请设 acceptBreakingChanges: true",
        "This would break what front ends use; if meant, set acceptBreakingChanges: true",
    ),
)
