"""Failed sign-ins, counted in the database so that all processes agree; and what follows."""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, case, delete, func, null, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from lianxin.accounts.errors import LockedOut
from lianxin.accounts.settings import AccountSettings
from lianxin.database import Database, Instant, Transaction, among_words
from lianxin.localities import Locality
from lianxin.tables import SignInFailure

FIRST_ADDRESS_LOCK = timedelta(minutes=1)
LONGEST_LOCK = timedelta(hours=24)
KEPT = timedelta(days=2)
_COUNT = col(SignInFailure.count)
_LOCKED_UNTIL = col(SignInFailure.locked_until)

_LOCKS = select(func.max(_LOCKED_UNTIL)).where(among_words(col(SignInFailure.subject), "subjects"))
_LOCKED = select(col(SignInFailure.subject), _LOCKED_UNTIL).where(
    among_words(col(SignInFailure.subject), "subjects"),
    bindparam("now", type_=Instant()) < _LOCKED_UNTIL,
)
_COUNTED = select(_COUNT).where(col(SignInFailure.subject) == bindparam("subject"))
_LAPSED = func.coalesce(_LOCKED_UNTIL, col(SignInFailure.last_at)) < bindparam(
    "lapsed", type_=Instant()
)
_NOW = bindparam("now", type_=Instant())
_COUNT_UP = (
    insert(SignInFailure)
    .values(subject=bindparam("subject"), count=1, last_at=_NOW, locked_until=null())
    .on_conflict_do_update(
        index_elements=["subject"],
        set_={
            "count": case((_LAPSED, 1), else_=_COUNT + 1),
            "last_at": _NOW,
            "locked_until": case((_LAPSED, null()), else_=_LOCKED_UNTIL),
        },
    )
)


@dataclass(frozen=True)
class Attempts:
    """Whose failures are counted: the name's, whether or not there is such an account, and the
    address's. Neither is stored: the locality's blind index stands for them."""

    name: str
    address: str | None

    @property
    def subjects(self) -> list[str]:
        return [self.name, *([self.address] if self.address else [])]


def attempts_of(locality: Locality, username: str, address: str | None) -> Attempts:
    index = locality.sealer.blind_index
    return Attempts(
        name=index(username, "sign_in.name"),
        address=index(network_of(address), "sign_in.address") if address else None,
    )


async def check_locks(database: Database, attempts: Attempts, now: datetime) -> None:
    """Raises LockedOut."""
    row = await database.first(_LOCKS, subjects=attempts.subjects)
    until = row[0] if row else None
    if until is not None and until > now:
        raise LockedOut(int((until - now).total_seconds()))


async def locks_of(
    locality: Locality, usernames: Sequence[str], now: datetime
) -> list[datetime | None]:
    """Until when nobody is signed in by each of these names; None where somebody may be."""
    subjects = [attempts_of(locality, name, None).name for name in usernames]
    rows = await locality.database.all(_LOCKED, subjects=subjects, now=now)
    until = {row.subject: row.locked_until for row in rows}
    return [until.get(subject) for subject in subjects]


async def count_failure(
    tx: Transaction, attempts: Attempts, settings: AccountSettings, now: datetime
) -> None:
    lock = timedelta(minutes=settings.lock_minutes)
    await _count(tx, attempts.name, settings.failures, lock, LONGEST_LOCK, now)
    if attempts.address:
        first = min(FIRST_ADDRESS_LOCK, lock)
        await _count(tx, attempts.address, settings.address_failures, first, lock, now)


async def forgive(tx: Transaction, attempts: Attempts) -> None:
    """The name's failures are forgotten with its success; the address's are not, or whoever has
    an account could go on guessing others."""
    await tx.execute(_FORGIVE, subject=attempts.name)


async def forget_failures(tx: Transaction, now: datetime) -> int:
    return await tx.execute(_FORGET, before=now - KEPT)


_FORGIVE = delete(SignInFailure).where(col(SignInFailure.subject) == bindparam("subject"))
_FORGET = delete(SignInFailure).where(
    func.coalesce(_LOCKED_UNTIL, col(SignInFailure.last_at)) < bindparam("before", type_=Instant())
)


async def _count(
    tx: Transaction, subject: str, allowed: int, lock: timedelta, most: timedelta, now: datetime
) -> None:
    """Every `allowed` failures a lock, each twice as long as the one before; who lets half an
    hour pass after it begins anew."""
    await tx.execute(_COUNT_UP, subject=subject, now=now, lapsed=now - timedelta(minutes=30))
    count = await tx.scalar(_COUNTED, subject=subject)
    if count % allowed == 0:
        length = min(lock * 2 ** min(count // allowed - 1, 16), most)
        mine = col(SignInFailure.subject) == subject
        await tx.change(SignInFailure, mine, locked_until=now + length)


def network_of(address: str) -> str:
    """Of IPv6 the first 64 bits: whoever has one address has all of those."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
