"""Enabling, disabling and configuring modules."""

from typing import Any

from lianxin_schema.compose.request import RequestContext
from lianxin_schema.types.errors import user_errors
from lianxin_schema.types.modules import (
    ConfigureModulePayload,
    DisableModulePayload,
    EnableModulePayload,
    SettingChange,
    module_by_key,
)


async def configure(_: None, context: RequestContext, input: Any) -> ConfigureModulePayload:
    done = await _change(context, "configure", input)
    return ConfigureModulePayload(
        module=module_by_key(done.context, input["module"]),
        changes=[
            SettingChange(name=c.name, from_=c.before, to=c.after, origin=c.origin)
            for c in done.changes
        ],
        effect=None,
        errors=user_errors(context, done.problems),
    )


async def enable(_: None, context: RequestContext, input: Any) -> EnableModulePayload:
    done = await _change(context, "enable", input)
    return EnableModulePayload(
        module=module_by_key(done.context, input["module"]),
        schema_changes=done.schema_changes,
        effect=None,
        errors=user_errors(context, done.problems),
    )


async def disable(_: None, context: RequestContext, input: Any) -> DisableModulePayload:
    done = await _change(context, "disable", input)
    return DisableModulePayload(
        module=module_by_key(done.context, input["module"]),
        schema_changes=done.schema_changes,
        effect=None,
        errors=user_errors(context, done.problems),
    )


async def _change(context: RequestContext, change: str, input: Any) -> Any:
    assert context.services is not None
    return await context.services.change_module(context, change, input)
