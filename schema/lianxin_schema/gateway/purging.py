"""Removing a plugin's data: said first, then begun here and gone on with beside the requests."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import structlog

from lianxin.errors import LianxinError, Problem, conflict
from lianxin.modules.purging import Kept, begin, finish, kept_in, would_go
from lianxin.modules.purging.command import BeginPurge
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.gateway.module_changes import BREAKING, as_it_is_now, breaks, changes_to
from lianxin_schema.types.modules import SchemaChange

if TYPE_CHECKING:
    from lianxin_schema.gateway.gateway import PlannedGateway

_log = structlog.get_logger("lianxin.purging")
_GIVEN = ("plugin", "reason", "confirm")


@dataclass(frozen=True)
class PurgeAnswer:
    purge: int | None = None
    rows: Mapping[str, int] = field(default_factory=dict)
    schema_changes: list[SchemaChange] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()


class Purges:
    """Those that this process carries out."""

    def __init__(self, gateway: "PlannedGateway") -> None:
        self._gateway = gateway
        self._working: set[asyncio.Task[None]] = set()

    async def answer(self, context: RequestContext, input: Mapping[str, Any]) -> PurgeAnswer:
        context = await as_it_is_now(self._gateway, context)
        if BeginPurge.permission not in context.viewer.permissions:
            return await self._begun(context, input, PurgeAnswer())
        seen = await would_go(self._gateway.platform.installed, str(input["plugin"]), context)
        found = [] if seen.problems else await self._schema_changes(context, str(input["plugin"]))
        told = PurgeAnswer(None, seen.rows, found, tuple(seen.problems))
        if input.get("dryRun"):
            return told
        if breaks(found) and not input.get("acceptBreakingChanges"):
            return PurgeAnswer(None, seen.rows, found, (BREAKING,))
        return await self._begun(context, input, told)

    async def settled(self) -> None:
        """When all that was begun here has ended."""
        await asyncio.gather(*self._working)

    async def close(self) -> None:
        """What is interrupted says so, and can be begun anew."""
        for task in self._working:
            task.cancel()
        await asyncio.gather(*self._working, return_exceptions=True)

    async def _begun(
        self, context: RequestContext, input: Mapping[str, Any], told: PurgeAnswer
    ) -> PurgeAnswer:
        platform = self._gateway.platform
        given = {name: input[name] for name in _GIVEN if input.get(name) is not None}
        folder, plugin = platform.environment.exports_folder, str(input["plugin"])
        try:
            kept = kept_in(folder, context.locality.key, plugin, context.now)
        except LianxinError as error:
            return PurgeAnswer(problems=(conflict(error.code, error.message),))
        # Asked for a second time under its key, it is the one that was begun, whatever there is now.
        begun = await begin(platform.installed, given, context)
        if not begun.done:
            return PurgeAnswer(problems=begun.problems)
        key: int = begun.values["purge"]
        task = asyncio.create_task(self._carry_out(key, given, kept, context))
        self._working.add(task)
        task.add_done_callback(self._working.discard)
        return PurgeAnswer(key, told.rows, told.schema_changes)

    async def _carry_out(
        self, key: int, given: Mapping[str, Any], kept: Kept, context: RequestContext
    ) -> None:
        """Whoever asked may be gone: how it ends stands in its row."""
        try:
            await finish(self._gateway.platform.installed, key, given, kept, context)
        except LianxinError as error:
            _log.warning("purge failed", locality=context.locality.key, code=error.code)
        except Exception:
            _log.exception("purge failed", locality=context.locality.key)

    async def _schema_changes(self, context: RequestContext, plugin: str) -> list[SchemaChange]:
        before = context.locality.composition
        left = {k: on for k, on in before.shape if k.partition(".")[0] != plugin}
        after = self._gateway.platform.compositions.of(left)
        return await changes_to(self._gateway, before, after)
