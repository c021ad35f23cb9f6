"""Changing modules: what it does to the schema is said first, and breaking it wants consent."""

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
    SettingChange,
    carry_out,
)
from lianxin.plugins.composition import Composition
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.types.modules import Criticality, SchemaChange

if TYPE_CHECKING:
    from lianxin_schema.gateway.gateway import PlannedGateway

_KINDS: Mapping[str, type[Command]] = {
    "configure": ConfigureModule,
    "enable": EnableModule,
    "disable": DisableModule,
}


@dataclass(frozen=True)
class ModuleChange:
    """What came of a change; `context` sees the locality as it is after it."""

    context: RequestContext
    changes: tuple[SettingChange, ...] = ()
    schema_changes: list[SchemaChange] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()


async def change_module(
    gateway: "PlannedGateway", context: RequestContext, change: str, input: Mapping[str, Any]
) -> ModuleChange:
    try:
        found = await _schema_changes(gateway, context, change, str(input["module"]))
    except PluginError as error:
        return ModuleChange(context, problems=(conflict(error.code, error.message),))
    if _breaks(found) and not input.get("acceptBreakingChanges") and not input.get("dryRun"):
        return ModuleChange(context, schema_changes=found, problems=(BREAKING,))
    outcome = await carry_out(_KINDS[change], input, context)
    if outcome.done and not input.get("dryRun"):
        await gateway.platform.refresh(context.locality.key)
        context = replace(context, locality=await gateway.platform.locality(context.locality.key))
    return ModuleChange(context, tuple(outcome.values.get("changes", ())), found, outcome.problems)


async def _schema_changes(
    gateway: "PlannedGateway", context: RequestContext, change: str, module: str
) -> list[SchemaChange]:
    if change == "configure":
        return []
    composition = context.locality.composition
    after = _after(gateway, composition, module, enabled=change == "enable")
    now = await gateway.snapshots.of(composition)
    then = await gateway.snapshots.of(after)
    return schema_changes(now.graphql_schema, then.graphql_schema)


def _after(
    gateway: "PlannedGateway", composition: Composition, module: str, *, enabled: bool
) -> Composition:
    state = {m.key: m.enabled for m in composition.modules.values()} | {module: enabled}
    return gateway.platform.compositions.of(state)


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


def _breaks(changes: list[SchemaChange]) -> bool:
    return any(c.criticality is Criticality.BREAKING for c in changes)


BREAKING = conflict(
    "BREAKING_CHANGES",
    Text(
        "此变更会破坏前端正在使用的接口;确认后请设 acceptBreakingChanges: true",
        "This would break what front ends use; if meant, set acceptBreakingChanges: true",
    ),
)
