"""Readers who ask the same little at the same time go together, as one statement.

What a round trip costs whatever is asked (the driver's work, the server's messages, a transaction)
is then paid once for several: it is half of a look-up's time in the database, and a third of the
driver's. Whoever asks while nobody else does asks at once, and by themselves.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from itertools import chain
from time import perf_counter
from typing import Any, Final, NamedTuple

from lianxin.database.connections import Connection, Connections
from lianxin.database.statements import several_times

MOST_TOGETHER: Final = 4
KNOWN_AFTER: Final = 20
"""Runs: a statement that is seldom asked is not prepared in more than one form."""
QUICK_SECONDS: Final = 0.1
"""Nobody waits for another's long list, and together they stay far from the statement timeout."""
SHORT_BYTES: Final = 8_000
"""Of a longer answer the rows cost more than the round trip: the database had better find them
side by side."""
MOST_KNOWN: Final = 5_000


class SharedReads:
    """The reads of one server: statements that give one text."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._statements: dict[str, _Statement] = {}
        self._running: set[asyncio.Task[None]] = set()

    async def text(self, statement_text: str, arguments: Sequence[Any]) -> bytes | None:
        """As the connection's `fetchval`."""
        statement = self._statement(statement_text)
        if statement.light_runs < KNOWN_AFTER or self._connections.are_idle:
            async with self._connections.one() as connection:
                return await statement.ask(connection, arguments)
        loop = asyncio.get_running_loop()
        reader = _Reader(arguments, loop.create_future())
        statement.readers.append(reader)
        if not statement.begins:
            # Until then all whose requests came in with this one have asked.
            statement.begins = True
            loop.call_soon(self._begin, statement)
        return await reader.answer

    def _statement(self, text: str) -> "_Statement":
        found = self._statements.get(text)
        if found is None:
            if len(self._statements) >= MOST_KNOWN:
                self._statements.clear()
            found = self._statements[text] = _Statement(text)
        return found

    def _begin(self, statement: "_Statement") -> None:
        """As many runs as there are readers for, with those that wait for a connection still."""
        statement.begins = False
        while statement.runs * MOST_TOGETHER < len(statement.readers):
            statement.runs += 1
            self._start(self._run(statement))

    def _start(self, run: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(run)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _run(self, statement: "_Statement") -> None:
        """If readers fail together, each asks again by itself: what one asked may be at fault."""
        readers: list[_Reader] | None = None
        try:
            async with self._connections.one() as connection:
                readers = statement.taken()
                await statement.answer(connection, readers)
        except Exception as error:
            if readers is None or len(readers) == 1:
                for reader in statement.taken() if readers is None else readers:
                    reader.fail(error)
                return
            statement.light_runs = 0
            for reader in readers:
                self._start(self._alone(statement, reader))

    async def _alone(self, statement: "_Statement", reader: "_Reader") -> None:
        try:
            async with self._connections.one() as connection:
                await statement.answer(connection, [reader])
        except Exception as error:
            reader.fail(error)


class _Reader(NamedTuple):
    """One who waits for the answer to these arguments."""

    arguments: Sequence[Any]
    answer: "asyncio.Future[bytes | None]"

    def tell(self, answer: bytes | None) -> None:
        if not self.answer.done():
            self.answer.set_result(answer)

    def fail(self, error: Exception) -> None:
        if not self.answer.done():
            self.answer.set_exception(error)


class _Statement:
    """Who waits to ask it; how many runs will take them along; and how often it was quick and its
    answer short since it last was not."""

    __slots__ = ("begins", "light_runs", "readers", "runs", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.readers: list[_Reader] = []
        self.begins = False
        self.runs = 0
        self.light_runs = 0

    def taken(self) -> list[_Reader]:
        """Those who go with this run."""
        self.runs -= 1
        found, self.readers = self.readers[:MOST_TOGETHER], self.readers[MOST_TOGETHER:]
        return [reader for reader in found if not reader.answer.done()]

    async def ask(self, connection: Connection, arguments: Sequence[Any]) -> bytes | None:
        began = perf_counter()
        found: bytes | None = await connection.fetchval(self.text, *arguments)
        self._ran(perf_counter() - began, [found])
        return found

    async def answer(self, connection: Connection, readers: list[_Reader]) -> None:
        if len(readers) < 2:
            for reader in readers:
                reader.tell(await self.ask(connection, reader.arguments))
            return
        given = chain.from_iterable(reader.arguments for reader in readers)
        began = perf_counter()
        found = await connection.fetchrow(several_times(self.text, len(readers)), *given)
        self._ran(perf_counter() - began, found)
        for reader, answer in zip(readers, found, strict=True):
            reader.tell(answer)

    def _ran(self, seconds: float, found: Sequence[bytes | None]) -> None:
        is_light = seconds <= QUICK_SECONDS and all(len(f or b"") <= SHORT_BYTES for f in found)
        self.light_runs = self.light_runs + 1 if is_light else 0
