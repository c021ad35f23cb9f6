"""Events, and between them the moments at which the schema was swapped."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any, Final

SWAPPED: Final = object()
_ENDED: Final = object()


async def until_swapped(events: AsyncGenerator[Any], swapped: asyncio.Event) -> AsyncGenerator[Any]:
    """The events as they come, and SWAPPED whenever that is set; it is cleared."""
    waiting = asyncio.create_task(_next(events))
    swapping = asyncio.create_task(swapped.wait())
    try:
        while True:
            await asyncio.wait({waiting, swapping}, return_when=asyncio.FIRST_COMPLETED)
            if swapping.done():
                swapped.clear()
                swapping = asyncio.create_task(swapped.wait())
                yield SWAPPED
            elif (event := waiting.result()) is not _ENDED:
                yield event
                waiting = asyncio.create_task(_next(events))
            else:
                return
    finally:
        for task in (waiting, swapping):
            task.cancel()
        await asyncio.gather(waiting, swapping, return_exceptions=True)
        await events.aclose()


async def _next(events: AsyncGenerator[Any]) -> Any:
    return await anext(events, _ENDED)
