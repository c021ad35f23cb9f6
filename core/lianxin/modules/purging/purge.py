"""The steps: ask every owner, export, leave the plugin out, wait, remove its tables."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar

from lianxin.commands import Outcome, run
from lianxin.commands.command import Unchecked
from lianxin.context import Context
from lianxin.database.migrating.owners import Owner, owner_of
from lianxin.errors import LianxinError, Problem, conflict
from lianxin.language import Text
from lianxin.modules.carrying import tried
from lianxin.modules.purging.command import BeginPurge, OfPlugin, PurgePlugin
from lianxin.modules.purging.keeping import ExportNotKept, Kept
from lianxin.modules.purging.progress import Progress, claimed, note, seen
from lianxin.modules.purging.storing import dropped, exported, stored_rows
from lianxin.modules.stored import unknown_module
from lianxin.platform.opened import NOTICED_SECONDS
from lianxin.plugins.contributions import Obstacle
from lianxin.plugins.manager import Installed

_WRITTEN = Text(
    "导出之后又有数据写入，表未删除；请再清除一次",
    "Something was stored after the export, so its tables stay; purge it once more",
)

_FAILED = Text(
    "清除中断；没有删除的数据都还在，可再清除一次",
    "It was interrupted; what was not removed is there yet, and it can be purged once more",
)


@dataclass(frozen=True)
class Purged:
    """`rows` by table, as they were exported and removed; with problems its tables are there yet."""

    problems: Sequence[Problem] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    export: str = ""


Settling = Callable[[], Awaitable[None]]


async def _noticed() -> None:
    """So long may a process still ask for what is about to go."""
    await asyncio.sleep(NOTICED_SECONDS)


async def would_go(installed: Installed, plugin: str, context: Context) -> Purged:
    """What every owner of data has against it, or how many rows of each table would go."""
    owner = _owner(installed, plugin)
    if owner is None:
        return Purged([unknown_module(plugin, [p.key for p in installed.plugins])])
    rows = await _rows(owner, context)
    asked = {"plugin": plugin, "confirm": plugin}
    outcome = await tried(_asking(installed, BeginPurge, rows), asked, context)
    return Purged(outcome.problems) if outcome.problems else Purged((), rows)


async def begin(installed: Installed, given: Mapping[str, Any], context: Context) -> Outcome:
    """Say that it is to be done: `values` has the `purge`, which `finish` carries out."""
    owner = _owner(installed, str(given["plugin"]))
    if owner is None:
        known = [p.key for p in installed.plugins]
        return Outcome(problems=(unknown_module(str(given["plugin"]), known),))
    rows = await _rows(owner, context)
    return await run(Unchecked(_asking(installed, BeginPurge, rows), given), context)


async def purge(
    installed: Installed,
    given: Mapping[str, Any],
    kept: Kept,
    context: Context,
    settled: Settling = _noticed,
) -> Purged:
    """Both at once, for whoever can wait. Raises what `finish` raises."""
    begun = await begin(installed, given, context)
    if begun.problems:
        return Purged(begun.problems)
    return await finish(installed, begun.values["purge"], given, kept, context, settled)


async def finish(
    installed: Installed,
    key: int,
    given: Mapping[str, Any],
    kept: Kept,
    context: Context,
    settled: Settling = _noticed,
) -> Purged:
    """Carry out what was begun, once, whoever else is told to.

    Raises DatabaseUnavailable, DatabaseBusy, ExportNotKept: it is noted then that it failed.
    """
    locality, progress = context.locality, Progress(key)
    if not await claimed(locality, key):
        return Purged()
    work = _Work(installed, given, kept, replace(context, idempotency_key=None), progress)
    done = Purged([conflict("PURGE_FAILED", _FAILED)])
    try:
        async with seen(locality, progress):
            done = await work.done(settled)
    except LianxinError as error:
        done = Purged([conflict(error.code, error.message)])
        raise
    finally:
        await _note_end(context, key, kept, done, progress)
    return done


async def _note_end(
    context: Context, key: int, kept: Kept, done: Purged, progress: Progress
) -> None:
    told = done.problems[0] if done.problems else None
    await note(
        *(context.locality.database, key),
        phase="failed" if told else "done",
        ended_at=context.locality.clock.now(),
        exported=progress.exported,
        export=kept.name if progress.hash else None,
        hash=progress.hash or None,
        problem={"code": told.code, "zh": told.message.zh, "en": told.message.en} if told else {},
    )


@dataclass(frozen=True)
class _Work:
    installed: Installed
    given: Mapping[str, Any]
    kept: Kept
    context: Context
    progress: Progress

    async def done(self, settled: Settling) -> Purged:
        context, plugin = self.context, str(self.given["plugin"])
        owner, url = _owner(self.installed, plugin), context.locality.database.url
        assert owner is not None, "it was begun"
        about = {"locality": context.locality.key, "plugin": plugin, "at": context.now.isoformat()}
        rows = await asyncio.to_thread(stored_rows, url, owner)
        await note(context.locality.database, self.progress.key, tables=rows)
        try:
            digest, rows = await asyncio.to_thread(
                exported, url, owner, self.kept.file, about, self.progress
            )
        except OSError as error:
            raise ExportNotKept from error
        self.progress.hash = digest
        if problems := (await self._left_out(digest, rows)).problems:
            return Purged(problems)
        await settled()
        if not await asyncio.to_thread(dropped, url, owner, rows):
            return Purged([conflict("WRITTEN_MEANWHILE", _WRITTEN)], rows, digest)
        return Purged((), rows, digest)

    async def _left_out(self, digest: str, rows: Mapping[str, int]) -> Outcome:
        kind = _asking(self.installed, PurgePlugin, rows)
        asked = {name: self.given[name] for name in ("plugin", "reason") if name in self.given}
        outcome = await run(Unchecked(kind, {**asked, "export": digest}), self.context)
        if outcome.done:
            await note(self.context.locality.database, self.progress.key, phase="removing")
        return outcome


async def _rows(owner: Owner, context: Context) -> dict[str, int]:
    """Counting is work: not for whoever may not ask for it."""
    viewer = context.viewer
    if "system" not in viewer.roles and not viewer.may(str(OfPlugin.permission)):
        return {}
    return await asyncio.to_thread(stored_rows, context.locality.database.url, owner)


def _owner(installed: Installed, plugin: str) -> Owner | None:
    found = next((p for p in installed.plugins if p.key == plugin), None)
    return owner_of(found) or Owner(plugin, Path()) if found else None


def _asking(installed: Installed, kind: type[OfPlugin], rows: Mapping[str, int]) -> type[OfPlugin]:
    given = tuple(o for _, answer in installed.collect("lianxin_obstacles") for o in answer)

    class AskingAll(kind):  # type: ignore[misc, valid-type]
        obstacles: ClassVar[tuple[Obstacle, ...]] = given
        has_tables: ClassVar[bool] = bool(rows)

    return AskingAll
