"""SQLite: one file, one writer at a time, readers beside it."""

import asyncio
import logging
import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import Select
from sqlalchemy.sql.base import Executable
from sqlmodel import SQLModel

from lianxin.database.base import Backend, Database, Session, Transaction
from lianxin.database.batch import (
    Batch,
    change_statement,
    insertion_statement,
    removal_statement,
    summing_statement,
)
from lianxin.database.grams import Mirror, mirrored
from lianxin.database.statements import Prepared, sqlite_preparer
from lianxin.errors import DatabaseBusy, DatabaseUnavailable, NotUnique

# It would log every statement with its values, personal data among them.
logging.getLogger("aiosqlite").setLevel(logging.INFO)

_PREPARER = sqlite_preparer()
BUSY_MILLISECONDS = 5_000
READERS = 4
ANALYSED_ROWS = 1_000
"""Of each index; enough for a guess, and quick however large the table is."""

# Deleted rows are overwritten: what is erased is not to be found in the file either.
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}",
)


_Run = tuple[str, list[list[Any]]]
"""A statement, and the arguments of each time that it is run."""


class SqliteSession(Session):
    def __init__(self, connection: aiosqlite.Connection) -> None:
        super().__init__(_PREPARER)
        self._connection = connection

    async def _fetch(self, prepared: Prepared, arguments: list[Any]) -> Sequence[Sequence[Any]]:
        with _told():
            return list(await self._connection.execute_fetchall(prepared.text, arguments))


