"""Whoever is cancelled in the midst of a statement leaves a database that others can use."""

import asyncio
from contextlib import suppress

from sqlalchemy import func, select

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
