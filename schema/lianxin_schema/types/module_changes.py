"""Enabling, disabling and configuring modules."""

from typing import Any

from lianxin_schema.compose.request import RequestContext
from lianxin_schema.types.errors import user_errors
from lianxin_schema.types.modules import (
    CancelScheduledSettingsPayload,
    ConfigureModulePayload,
    DisableModulePayload,
    EnableModulePayload,
    RestoreSettingsPayload,
    SettingChange,
    module_by_key,
    setting_change,
)


async def configure(_: None, context: RequestContext, input: Any) -> ConfigureModulePayload:
    done = await _change(context, "configure", input)
    return ConfigureModulePayload(
        module=module_by_key(done.context, input["module"]),
        changes=_changes(done),
        effect=done.effect,
        errors=user_errors(context, done.problems),
    )


async def enable(_: None, context: RequestContext, input: Any) -> EnableModulePayload:
    done = await _change(context, "enable", input)
    return EnableModulePayload(
        module=module_by_key(done.context, input["module"]),
        changes=_changes(done),
        schema_changes=done.schema_changes,
        effect=done.effect,
        errors=user_errors(context, done.problems),
    )


async def disable(_: None, context: RequestContext, input: Any) -> DisableModulePayload:
    done = await _change(context, "disable", input)
    return DisableModulePayload(
        module=module_by_key(done.context, input["module"]),
        schema_changes=done.schema_changes,
        effect=done.effect,
        errors=user_errors(context, done.problems),
    )


async def restore(_: None, context: RequestContext, input: Any) -> RestoreSettingsPayload:
    done = await _change(context, "restore", input)
    return RestoreSettingsPayload(
        module=module_by_key(done.context, input["module"]),
        changes=_changes(done),
        effect=done.effect,
        errors=user_errors(context, done.problems),
    )


async def cancel(_: None, context: RequestContext, input: Any) -> CancelScheduledSettingsPayload:
    done = await _change(context, "cancel", input)
    return CancelScheduledSettingsPayload(
        module=module_by_key(done.context, input["module"]),
        errors=user_errors(context, done.problems),
    )


def _changes(done: Any) -> list[SettingChange]:
    return [setting_change(c.name, vars(c)) for c in done.changes]


async def _change(context: RequestContext, change: str, input: Any) -> Any:
    assert context.services is not None
    return await context.services.change_module(context, change, input)
