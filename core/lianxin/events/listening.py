"""PostgreSQL's LISTEN: one connection per server and process, made anew when it is lost."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from weakref import WeakKeyDictionary

import asyncpg

from lianxin.database import Signal
from lianxin.database.postgresql import CONNECT_SECONDS, Server

CHANNEL = "lianxin_sealed"
"""On it a sealer names the schema in which it has sealed events, and nothing else."""

RETRY_SECONDS = 1.0
NAME = "lianxin-listener"
_log = logging.getLogger(__name__)


class Listener:
    """Fires the signals of those schemas that are named; all of them after a reconnection."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._signals: dict[str, list[Signal]] = defaultdict(list)
        self._task: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def listening(self, schema: str, signal: Signal) -> AsyncIterator[None]:
        self._signals[schema].append(signal)
        if self._task is None:
            self._task = asyncio.create_task(self._listen())
        try:
            yield
        finally:
            self._signals[schema].remove(signal)
            if not any(self._signals.values()):
                await self._end()

    async def _end(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _listen(self) -> None:
        while True:
            try:
                await self._listen_once()
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                _log.warning("No events from PostgreSQL for now: %s", type(error).__name__)
            await asyncio.sleep(RETRY_SECONDS)

    async def _listen_once(self) -> None:
        connection = await asyncpg.connect(
            self._dsn, timeout=CONNECT_SECONDS, server_settings={"application_name": NAME}
        )
        lost = asyncio.Event()
        connection.add_termination_listener(lambda _: lost.set())
        try:
            await connection.add_listener(CHANNEL, self._told)
            for schema in self._signals:
                self._fire(schema)
            await lost.wait()
        finally:
            with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                await connection.close(timeout=CONNECT_SECONDS)

    def _told(self, connection: Any, process: int, channel: str, payload: object) -> None:
        self._fire(str(payload))

    def _fire(self, schema: str) -> None:
        for signal in self._signals.get(schema, ()):
            signal.fire()


_LISTENERS: WeakKeyDictionary[Server, Listener] = WeakKeyDictionary()


def listener_of(server: Server) -> Listener:
    if server not in _LISTENERS:
        _LISTENERS[server] = Listener(server.dsn)
    return _LISTENERS[server]
