"""Leases: work that one process at a time does, until it lets go or its time is over."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, or_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from lianxin.database import Database, Instant
from lianxin.tables import Lease

_TAKING = insert(Lease).values(
    name=bindparam("name"), owner=bindparam("owner"), until=bindparam("until", type_=Instant())
)
_TAKE = _TAKING.on_conflict_do_update(
    index_elements=["name"],
    set_={"owner": _TAKING.excluded.owner, "until": _TAKING.excluded.until},
    where=or_(
        col(Lease.owner) == bindparam("owner"),
        col(Lease.until) <= bindparam("now", type_=Instant()),
    ),
)
_LEAVE = delete(Lease).where(
    col(Lease.name) == bindparam("name"), col(Lease.owner) == bindparam("owner")
)


@dataclass(frozen=True)
class Held:
    """A lease that this process holds."""

    database: Database
    name: str
    owner: str
    seconds: float

    async def renew(self, now: datetime) -> bool:
        """Hold it for as long again; False where it ran out and another has it."""
        async with self.database.writing() as tx:
            taken = await tx.execute(
                _TAKE,
                name=self.name,
                owner=self.owner,
                now=now,
                until=now + timedelta(seconds=self.seconds),
            )
        return taken == 1


@asynccontextmanager
async def lease(
    database: Database, name: str, owner: str, seconds: float, now: datetime
) -> AsyncIterator[Held | None]:
    """The lease, or None where another holds it. `now` is the real time, not the locality's: a
    clock that stands still would never let go of what a dead process held."""
    held = Held(database, name, owner, seconds)
    if not await held.renew(now):
        yield None
        return
    try:
        yield held
    finally:
        async with database.writing() as tx:
            await tx.execute(_LEAVE, name=name, owner=owner)
