"""Modules: what a locality has enabled, with figures, history and what a change would do."""

from datetime import date, datetime
from enum import Enum
from typing import Any

import strawberry

from lianxin import tables
from lianxin.context import Context
from lianxin.plugins.composition import ModuleInForce
from lianxin_schema.fields import OPEN, column, descending, page, table_type, value, value_type
from lianxin_schema.types.base import connection_of
from lianxin_schema.types.cases import CaseConnection
from lianxin_schema.types.errors import UserError
from lianxin_schema.types.rules import Rule, rule_value

HERE = "lianxin_schema.types.modules"
JSON: Any = strawberry.scalars.JSON
SettingsRevisionConnection: Any = connection_of("SettingsRevision", HERE)


@table_type(tables.SettingsRevision, access="module.read_history")
class SettingsRevision:
    at: datetime = column()
    by: str = column()
    reason: str | None = column()
    settings: JSON = column()
    effective_on: date | None = column()


@value_type(
    access=OPEN, description="模块:可单独启用、单独设置 / Can be switched and set by itself"
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


def module_value(context: Context, found: ModuleInForce) -> Module:
    model = found.module.settings
    figures = context.locality.figures.settings.get(model) or model()
    return Module(
        key=found.key,
        plugin=found.plugin.key,
        name=found.module.name.say(context.language),
        enabled=found.enabled,
        settings=figures.model_dump(mode="json"),
        settings_schema=model.model_json_schema(),
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


@value_type(access=OPEN)
class SettingChange:
    name: str = value()
    from_: JSON | None = value(name="from")
    to: JSON | None = value()
    origin: str = value()


@strawberry.enum
class Criticality(Enum):
    SAFE = "SAFE"
    DANGEROUS = "DANGEROUS"
    BREAKING = "BREAKING"


@value_type(access=OPEN)
class SchemaChange:
    criticality: Criticality = value()
    description: str = value()


@value_type(access=OPEN, description="变更的影响 / What a change would do")
class Effect:
    becoming_overdue: int = value()
    no_longer_overdue: int = value()
    standings_changed: int = value()
    would_have_been_refused: int = value()
    cases: CaseConnection = page(
        "id",
        among=True,
        parent=lambda effect: effect.case_ids,
        order=[descending("submitted_at", kind="instant")],
    )


@value_type(access=OPEN)
class ConfigureModulePayload:
    module: Module | None = value()
    changes: list[SettingChange] = value()
    effect: Effect | None = value()
    errors: list[UserError] = value()


@value_type(access=OPEN)
class EnableModulePayload:
    module: Module | None = value()
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
class EnableModuleInput:
    module: str
    settings: JSON | None = strawberry.UNSET
    dry_run: bool = False
    accept_breaking_changes: bool = False


@strawberry.input
class DisableModuleInput:
    module: str
    dry_run: bool = False
    accept_breaking_changes: bool = False
