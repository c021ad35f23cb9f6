"""Swaps of what localities work by: told to whoever holds on to one, such as a subscription."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from lianxin.errors import LianxinError
from lianxin.platform.platform import Platform

LOOK_SECONDS = 1.0
"""A locality that somebody listens to is looked at so often, though nobody else asks for it."""


class Swaps:
    """`async with swaps.of("key") as swapped: await swapped.wait()`."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._listening: dict[str, set[asyncio.Event]] = {}
        self._watching: dict[str, asyncio.Task[None]] = {}
        platform.after_swap.append(self._tell)

    @asynccontextmanager
    async def of(self, key: str) -> AsyncIterator[asyncio.Event]:
        """Set at each swap from now on; whoever has noticed clears it."""
        swapped = asyncio.Event()
        self._listening.setdefault(key, set()).add(swapped)
        if key not in self._watching:
            self._watching[key] = asyncio.create_task(self._watch(key))
        try:
            yield swapped
        finally:
            self._listening[key].discard(swapped)
            if not self._listening[key]:
                del self._listening[key]
                self._watching.pop(key).cancel()

    def _tell(self, key: str) -> None:
        for swapped in self._listening.get(key, ()):
            swapped.set()

    async def _watch(self, key: str) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self._platform.locality(key)
            except LianxinError:
                # Whoever listens goes on with what there is; the next event tells what is wrong.
                continue
