"""Counters in the database by which processes notice what others changed."""

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.database import Session, Transaction
from lianxin.tables import Counter

SNAPSHOT = "snapshot"
"""A locality's modules, figures or calendar."""

DIRECTORY = "directory"
"""The platform's localities."""

_READ = select(col(Counter.n)).where(col(Counter.name) == bindparam("name"))


async def read_counter(session: Session, name: str) -> int:
    return int(await session.scalar(_READ, name=name) or 0)


async def bump(tx: Transaction, name: str) -> None:
    """Count one more. Until the transaction ends nobody else can, so changes queue up here."""
    if not await tx.change(Counter, col(Counter.name) == name, n=col(Counter.n) + 1):
        await tx.add(Counter(name=name, n=1))
