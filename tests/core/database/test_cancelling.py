"""Whoever is cancelled in the midst of a statement leaves a database that others can use and close."""

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import func, select

from factories.bench import Bench
from lianxin.database import Database
from lianxin.tables import LocalityFact

COUNT = select(func.count()).select_from(LocalityFact)


async def write(database: Database, name: str) -> None:
    async with database.writing() as tx:
        await tx.add(LocalityFact(name=name, value=""))


async def cancelled_after(turns: int, work: asyncio.Task[object]) -> None:
    """Let the event loop go round so many times before the task is cancelled."""
    for _ in range(turns):
        await asyncio.sleep(0)
    work.cancel()
    with suppress(asyncio.CancelledError):
        await work


async def test_a_cancelled_reader_leaves_no_transaction_behind(database: Database) -> None:
    for turns in range(1, 12):
        await cancelled_after(turns, asyncio.create_task(database.all(COUNT)))
        assert (await database.all(COUNT))[0][0] == 0


async def test_a_cancelled_writer_leaves_no_lock_behind(database: Database) -> None:
    for turns in range(1, 12):
        await cancelled_after(turns, asyncio.create_task(write(database, f"cancelled{turns}")))
        await asyncio.wait_for(write(database, f"after{turns}"), 1)
    assert (await database.all(COUNT))[0][0] >= 11


async def test_a_connection_that_comes_back_late_is_closed(
    sqlite_bench: Bench, tmp_path: Path
) -> None:
    """One left open would keep its thread, and with it the process, for ever."""
    async with sqlite_bench.fresh(tmp_path) as database:
        async with database.reading() as session:
            await database.close()
        with pytest.raises(ValueError, match="closed"):
            await session.all(COUNT)
