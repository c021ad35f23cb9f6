"""Modules: what a locality has enabled, with figures, history and what a change would do."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, case, func, literal

from lianxin import tables
from lianxin.context import Context
from lianxin.database import JsonText
from lianxin.modules.describing import settings_schema
from lianxin.plugins.composition import ModuleInForce
from lianxin_schema.fields import (
    OPEN,
    ascending,
    column,
    computed,
    descending,
    page,
    table_type,
    value,
    value_type,
)
from lianxin_schema.types.base import connection_of
from lianxin_schema.types.effects import Effect
from lianxin_schema.types.errors import UserError
from lianxin_schema.types.rules import Rule, rule_value

HERE = "lianxin_schema.types.modules"
JSON: Any = strawberry.scalars.JSON
SettingsRevisionConnection: Any = connection_of("SettingsRevision", HERE)


@value_type(access=OPEN)
class SettingChange:
    name: str = value()
    from_: JSON | None = value(name="from")
    to: JSON | None = value()
    origin: str = value(
        description="变更后的值来自 source（原文件）、parent（上级）或 locality（本地） / Where the value "
        "after it comes from: the source, the parent or the locality itself."
    )
    from_origin: str = value(description="变更前的值来自 / Where the value before it comes from.")
    source_value: JSON | None = value(description="原文件的数值 / The source's figure.")
    parent_value: JSON | None = value(
        description="上级设置的数值，没有则为空 / The parent's figure; null without one."
    )


@strawberry.enum(
    description="WAITING 待生效，APPLIED 已生效，WITHDRAWN 已撤回，FAILED 到期时不再适用 / Of a change of settings."
)
class SettingsState(Enum):
    WAITING = "WAITING"
    APPLIED = "APPLIED"
    WITHDRAWN = "WITHDRAWN"
    FAILED = "FAILED"


def _state(c: Any) -> ColumnElement[str]:
    """Whoever withdraws a change need not say why; one that failed says so itself."""
    failed = func.coalesce(JsonText(c.problem, "code"), "") != ""
    cases = ((c.applied, "APPLIED"), (failed, "FAILED"), (c.withdrawn, "WITHDRAWN"))
    return case(*((when, literal(state)) for when, state in cases), else_=literal("WAITING"))


def setting_change(name: str, kept: Mapping[str, Any]) -> SettingChange:
    return SettingChange(
        name=name,
        from_=kept["before"],
        to=kept["after"],
        origin=kept["origin"],
        from_origin=kept["from_origin"],
        source_value=kept["source"],
        parent_value=kept["parent"],
    )


async def _changes(context: Context, rows: Sequence[Sequence[Any]]) -> list[list[SettingChange]]:
    return [[setting_change(name, kept) for name, kept in changes.items()] for (changes,) in rows]


async def _problems(context: Context, rows: Sequence[Sequence[Any]]) -> list[str | None]:
    return [problem.get(context.language) for (problem,) in rows]


@table_type(tables.SettingsRevision, access="module.read_history")
class SettingsRevision:
    number: int = column()
    at: datetime = column()
    by: str = column()
    reason: str | None = column()
    settings: JSON = column()
    effective_on: date | None = column()
    state: SettingsState = column(_state)
    changes: list[SettingChange] = computed(
        _changes, "changes", description="由何变为何 / From what to what."
    )
    problem: str | None = computed(
        _problems,
        "problem",
        description="到期时因何不再适用 / Why it did not fit any more when its day came.",
    )


@value_type(
    access=OPEN, description="模块：可单独启用、单独设置 / Can be switched and set by itself"
)
class Module:
    key: str = value()
    plugin: str = value()
    name: str = value()
    enabled: bool = value()
    settings: JSON = value()
    settings_schema: JSON = value()
    rules: list[Rule] = value()
    settings_history: SettingsRevisionConnection = page(
        "module",
        parent=lambda module: module.key,
        order=[descending("number", kind="int")],
        permission="module.read_history",
    )
    scheduled_settings: SettingsRevisionConnection = page(
        "module",
        parent=lambda module: module.key,
        where=lambda c: ~c.applied & ~c.withdrawn,
        order=[ascending("effective_on", kind="date", nullable=True)],
        permission="module.read_history",
        description="待生效的变更 / Changes that wait for their day.",
    )


def module_value(context: Context, found: ModuleInForce) -> Module:
    model = found.module.settings
    figures = context.locality.figures.settings.get(model) or model()
    return Module(
        key=found.key,
        plugin=found.plugin.key,
        name=found.module.name.say(context.language),
        enabled=found.enabled,
        settings=figures.model_dump(mode="json"),
        settings_schema=settings_schema(found.module, {model: figures}),
        rules=[
            rule_value(context, entry)
            for entry in context.locality.composition.in_module(found.key)
        ],
    )


def read_modules(_: None, context: Context) -> list[Module]:
    """All installed modules, enabled or not, by key."""
    known = {**installed_modules(context), **context.locality.composition.modules}
    return [module_value(context, known[key]) for key in sorted(known)]


def installed_modules(context: Context) -> dict[str, ModuleInForce]:
    return {
        plugin.module_key(module): ModuleInForce(plugin.module_key(module), plugin, module, False)
        for plugin in context.locality.installed
        for module in plugin.modules
    }


def module_by_key(context: Context, key: str | None) -> Module | None:
    known = {**installed_modules(context), **context.locality.composition.modules}
    return module_value(context, known[key]) if key in known else None


@strawberry.enum
class Criticality(Enum):
    SAFE = "SAFE"
    DANGEROUS = "DANGEROUS"
    BREAKING = "BREAKING"


@value_type(access=OPEN)
class SchemaChange:
    criticality: Criticality = value()
    description: str = value()


@value_type(access=OPEN)
class ConfigureModulePayload:
    module: Module | None = value()
    changes: list[SettingChange] = value()
    effect: Effect | None = value()
    errors: list[UserError] = value()


@value_type(access=OPEN)
class RestoreSettingsPayload:
    module: Module | None = value()
    changes: list[SettingChange] = value()
    effect: Effect | None = value()
    errors: list[UserError] = value()


@value_type(access=OPEN)
class CancelScheduledSettingsPayload:
    module: Module | None = value()
    errors: list[UserError] = value()


@value_type(access=OPEN)
class EnableModulePayload:
    module: Module | None = value()
    changes: list[SettingChange] = value()
    schema_changes: list[SchemaChange] = value()
    effect: Effect | None = value()
    errors: list[UserError] = value()


@value_type(access=OPEN)
class DisableModulePayload:
    module: Module | None = value()
    schema_changes: list[SchemaChange] = value()
    effect: Effect | None = value()
    errors: list[UserError] = value()


@strawberry.input
class ConfigureModuleInput:
    module: str
    settings: JSON
    reason: str | None = strawberry.UNSET
    effective_on: date | None = strawberry.UNSET
    dry_run: bool = False


@strawberry.input
class RestoreSettingsInput:
    module: str
    number: int
    reason: str | None = strawberry.UNSET
    dry_run: bool = False


@strawberry.input
class CancelScheduledSettingsInput:
    module: str
    number: int
    reason: str | None = strawberry.UNSET


@strawberry.input
class EnableModuleInput:
    module: str
    settings: JSON | None = strawberry.UNSET
    reason: str | None = strawberry.UNSET
    dry_run: bool = False
    accept_breaking_changes: bool = False


@strawberry.input
class DisableModuleInput:
    module: str
    reason: str | None = strawberry.UNSET
    dry_run: bool = False
    accept_breaking_changes: bool = False
