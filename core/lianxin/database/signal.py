"""Waking whoever waits for a change."""

import asyncio
from contextlib import suppress


class Signal:
    """Counts what happened; who waits names the count seen last, so nothing slips between."""

    def __init__(self) -> None:
        self.count = 0
        self._waiting: set[asyncio.Event] = set()

    def fire(self) -> None:
        self.count += 1
        for waiter in self._waiting:
            waiter.set()

    async def after(self, seen: int, seconds: float | None = None) -> int:
        """Wait until the count is past `seen`, or until the time is over; the count then."""
        if self.count > seen:
            return self.count
        waiter = asyncio.Event()
        self._waiting.add(waiter)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await waiter.wait()
        finally:
            self._waiting.discard(waiter)
        return self.count
