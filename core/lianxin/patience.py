"""How long something may take: as asyncio.timeout, at a tenth of its price.

Every request waits twice within a limit, for its body and for its answer, and a timer of its own
cost 4 µs each time, to be thrown away. So one timer looks after all who wait.
"""

import asyncio
from collections.abc import Awaitable
from typing import Final, TypeVar

T = TypeVar("T")

LOOKS_EVERY: Final = 0.1
"""Seconds: so much longer than allowed something may take."""


async def within(seconds: float, awaitable: Awaitable[T]) -> T:
    """Raises TimeoutError if it takes longer."""
    watch = _watch()
    wait = watch.begin(seconds)
    try:
        return await awaitable
    except asyncio.CancelledError:
        # Somebody else's cancelling, such as the server's stop, goes on.
        if wait.expired and wait.task.uncancel() == 0:
            raise TimeoutError from None
        raise
    finally:
        watch.waits.discard(wait)


class _Wait:
    __slots__ = ("due", "expired", "task")

    def __init__(self, task: "asyncio.Task[object]", due: float) -> None:
        self.task = task
        self.due = due
        self.expired = False


class _Watch:
    """Over all who wait in one loop; its timer runs while there are any."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.waits: set[_Wait] = set()
        self._looks = False

    def begin(self, seconds: float) -> _Wait:
        task = asyncio.current_task(self.loop)
        assert task is not None
        wait = _Wait(task, self.loop.time() + seconds)
        self.waits.add(wait)
        if not self._looks:
            self._again()
        return wait

    def _again(self) -> None:
        self._looks = True
        self.loop.call_later(LOOKS_EVERY, self._look)

    def _look(self) -> None:
        self._looks = False
        now = self.loop.time()
        for wait in self.waits:
            if wait.due <= now and not wait.expired:
                wait.expired = True
                wait.task.cancel()
        if self.waits:
            self._again()


_latest: _Watch | None = None


def _watch() -> _Watch:
    """That of the running loop. A process has one loop, and only tests one after the other."""
    global _latest
    loop = asyncio.get_running_loop()
    if _latest is None or _latest.loop is not loop:
        _latest = _Watch(loop)
    return _latest