class SqliteTransaction(SqliteSession, Transaction):
    async def _execute(self, prepared: Prepared, arguments: list[list[Any]]) -> int:
        return await self._run([(prepared.text, arguments)])

    async def _insert(self, table: type[SQLModel], values: Sequence[Mapping[str, Any]]) -> None:
        await self._run(list(self._insertions(table, values)))

    async def _write(self, batch: Batch) -> None:
        altered = {table: await self._altered(batch, table) for table in _mirrored_in(batch)}
        removed = {table: [k["id"] for k in batch.removed.get(table, ())] for table in altered}
        run = [
            (_mirror(table).removal, _listed([*keys, *removed[table]]))
            for table, keys in altered.items()
        ]
        run += self._statements(batch)
        for table, keys in altered.items():
            run.append((_mirror(table).addition, _listed(keys)))
            if keys or removed[table]:
                run.append((_mirror(table).purge, [[]]))
        await self._run(run)

    def _statements(self, batch: Batch) -> Iterator[_Run]:
        for table, keys in batch.removed.items():
            yield self._repeated(removal_statement(table), keys)
        for table, rows in batch.additions():
            yield from self._insertions(table, rows)
        for (table, columns), rows in batch.changed.items():
            yield self._repeated(change_statement(table, columns), rows)
        for table, rows in batch.sums():
            yield self._repeated(summing_statement(table), rows)

    def _insertions(
        self, table: type[SQLModel], rows: Sequence[Mapping[str, Any]]
    ) -> Iterator[_Run]:
        prepared = self._preparer.prepare(insertion_statement(table))
        yield prepared.text, [prepared.arguments(row) for row in rows]
        if mirror := mirrored(table.__table__):  # type: ignore[attr-defined]
            yield mirror.addition, _listed([row["id"] for row in rows])

    def _repeated(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> _Run:
        prepared = self._preparer.prepare(statement)
        named = [{f"p_{name}": value for name, value in row.items()} for row in rows]
        return prepared.text, [prepared.arguments(values) for values in named]

    async def _altered(self, batch: Batch, table: type[SQLModel]) -> list[int]:
        """The keys of rows whose grams will be others."""
        found: list[int] = []
        for (changed, _), rows in batch.changed.items():
            for row in rows if changed is table else ():
                given = (row["id"], " ".join(row["grams"]))
                if await self._connection.execute_fetchall(_mirror(table).differing, given):
                    found.append(row["id"])
        return found

    async def _run(self, statements: Sequence[_Run]) -> int:
        """All in one errand of the connection's thread: each way there costs more than most
        statements. How many rows the last one touched."""
        with _told():
            # The driver has no public name for an errand of several statements.
            connection: Any = self._connection
            count: int = await connection._execute(_run, connection._conn, statements)
            return count


def _run(connection: sqlite3.Connection, statements: Sequence[_Run]) -> int:
    count = 0
    for text, arguments in statements:
        if len(arguments) == 1:
            count = connection.execute(text, arguments[0]).rowcount
        else:
            count = connection.executemany(text, arguments).rowcount
    return count


def _listed(keys: Sequence[int]) -> list[list[Any]]:
    return [[key] for key in keys]


def _mirror(table: type[SQLModel]) -> Mirror:
    mirror = mirrored(table.__table__)  # type: ignore[attr-defined]
    assert mirror is not None, f"{table.__name__} has no grams"
    return mirror


def _mirrored_in(batch: Batch) -> set[type[SQLModel]]:
    """The tables with grams of which something is changed or removed."""
    touched = {table for table, _ in batch.changed} | batch.removed.keys()
    return {table for table in touched if mirrored(table.__table__)}  # type: ignore[attr-defined]


class SqliteDatabase(Database):
    """A database in one file. Several processes may open it."""

    backend: Backend = "sqlite"

    def __init__(self, path: Path, readers: int = READERS) -> None:
        self.path = path
        self.url = f"sqlite:///{path}"
        self._readers_left = readers
        self._free: deque[aiosqlite.Connection] = deque()
        self._wanted = asyncio.Semaphore(readers)
        self._writer: aiosqlite.Connection | None = None
        self._writing = asyncio.Lock()
        self._closed = False

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        async with self._reader() as connection:
            # The driver's thread does what it was told even if whoever told it is cancelled;
            # so what follows a BEGIN has to be told in any case.
            try:
                await connection.execute("BEGIN")
                yield SqliteSession(connection)
            finally:
                await connection.rollback()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        async with self._writing:
            if self._writer is None:
                self._writer = await self._connect()
            connection = self._writer
            try:
                with _told():
                    await connection.execute("BEGIN IMMEDIATE")
                yield SqliteTransaction(connection)
                with _told():
                    await connection.commit()
            except BaseException:
                await connection.rollback()
                raise
        self.changes.fire()

    def prepare(self, statement: Select[Any]) -> Prepared:
        return _PREPARER.prepare_bytes(statement)

    async def fetch_bytes(self, prepared: Prepared, arguments: list[Any]) -> bytes | None:
        async with self._reader() as connection:
            with _told():
                rows = list(await connection.execute_fetchall(prepared.text, arguments))
        return rows[0][0] if rows else None

    async def analyse(self) -> None:
        async with self._writing:
            if self._writer is None:
                self._writer = await self._connect()
            with _told():
                await self._writer.execute(f"PRAGMA analysis_limit = {ANALYSED_ROWS}")
                await self._writer.execute("ANALYZE")
        # What a connection knows of the tables it learns when it opens.
        while self._free:
            await self._free.pop().close()

    async def close(self) -> None:
        self._closed = True
        for connection in (*self._free, *([self._writer] if self._writer else [])):
            await connection.close()
        self._free.clear()
        self._writer = None

    @asynccontextmanager
    async def _reader(self) -> AsyncIterator[aiosqlite.Connection]:
        async with self._wanted:
            connection = self._free.pop() if self._free else await self._connect()
            try:
                yield connection
            finally:
                if self._closed:
                    await connection.close()
                else:
                    self._free.append(connection)

    async def _connect(self) -> aiosqlite.Connection:
        if not self.path.exists():
            raise DatabaseUnavailable
        with _told():
            connection = aiosqlite.connect(self.path, isolation_level=None)
            # What is stored is safe at any moment; so whoever was cancelled while it opened one
            # must not keep the process from ending.
            connection._thread.daemon = True
            await connection
            try:
                for pragma in _PRAGMAS:
                    await connection.execute(pragma)
            except BaseException:
                await connection.close()
                raise
        return connection


class _told:
    """Turn the driver's refusals into ours."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, sqlite3.IntegrityError) and "UNIQUE" in str(error):
            raise NotUnique from error
        if isinstance(error, sqlite3.OperationalError):
            text = str(error)
            if "locked" in text or "busy" in text:
                raise DatabaseBusy from error
            if "unable to open" in text or "disk I/O" in text or "full" in text:
                raise DatabaseUnavailable from error
