"""Renewing a locality's sealing key: what is sealed is sealed again, while everybody works on.

Old keys stay until they are given up, so whatever stops it, nothing is unreadable; begun again, it
goes on where it stopped. The key of the blind indexes stays: without the plain texts, no index can
be made anew, and from an index nothing can be read.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Column, Table, and_, bindparam, func, select, update
from sqlmodel import SQLModel

from lianxin.context import SYSTEM, Context
from lianxin.database import Database
from lianxin.database.migrating import owners_in_locality, owners_in_platform
from lianxin.events import audit
from lianxin.localities import Locality
from lianxin.platform.directory import PLATFORM_KEY
from lianxin.platform.opened import NOTICED_SECONDS
from lianxin.platform.platform import Platform
from lianxin.platform.stored import read_stored
from lianxin.tables import LocalityFact
from lianxin.tables.base import SEALED
from lianxin.webhooks.secrets import HOOK_SECRET, HOOK_SECRETS

BATCH = 200
Progress = Callable[[str, int, int], None]
"""Called with a table's name, the values sealed again so far, and all of them."""


@dataclass(frozen=True)
class Rekeyed:
    """How many values were sealed again, and which keys were given up."""

    values: int
    forgotten: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Sealed:
    """A column of sealed texts, its row's key, and which rows it is about."""

    table: Table
    key: Column[object]
    column: Column[str]
    about: str
    where: object = True


async def rekey(
    platform: Platform,
    key: str,
    progress: Progress = lambda *_: None,
    *,
    forget_old: bool = False,
    settle_seconds: float = NOTICED_SECONDS,
) -> Rekeyed:
    """With `forget_old` the keys before the newest are destroyed at the end: what they sealed in
    backups of the locality is then gone for good.

    Raises UnknownLocality, UnknownKey, BrokenSeal; begun again, it goes on where it stopped.
    """
    locality = await platform.locality(key)
    places = await _places(platform, locality)
    if not await _left(locality, places):
        await platform.keys.rotate(key)
        # So long may another process seal with the key before, or not know the new one.
        await asyncio.sleep(settle_seconds)
        await platform.refresh(key)
    count = 0
    while await _left(locality, places):
        count += await _seal_again(locality, places, progress)
    forgotten = await _forget(platform, locality) if forget_old else ()
    await _note(locality, forgotten)
    return Rekeyed(count, forgotten)


async def _places(platform: Platform, locality: Locality) -> list[_Sealed]:
    stored = await read_stored(locality.database)
    owners = owners_in_locality(platform.installed.plugins, stored.plugins)
    if locality.key == PLATFORM_KEY:
        owners = owners_in_platform()
    facts = SQLModel.metadata.tables[str(LocalityFact.__tablename__)]
    secrets = facts.c.name.like(f"{HOOK_SECRETS}%")
    return [
        _Sealed(facts, facts.c.name, facts.c.value, HOOK_SECRET, secrets),
        *(
            place
            for table in SQLModel.metadata.sorted_tables
            if any(owner.owns(table.name) for owner in owners)
            for place in _marked(table)
        ),
    ]


def _marked(table: Table) -> Iterator[_Sealed]:
    for column in table.columns:
        if about := column.info.get(SEALED):
            yield _Sealed(table, table.c.id, column, about)


def _old(place: _Sealed, locality: Locality) -> object:
    """Its texts that another key than the newest has sealed."""
    current = locality.sealer.keyring.current("seal").id
    return and_(place.column.is_not(None), ~place.column.like(f"s1:{current}:%"), place.where)  # type: ignore[arg-type]


async def _left(locality: Locality, places: list[_Sealed]) -> int:
    return sum([await _count(locality.database, p, _old(p, locality)) for p in places])


async def _count(database: Database, place: _Sealed, where: object) -> int:
    statement = select(func.count().label("n")).select_from(place.table).where(where)  # type: ignore[arg-type]
    row = await database.first(statement)
    return int(row.n) if row else 0


async def _seal_again(locality: Locality, places: list[_Sealed], progress: Progress) -> int:
    count = 0
    for place in places:
        total, done = await _count(locality.database, place, _old(place, locality)), 0
        while changed := await _batch(locality, place):
            done += changed
            progress(place.table.name, done, max(done, total))
        count += done
    return count


async def _batch(locality: Locality, place: _Sealed) -> int:
    """A batch in a transaction of its own; what somebody changes meanwhile is left as they did."""
    found = select(place.key.label("key"), place.column.label("sealed"))
    found = found.where(_old(place, locality)).order_by(place.key).limit(BATCH)  # type: ignore[arg-type]
    change = (
        update(place.table)
        .where(place.key == bindparam("key"), place.column == bindparam("before"))
        .values({place.column.name: bindparam("after")})
    )
    sealer = locality.sealer
    async with locality.database.writing() as tx:
        rows = await tx.all(found)
        for row in rows:
            again = sealer.seal(sealer.unseal(row.sealed, place.about), place.about)
            await tx.execute(change, key=row.key, before=row.sealed, after=again)
    return len(rows)


async def _forget(platform: Platform, locality: Locality) -> tuple[str, ...]:
    ring = locality.sealer.keyring
    current = ring.current("seal").id
    old = tuple(r.id for r in ring.records if r.purpose == "seal" and r.id != current)
    if old:
        await platform.keys.forget(locality.key, old)
        await platform.refresh(locality.key)
    return old


async def _note(locality: Locality, forgotten: tuple[str, ...]) -> None:
    current = locality.sealer.keyring.current("seal").id
    async with locality.database.writing() as tx:
        await audit(
            *(tx, Context(locality, SYSTEM, locality.clock.now())),
            action="locality.rekey",
            object=f"Key:{current}",
            result="done",
            content={"forgotten": forgotten},
        )
