"""The steps: ask every owner, export, leave the plugin out, wait, remove its tables."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import inspect, text

from lianxin.commands import run
from lianxin.commands.command import Unchecked
from lianxin.context import Context
from lianxin.database.migrating.connecting import looking, migrating
from lianxin.database.migrating.owners import Owner, owner_of
from lianxin.errors import Problem, conflict
from lianxin.language import Text
from lianxin.modules.carrying import tried
from lianxin.modules.purging.command import PurgePlugin
from lianxin.modules.purging.exporting import counted, export, tables_of
from lianxin.modules.stored import unknown_module
from lianxin.platform.opened import NOTICED_SECONDS
from lianxin.plugins.contributions import Obstacle
from lianxin.plugins.manager import Installed

_WRITTEN = Text(
    "导出之后又有数据写入，表未删除；请另选文件再运行一次",
    "Something was stored after the export, so its tables stay; run it once more, to another file",
)


@dataclass(frozen=True)
class Purged:
    """`rows` by table, as they were exported and removed; nothing where there are problems."""

    problems: Sequence[Problem] = ()
    rows: dict[str, int] = field(default_factory=dict)
    export: str = ""


async def in_the_way(installed: Installed, plugin: str, context: Context) -> Sequence[Problem]:
    """What every owner of data has against it."""
    kind = _command(installed)
    return (await tried(kind, {"plugin": plugin, "export": ""}, context)).problems


async def purge(
    installed: Installed,
    plugin: str,
    file: Path,
    context: Context,
    settle_seconds: float = NOTICED_SECONDS,
) -> Purged:
    """Raises DatabaseUnavailable, DatabaseBusy, OSError where the file cannot be written."""
    owner, url = _owner(installed, plugin), context.locality.database.url
    if owner is None:
        return Purged([unknown_module(plugin, [p.key for p in installed.plugins])])
    if problems := await in_the_way(installed, plugin, context):
        return Purged(problems)
    about = {"locality": context.locality.key, "plugin": plugin, "at": context.now.isoformat()}
    digest, rows = await asyncio.to_thread(_export, url, owner, file, about)
    outcome = await run(
        Unchecked(_command(installed), {"plugin": plugin, "export": digest}), context
    )
    if outcome.problems:
        return Purged(outcome.problems)
    # So long may a process still ask for what is about to go.
    await asyncio.sleep(settle_seconds)
    if not await asyncio.to_thread(_drop, url, owner, rows):
        return Purged([conflict("WRITTEN_MEANWHILE", _WRITTEN)], rows, digest)
    return Purged((), rows, digest)


def _owner(installed: Installed, plugin: str) -> Owner | None:
    found = next((p for p in installed.plugins if p.key == plugin), None)
    return owner_of(found) or Owner(plugin, Path()) if found else None


def _command(installed: Installed) -> type[PurgePlugin]:
    given = tuple(o for _, answer in installed.collect("lianxin_obstacles") for o in answer)

    class AskingAll(PurgePlugin):
        obstacles: ClassVar[tuple[Obstacle, ...]] = given

    return AskingAll


def _export(
    url: str, owner: Owner, file: Path, about: dict[str, Any]
) -> tuple[str, dict[str, int]]:
    with looking(url) as connection:
        rows = counted(connection, tables_of(connection, owner))
        return export(connection, owner, file, about), rows


def _drop(url: str, owner: Owner, exported: dict[str, int]) -> bool:
    """Remove the tables, unless there are others, or others' rows, than were exported."""
    with migrating(url) as connection:
        tables = tables_of(connection, owner)
        if counted(connection, tables) != exported:
            return False
        for table in reversed(tables):
            connection.execute(text(f'DROP TABLE IF EXISTS "{table.name}_grams"'))
            table.drop(connection)
        if inspect(connection).has_table(owner.version_table):
            connection.execute(text(f'DROP TABLE "{owner.version_table}"'))
    return True
