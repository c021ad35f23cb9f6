"""The sealer: puts audit entries into their chain and numbers events, in the order of commits.

Any process may seal: the head row's lock, which lives as long as the sealing transaction, lets
one do so at a time, and a process that dies holds nothing back.
"""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from operator import methodcaller
from typing import Any

from sqlalchemy import Integer, Select, bindparam, func, literal_column, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from lianxin.clock import Clock, SystemClock
from lianxin.database import Batch, Database, PostgresqlDatabase, Row, Transaction, together
from lianxin.events.chain import ENTRY_COLUMNS, sealed_fields
from lianxin.events.hashing import Algorithm, chained
from lianxin.events.heads import HEAD_LOCKED, Head, head_of
from lianxin.events.listening import CHANNEL
from lianxin.events.settings import audit_settings
from lianxin.events.turns import in_turn
from lianxin.localities import Locality
from lianxin.tables import AuditEntry, OutboxEvent, SealedHead

BATCH = 500
GATHER_SECONDS = 0.03
POLL_SECONDS = 1.0
RETRY_SECONDS = 1.0

_log = logging.getLogger(__name__)
_UNSEALED_ENTRY = select(literal_column("1")).where(col(AuditEntry.n).is_(None)).exists()
_UNSEALED_EVENT = select(literal_column("1")).where(col(OutboxEvent.n).is_(None)).exists()
_WAITING: Select[tuple[str]] = select(literal_column("'yes'")).where(
    or_(_UNSEALED_ENTRY, _UNSEALED_EVENT)
)
_FIRST_HEAD = (
    insert(SealedHead)
    .values(id=1, **{n: v for n, v in asdict(Head()).items() if n != "sealed_at"})
    .on_conflict_do_nothing(index_elements=["id"])
)
_ENTRIES = (
    select(*ENTRY_COLUMNS, col(AuditEntry.turn))
    .where(col(AuditEntry.n).is_(None))
    .order_by(col(AuditEntry.at), col(AuditEntry.turn), col(AuditEntry.id))
    .limit(bindparam("most", type_=Integer()))
)
_EVENTS = (
    select(col(OutboxEvent.id), col(OutboxEvent.at), col(OutboxEvent.turn))
    .where(col(OutboxEvent.n).is_(None))
    .order_by(col(OutboxEvent.at), col(OutboxEvent.turn), col(OutboxEvent.id))
    .limit(bindparam("most", type_=Integer()))
)
_NOTIFY = select(func.pg_notify(CHANNEL, bindparam("payload")))


@dataclass(frozen=True)
class Sealed:
    """How many entries and events were sealed."""

    entries: int = 0
    events: int = 0


async def run_sealer(locality: Locality, stop: asyncio.Event) -> None:
    """Seal whatever is committed, soon after; until `stop` is set or the task is cancelled."""
    while not stop.is_set():
        changes = locality.database.changes
        seen = changes.count
        if await _sealed(locality):
            await _sooner(stop, changes.after(seen, POLL_SECONDS))
            await _sooner(stop, asyncio.sleep(GATHER_SECONDS))
        else:
            await _sooner(stop, asyncio.sleep(RETRY_SECONDS))


async def _sealed(locality: Locality) -> bool:
    """No failure of the database may end the audit: it is said, and tried again."""
    try:
        await seal(locality.database, audit_settings(locality).algorithm, locality.clock)
    except Exception:
        _log.exception("Sealing failed in %s", locality.key)
        return False
    return True


async def seal(
    database: Database, algorithm: Algorithm = "sha256", clock: Clock | None = None
) -> Sealed:
    """Seal all that is committed and not sealed yet."""
    entries = events = 0
    more = bool(await database.fetch_bytes(database.prepare(_WAITING), []))
    while more:
        sealed = await _seal_batch(database, algorithm, (clock or SystemClock()).now())
        entries += sealed.entries
        events += sealed.events
        more = BATCH in (sealed.entries, sealed.events)
    return Sealed(entries, events)


async def _seal_batch(database: Database, algorithm: Algorithm, now: datetime) -> Sealed:
    async with database.writing() as tx:
        before = await _locked_head(tx)
        asked = [methodcaller("all", waiting, most=BATCH) for waiting in (_ENTRIES, _EVENTS)]
        found = await together(tx, *asked)
        entries, events = map(in_turn, found)
        batch = Batch()
        after = _numbered(events, _chain(entries, before, algorithm, now, batch), batch)
        if after != before:
            batch.change(SealedHead, {"id": 1}, asdict(after))
            await tx.write(batch)
        if events and isinstance(database, PostgresqlDatabase):
            await tx.execute(_NOTIFY, payload=database.schema)
    return Sealed(len(entries), len(events))


async def _locked_head(tx: Transaction) -> Head:
    row = await tx.first(HEAD_LOCKED)
    if row is None:
        await tx.execute(_FIRST_HEAD)
        row = await tx.first(HEAD_LOCKED)
    return head_of(row)


def _chain(
    entries: Sequence[Row], head: Head, algorithm: Algorithm, now: datetime, batch: Batch
) -> Head:
    """The head after the entries; the moment of sealing tells nothing of what is anonymous."""
    named = _Link(head.audit_n, head.audit_hash)
    nameless = _Link(head.anonymous_n, head.anonymous_hash)
    for entry in entries:
        link = nameless if entry.anonymous else named
        link.take(entry, algorithm, batch)
    if named.n > head.audit_n:
        head = replace(head, sealed_at=now)
    return replace(
        head,
        audit_n=named.n,
        audit_hash=named.hash,
        anonymous_n=nameless.n,
        anonymous_hash=nameless.hash,
    )


@dataclass
class _Link:
    """The end of one chain while it grows."""

    n: int
    hash: str

    def take(self, entry: Row, algorithm: Algorithm, batch: Batch) -> None:
        self.n, previous = self.n + 1, self.hash
        self.hash = chained(sealed_fields(entry, self.n, previous), algorithm)
        values = {"n": self.n, "previous": previous, "hash": self.hash, "turn": 0}
        batch.change(AuditEntry, {"id": entry.id}, values)


def _numbered(events: Sequence[Row], head: Head, batch: Batch) -> Head:
    for n, event in enumerate(events, head.event_n + 1):
        batch.change(OutboxEvent, {"id": event.id}, {"n": n, "turn": 0})
    return replace(head, event_n=head.event_n + len(events))


async def _sooner(stop: asyncio.Event, other: Coroutine[Any, Any, Any]) -> None:
    """Wait for the one or the other, whichever comes first."""
    tasks = [asyncio.ensure_future(stop.wait()), asyncio.ensure_future(other)]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
