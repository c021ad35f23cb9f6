"""The keys of every locality, wrapped by the master key, in the platform's database.

They stand apart from what they seal: destroying them makes every backup of it unreadable.
"""

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import bindparam, delete, select
from sqlmodel import col

from lianxin.database import Database
from lianxin.platform.counters import DIRECTORY, bump
from lianxin.privacy.keys import Keyring, MasterKey, WrappedKey
from lianxin.privacy.sealing import Sealer
from lianxin.tables import LocalityKey

_RECORDS = select(
    col(LocalityKey.id),
    col(LocalityKey.locality),
    col(LocalityKey.purpose),
    col(LocalityKey.algorithm),
    col(LocalityKey.generation),
    col(LocalityKey.wrapped),
).where(col(LocalityKey.locality) == bindparam("locality"))


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

    async def destroy(self, locality: str) -> None:
        """What was sealed with the locality's keys can never be read again, in backups either."""
        async with self._database.writing() as tx:
            await bump(tx, DIRECTORY)
            await tx.execute(delete(LocalityKey).where(col(LocalityKey.locality) == locality))
