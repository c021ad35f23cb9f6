"""Enabling, disabling and configuring modules."""

from typing import Any

from lianxin.context import Context

from lianxin_schema.types.errors import user_errors
from lianxin_schema.types.modules import (
    ConfigureModulePayload,
    DisableModulePayload,
    EnableModulePayload,
    SettingChange,
    module_by_key,
)


async def configure(_: None, context: Context, input: Any) -> ConfigureModulePayload:
    done = await context.modules().configure(context, input)
    return ConfigureModulePayload(
        module=module_by_key(context, input["module"]),
        changes=[
            SettingChange(name=c.name, from_=c.before, to=c.after, origin=c.origin)
            for c in done.changes
        ],
        effect=None,
        errors=user_errors(context, done.problems),
    )


async def enable(_: None, context: Context, input: Any) -> EnableModulePayload:
    done = await context.modules().enable(context, input)
    return EnableModulePayload(
        module=module_by_key(context, input["module"]),
        schema_changes=done.schema_changes,
        effect=None,
        errors=user_errors(context, done.problems),
    )


async def disable(_: None, context: Context, input: Any) -> DisableModulePayload:
    done = await context.modules().disable(context, input)
    return DisableModulePayload(
        module=module_by_key(context, input["module"]),
        schema_changes=done.schema_changes,
        effect=None,
        errors=user_errors(context, done.problems),
    )


