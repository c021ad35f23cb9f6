"""The connections to one PostgreSQL server: few, lent and given back without a round trip.

asyncpg's own pool starts a task at each return; that costs more than a small statement.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from lianxin.patience import within

Connection = Any


class Connections:
    """At most `most`, opened when they are wanted; the one used last is lent first, so that
    statements find what was prepared for them. Whoever waits longer than `patience` seconds gets
    a TimeoutError; of those who wait, whoever came first is first."""

    def __init__(
        self, connect: Callable[[], Awaitable[Connection]], most: int, patience: float
    ) -> None:
        self._connect = connect
        self._patience = patience
        self._free: list[Connection] = []
        self._lent: set[Connection] = set()
        self._room = most
        self._waiting: deque[asyncio.Future[None]] = deque()

    @property
    def are_idle(self) -> bool:
        """Whether nobody has one."""
        return not self._lent

    def one(self) -> "_Loan":
        return _Loan(self)

    async def lent(self) -> Connection:
        """Whoever takes one gives it back, whatever happens."""
        connection = self._idle() or await within(self._patience, self._wanted())
        self._lent.add(connection)
        return connection

    def give_back(self, connection: Connection) -> None:
        self._lent.discard(connection)
        if connection.is_closed() or connection.is_in_transaction():
            connection.terminate()
            self._room += 1
        else:
            self._free.append(connection)
        self._wake()

    async def close(self) -> None:
        """Whoever still uses one finds it closed."""
        free, self._free = self._free, []
        for connection in self._lent:
            connection.terminate()
        for connection in free:
            self._room += 1
            with suppress(OSError, TimeoutError):
                await connection.close(timeout=1)

    def _idle(self) -> Connection | None:
        while self._free:
            connection = self._free.pop()
            if not connection.is_closed():
                return connection
            self._room += 1
        return None

    async def _wanted(self) -> Connection:
        while True:
            if (connection := self._idle()) is not None:
                return connection
            if self._room:
                return await self._opened()
            await self._turn()

    async def _opened(self) -> Connection:
        self._room -= 1
        try:
            return await self._connect()
        except BaseException:
            self._room += 1
            self._wake()
            raise

    async def _turn(self) -> None:
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except BaseException:
            if turn.done() and not turn.cancelled():
                self._wake()  # it was our turn, and somebody else's now
            raise

    def _wake(self) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return


class _Loan:
    """`async with connections.one() as connection`; as a generator it takes thrice the time."""

    __slots__ = ("_connection", "_connections")

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def __aenter__(self) -> Connection:
        self._connection = await self._connections.lent()
        return self._connection

    async def __aexit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if error is not None and not isinstance(error, Exception):
            # Cancelled: what was asked for may still be under way there.
            self._connection.terminate()
        self._connections.give_back(self._connection)
