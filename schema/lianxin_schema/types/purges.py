"""Removing a plugin's data: what would go, what stands in the way, how far it is, what is kept."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import Any

import strawberry

from lianxin import tables
from lianxin.context import Context
from lianxin.modules.being_purged import GIVEN_UP_AFTER
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.fields import (
    CHECKED,
    OPEN,
    Argument,
    Ref,
    column,
    computed,
    descending,
    key,
    page,
    table_type,
    value,
    value_type,
)
from lianxin_schema.types.base import Node, connection_of
from lianxin_schema.types.errors import UserError, user_errors
from lianxin_schema.types.modules import SchemaChange

PurgeConnection: Any = connection_of("Purge", "lianxin_schema.types.purges")
_STATES = {"begun": "EXPORTING", "exporting": "EXPORTING", "removing": "REMOVING"}


@strawberry.enum(
    description="EXPORTING 正在导出，REMOVING 正在删除，DONE 已完成，FAILED 未完成（problem 说明原因） / Of a purge."
)
class PurgeState(Enum):
    EXPORTING = "EXPORTING"
    REMOVING = "REMOVING"
    DONE = "DONE"
    FAILED = "FAILED"


@value_type(access=OPEN)
class PurgedTable:
    name: str = value()
    rows: int = value()


def purged_tables(rows: Any) -> list[PurgedTable]:
    return [PurgedTable(name=name, rows=number) for name, number in sorted(rows.items())]


async def _states(context: Context, rows: Sequence[Sequence[Any]]) -> list[PurgeState]:
    """One of which nobody has said anything for long was stopped with its server."""
    lost = context.now - GIVEN_UP_AFTER
    return [
        PurgeState(
            _STATES[phase]
            if phase in _STATES and datetime.fromisoformat(seen) > lost
            else _ended(phase)
        )
        for phase, seen in rows
    ]


def _ended(phase: str) -> str:
    return "DONE" if phase == "done" else "FAILED"


async def _tables(context: Context, rows: Sequence[Sequence[Any]]) -> list[list[PurgedTable]]:
    return [purged_tables(found) for (found,) in rows]


async def _problems(context: Context, rows: Sequence[Sequence[Any]]) -> list[str | None]:
    return [problem.get(context.language) for (problem,) in rows]


@table_type(
    tables.Purge,
    access="module.read_history",
    description="一次清除：先导出，再删除 / A plugin's data is exported, and only then removed.",
)
class Purge(Node):
    id: strawberry.ID = key()
    plugin: str = column()
    at: datetime = column()
    by: str = column()
    reason: str | None = column()
    state: PurgeState = computed(_states, "phase", "seen_at")
    ended_at: datetime | None = column()
    tables: list[PurgedTable] = computed(
        _tables, "tables", description="所删各表的行数 / The rows of each table that goes."
    )
    exported: int = column(description="已导出的行数 / How many rows are in the file so far.")
    export: str | None = column(
        description="导出文件，在服务器的 LIANXIN_EXPORTS 目录下 / The file, in the server's folder for "
        "exports."
    )
    hash: str | None = column(
        description="导出文件的 SHA-256，也在审计中 / Of the file; it is audited."
    )
    problem: str | None = computed(
        _problems, "problem", description="未完成的原因 / Why it failed."
    )


@strawberry.input(
    description="dryRun 只说明有何妨碍、将删除什么；confirm 须填插件代号 / With dryRun only what stands in "
    "the way and what would go; `confirm` is the plugin's key, typed."
)
class PurgePluginInput:
    plugin: str
    reason: str | None = strawberry.UNSET
    confirm: str | None = strawberry.UNSET
    dry_run: bool = False
    accept_breaking_changes: bool = False


@value_type(access=OPEN)
class PurgePluginPayload:
    purge: Purge | None = value(
        description="已开始的清除，进度见 purges / It has begun; `purges` tells how far it is."
    )
    tables: list[PurgedTable] = value()
    schema_changes: list[SchemaChange] = value()
    errors: list[UserError] = value()


async def _purge(_: None, context: RequestContext, input: Any) -> PurgePluginPayload:
    assert context.services is not None
    done = await context.services.purge_plugin(context, input)
    begun: Any = None if done.purge is None else Ref("Purge", done.purge)
    return PurgePluginPayload(
        purge=begun,
        tables=purged_tables(done.rows),
        schema_changes=done.schema_changes,
        errors=user_errors(context, done.problems),
    )


@strawberry.type
class PurgeQueries:
    purges: PurgeConnection = page(
        order=[descending("at", kind="instant")],
        arguments={"plugin": Argument(str | None, lambda c, g: c.plugin == g.text())},
        permission="module.read_history",
        description="清除记录，最近的在前 / What was removed, the latest first.",
    )


@strawberry.type
class PurgeMutations:
    purge_plugin: PurgePluginPayload = value(
        _purge,
        arguments={"input": PurgePluginInput},
        permission=CHECKED,
        description="清除已停用插件的数据：先问各方、导出，再删除 / Remove a disabled plugin's data: every "
        "owner is asked, all is exported, and only then it goes.",
    )
