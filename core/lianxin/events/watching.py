"""Noticing what other processes commit: SQLite is asked twenty times a second, PostgreSQL tells."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiosqlite

from lianxin.database import Database, PostgresqlDatabase, Signal, SqliteDatabase
from lianxin.events.listening import listener_of

POLL_SECONDS = 0.05
RETRY_SECONDS = 1.0
_VERSION = "PRAGMA data_version"


@asynccontextmanager
async def watching(database: Database) -> AsyncIterator[None]:
    """While this lasts, `database.changes` fires for commits of other processes too."""
    if isinstance(database, SqliteDatabase):
        async with _running(_poll(database.path, database.changes)):
            yield
    elif isinstance(database, PostgresqlDatabase):
        async with listener_of(database.server).listening(database.schema, database.changes):
            yield


async def _poll(path: Path, changes: Signal) -> None:
    while True:
        with suppress(sqlite3.Error):
            await _poll_file(path, changes)
        await asyncio.sleep(RETRY_SECONDS)


async def _poll_file(path: Path, changes: Signal) -> None:
    address = f"file:{quote(str(path))}?mode=rw"
    async with aiosqlite.connect(address, uri=True, isolation_level=None) as connection:
        known = await _version(connection)
        while True:
            await asyncio.sleep(POLL_SECONDS)
            version = await _version(connection)
            if version != known:
                known = version
                changes.fire()


async def _version(connection: aiosqlite.Connection) -> int:
    rows = await connection.execute_fetchall(_VERSION)
    return int(next(iter(rows))[0])


@asynccontextmanager
async def _running(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
