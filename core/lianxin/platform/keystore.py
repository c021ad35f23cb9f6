"""The keys of every locality, wrapped by the master key, in the platform's database.

They stand apart from what they seal: destroying them makes every backup of it unreadable.
"""

from collections.abc import Collection
from dataclasses import asdict
from itertools import groupby

from sqlalchemy import bindparam, delete, select, update
from sqlmodel import col

from lianxin.database import Database, Transaction
from lianxin.platform.counters import DIRECTORY, bump
from lianxin.privacy.errors import MasterKeyWrong
from lianxin.privacy.keys import Keyring, MasterKey, WrappedKey
from lianxin.privacy.sealing import Sealer
from lianxin.tables import LocalityKey

_ALL = select(
    col(LocalityKey.id),
    col(LocalityKey.locality),
    col(LocalityKey.purpose),
    col(LocalityKey.algorithm),
    col(LocalityKey.generation),
    col(LocalityKey.wrapped),
).order_by(col(LocalityKey.locality))
_RECORDS = _ALL.where(col(LocalityKey.locality) == bindparam("locality"))
_REWRAPPED = (
    update(LocalityKey)
    .where(col(LocalityKey.id) == bindparam("key"))
    .values(wrapped=bindparam("anew"))
)


class KeyStore:
    def __init__(self, database: Database, master: MasterKey) -> None:
        self._database = database
        self._master = master

    async def create(self, locality: str) -> None:
        """Keys for a new locality; one that has keys keeps them."""
        ring = Keyring.create(self._master, locality)
        async with self._database.writing() as tx:
            await bump(tx, DIRECTORY)
            if not await tx.all(_RECORDS, locality=locality):
                await tx.add(*(LocalityKey(**asdict(record)) for record in ring.records))

    async def sealer(self, locality: str) -> Sealer:
        """Raises MasterKeyWrong."""
        rows = await self._database.all(_RECORDS, locality=locality)
        return Sealer(Keyring(self._master, locality, [WrappedKey(*row) for row in rows]))

    async def save(self, ring: Keyring) -> None:
        """Store a ring after a rotation, or under another master key."""
        async with self._database.writing() as tx:
            await bump(tx, DIRECTORY)
            await tx.execute(delete(LocalityKey).where(col(LocalityKey.locality) == ring.locality))
            await tx.add(*(LocalityKey(**asdict(record)) for record in ring.records))

    async def rotate(self, locality: str) -> None:
        """A new sealing key beside the others. Two who do so at once add one each."""
        async with self._database.writing() as tx:
            await bump(tx, DIRECTORY)
            rows = await tx.all(_RECORDS, locality=locality)
            ring = Keyring(self._master, locality, [WrappedKey(*row) for row in rows])
            added = ring.rotate().id
            new = next(record for record in ring.records if record.id == added)
            await tx.add(LocalityKey(**asdict(new)))

    async def forget(self, locality: str, keys: Collection[str]) -> None:
        """Destroy some keys: what is sealed with them, in backups too, can never be read again."""
        mine = col(LocalityKey.locality) == locality
        async with self._database.writing() as tx:
            await bump(tx, DIRECTORY)
            await tx.execute(delete(LocalityKey).where(mine, col(LocalityKey.id).in_(keys)))

    async def rewrap(self, tx: Transaction, master: MasterKey) -> int:
        """Wrap the keys of all localities with another master key; those that it wraps already
        stay. How many localities' were wrapped. Raises MasterKeyWrong."""
        count = 0
        for locality, rows in groupby(await tx.all(_ALL), lambda row: str(row.locality)):
            records = [WrappedKey(*row) for row in rows]
            if _opens(master, locality, records):
                continue
            ring = Keyring(self._master, locality, records).rewrapped(master)
            for record in ring.records:
                await tx.execute(_REWRAPPED, key=record.id, anew=record.wrapped)
            count += 1
        return count

    async def destroy(self, locality: str) -> None:
        """What was sealed with the locality's keys can never be read again, in backups either."""
        async with self._database.writing() as tx:
            await bump(tx, DIRECTORY)
            await tx.execute(delete(LocalityKey).where(col(LocalityKey.locality) == locality))


def _opens(master: MasterKey, locality: str, records: Collection[WrappedKey]) -> bool:
    try:
        Keyring(master, locality, records)
    except MasterKeyWrong:
        return False
    return True
