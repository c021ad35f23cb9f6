"""How far a purge is: counted by the thread that works on it, told to everybody by the loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from sqlmodel import col

from lianxin.database import Database
from lianxin.errors import LianxinError
from lianxin.localities import Locality
from lianxin.tables import Purge

SEEN_EVERY_SECONDS = 1.0


@dataclass
class Progress:
    """Counted by the thread that writes the file, told to the database by the loop; `hash` is the
    file's, once it is whole."""

    key: int
    exported: int = 0
    hash: str = ""

    def count(self, rows: int) -> None:
        self.exported += rows


async def note(database: Database, key: int, **values: Any) -> None:
    async with database.writing() as tx:
        await tx.change(Purge, col(Purge.id) == key, **values)


async def claimed(locality: Locality, key: int) -> bool:
    """Whether this process is the one that carries it out."""
    async with locality.database.writing() as tx:
        begun = (col(Purge.id) == key, col(Purge.phase) == "begun")
        return bool(await tx.change(Purge, *begun, phase="exporting", seen_at=locality.clock.now()))


@asynccontextmanager
async def seen(locality: Locality, progress: Progress) -> AsyncIterator[None]:
    """Meanwhile everybody can see how far it is."""
    telling = asyncio.create_task(_tell(locality, progress))
    try:
        yield
    finally:
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)


async def _tell(locality: Locality, progress: Progress) -> None:
    while True:
        await asyncio.sleep(SEEN_EVERY_SECONDS)
        with suppress(LianxinError):  # what is not told now is told the next time
            now = locality.clock.now()
            await note(locality.database, progress.key, seen_at=now, exported=progress.exported)
