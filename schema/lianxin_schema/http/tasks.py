"""Running a few things side by side, and ending them all when one ends."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any


async def first_of(*coroutines: Coroutine[Any, Any, None]) -> None:
    """Runs all until one returns or raises; the others are cancelled and waited for."""
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        results = await _ended(tasks)
    for result in results:
        if isinstance(result, Exception):
            raise result


async def _ended(tasks: list[asyncio.Task[None]]) -> list[BaseException | None]:
    for task in tasks:
        task.cancel()
    return await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def closing(events: AsyncIterator[bytes]) -> AsyncIterator[AsyncIterator[bytes]]:
    """Closes a generator at the end; other iterators have nothing to close."""
    try:
        yield events
    finally:
        aclose = getattr(events, "aclose", None)
        if aclose is not None:
            await aclose()
