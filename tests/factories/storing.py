"""Where the factories put their rows."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

from sqlmodel import SQLModel

from lianxin.database import Database, Transaction
from lianxin.localities import Locality

Store = Locality | Database | Transaction
Stored = TypeVar("Stored", bound=SQLModel)


@asynccontextmanager
async def writing(store: Store) -> AsyncIterator[Transaction]:
    if isinstance(store, Transaction):
        yield store
        return
    async with (store.database if isinstance(store, Locality) else store).writing() as tx:
        yield tx


async def stored(store: Store, row: Stored) -> Stored:
    async with writing(store) as tx:
        await tx.add(row)
    return row
