"""The platform's own schema: its localities and plugins."""

from datetime import date, datetime
from typing import Any

import strawberry

from lianxin import tables
from lianxin.context import Context
from lianxin.localities import Locality as LocalityAtRunTime
from lianxin_schema.compose.schema import ComposedSchema
from lianxin_schema.fields import OPEN, ascending, column, page, table_type, value, value_type
from lianxin_schema.types.base import connection_of
from lianxin_schema.types.comparison import (
    LocalityComparison,
    ModelComparison,
    read_comparison,
    read_models,
)
from lianxin_schema.types.localities import Viewer, read_viewer
from lianxin_schema.types.mutation import SignOutPayload, sign_out

HERE = "lianxin_schema.compose.platform_schema"
SPAN = {"submitted_from": date | None, "submitted_to": date | None}
UNGIVEN = dict.fromkeys(SPAN, strawberry.UNSET)
PlatformLocalityConnection: Any = connection_of("PlatformLocality", HERE)


@table_type(
    tables.LocalityRow,
    access="module.read",
    description="平台上的一个地方 / A locality on the platform",
)
class PlatformLocality:
    key: str = column()
    name: str = column()
    parent: str | None = column()
    state: str = column()
    time_zone: str = column()
    demo: bool = column()
    added_at: datetime = column()


@value_type(access=OPEN)
class PlatformModule:
    key: str = value()
    name: str = value()


@value_type(access=OPEN, description="已安装的插件 / An installed plugin")
class PlatformPlugin:
    key: str = value()
    name: str = value()
    version: str = value()
    modules: list[PlatformModule] = value()


def read_plugins(_: None, context: Context) -> list[PlatformPlugin]:
    locality: LocalityAtRunTime = context.locality
    return [
        PlatformPlugin(
            key=plugin.key,
            name=plugin.name.say(context.language),
            version=plugin.version,
            modules=[
                PlatformModule(key=plugin.module_key(m), name=m.name.say(context.language))
                for m in plugin.modules
            ],
        )
        for plugin in locality.installed
    ]


@strawberry.type(name="Query")
class PlatformQuery:
    viewer: Viewer = value(read_viewer, permission=OPEN)
    localities: PlatformLocalityConnection = page(
        order=[ascending("key")], permission="locality.read"
    )
    plugins: list[PlatformPlugin] = value(read_plugins, permission="module.read")
    comparison: list[LocalityComparison] = value(
        read_comparison,
        arguments={**SPAN, "at_least": int},
        defaults={**UNGIVEN, "at_least": 30},
        permission="statistics.read",
    )
    compare_models: ModelComparison = value(
        read_models,
        arguments={"cases": str, "under": str, "workflow": str | None, **SPAN},
        defaults={"workflow": strawberry.UNSET, **UNGIVEN},
        permission="statistics.read",
    )


@strawberry.type(name="Mutation")
class PlatformMutation:
    sign_out: SignOutPayload = value(sign_out, permission=OPEN)


def build_platform_schema() -> ComposedSchema:
    return ComposedSchema(
        query=PlatformQuery,
        mutation=PlatformMutation,
    )
