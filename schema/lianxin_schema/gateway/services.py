"""What some fields need besides the database: signing out, events, changes of modules."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any

from lianxin.errors import LianxinError, Refused, invalid
from lianxin.events.cursors import number_of
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.gateway.module_changes import ModuleChange, change_module
from lianxin_schema.gateway.purging import PurgeAnswer

if TYPE_CHECKING:
    from lianxin_schema.gateway.gateway import PlannedGateway


class GatewayServices:
    def __init__(self, gateway: "PlannedGateway") -> None:
        self._gateway = gateway

    async def sign_out(self, context: RequestContext) -> None:
        if context.token is not None:
            await self._gateway.viewers.sign_out(context.locality, context.token)

    def forget_viewers(self, context: RequestContext) -> None:
        self._gateway.viewers.forget(context.locality)

    async def events(
        self, context: RequestContext, kinds: set[str], after: str | None
    ) -> AsyncIterator[Any]:
        """Sealed events of these kinds after the one with that cursor, then as they come."""
        feed = self._gateway.feed(context.locality)
        async for event in feed.subscribe(kinds, _number(after, context.locality)):
            yield event

    async def change_module(
        self, context: RequestContext, change: str, input: Mapping[str, Any]
    ) -> ModuleChange:
        return await change_module(self._gateway, context, change, input)

    async def purge_plugin(self, context: RequestContext, input: Mapping[str, Any]) -> PurgeAnswer:
        return await self._gateway.purges.answer(context, input)

    async def localities(self) -> dict[str, Locality | LianxinError]:
        """All active localities of the platform by key; one that cannot be opened says why."""
        entries = await self._gateway.platform.directory.all()
        keys = [entry.key for entry in entries if entry.state == "active"]
        return dict(zip(keys, await asyncio.gather(*map(self._opened, keys)), strict=True))

    async def _opened(self, key: str) -> Locality | LianxinError:
        try:
            return await self._gateway.platform.locality(key)
        except LianxinError as error:
            return error


_BEGINNING = "0"
"""Stands for the cursor before the first event; all others are what this locality gave."""


def _number(after: str | None, locality: Locality) -> int | None:
    if after is None:
        return None
    number = 0 if after == _BEGINNING else number_of(after, locality.sealer)
    if number is None:
        raise Refused([INVALID_CURSOR])
    return number


INVALID_CURSOR = invalid(
    "INVALID_CURSOR",
    Text("游标无效：请使用收到的 cursor", "Not a cursor: use one that was received"),
    "after",
)
