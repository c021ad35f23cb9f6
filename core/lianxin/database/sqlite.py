"""SQLite: one file, one writer at a time, readers beside it."""

import asyncio
import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy.sql.base import Executable

from lianxin.database.base import Backend, Database, Session, Transaction
from lianxin.database.statements import Prepared, sqlite_preparer
from lianxin.errors import DatabaseBusy, DatabaseUnavailable, NotUnique

_PREPARER = sqlite_preparer()
BUSY_MILLISECONDS = 5_000
READERS = 4
# Deleted rows are overwritten: what is erased is not to be found in the file either.
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}",
)


class SqliteSession(Session):
    def __init__(self, connection: aiosqlite.Connection) -> None:
        super().__init__(_PREPARER)
        self._connection = connection

    async def _fetch(self, prepared: Prepared, arguments: list[Any]) -> Sequence[Sequence[Any]]:
        with _told():
            return list(await self._connection.execute_fetchall(prepared.text, arguments))


class SqliteTransaction(SqliteSession, Transaction):
    async def _execute(self, prepared: Prepared, arguments: list[list[Any]]) -> int:
        with _told():
            if len(arguments) == 1:
                cursor = await self._connection.execute(prepared.text, arguments[0])
            else:
                cursor = await self._connection.executemany(prepared.text, arguments)
            await cursor.close()
            return cursor.rowcount


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

    def prepare(self, statement: Executable) -> Prepared:
        return _PREPARER.prepare(statement)

    async def fetch_text(self, prepared: Prepared, arguments: list[Any]) -> str | None:
        async with self._reader() as connection:
            with _told():
                rows = list(await connection.execute_fetchall(prepared.text, arguments))
        return rows[0][0] if rows else None

    async def close(self) -> None:
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
                self._free.append(connection)

    async def _connect(self) -> aiosqlite.Connection:
        if not self.path.exists():
            raise DatabaseUnavailable
        with _told():
            connection = await aiosqlite.connect(self.path, isolation_level=None)
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
