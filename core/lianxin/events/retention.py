"""How long the audit is kept in the database: what is older goes into a file, and the chain goes on.

The law asks for six months at least (Cybersecurity Law, article 21(3)) and three years for what
concerns personal information (PIPL, article 56); nothing is taken out before it is on the disk and
was read back and found good.
"""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import bindparam, delete, func, select
from sqlmodel import col

from lianxin.context import Context
from lianxin.database import Database, Instant, Row, Transaction
from lianxin.errors import LianxinError
from lianxin.events.archives import AuditArchive, write_archive
from lianxin.events.audit import audit
from lianxin.events.chain import ENTRY_COLUMNS
from lianxin.events.heads import HEAD, HEAD_LOCKED, End, Head, head_of
from lianxin.events.settings import audit_settings
from lianxin.events.verify import Flaw, next_end
from lianxin.language import Text
from lianxin.tables import AuditEntry, SealedHead

_CHAIN = col(AuditEntry.anonymous) == bindparam("anonymous")
_FIRST_KEPT = select(func.min(col(AuditEntry.n)).label("n")).where(
    _CHAIN,
    col(AuditEntry.n).is_not(None),
    col(AuditEntry.at) >= bindparam("before", type_=Instant()),
)
_OLDEST = (
    select(*ENTRY_COLUMNS)
    .where(_CHAIN, col(AuditEntry.n) <= bindparam("upto"), col(AuditEntry.n) > bindparam("after"))
    .order_by(col(AuditEntry.n))
    .limit(1000)
)
_TAKE_OUT = delete(AuditEntry).where(_CHAIN, col(AuditEntry.n) <= bindparam("upto"))

MOST = 200_000
"""Entries of a chain in one file."""


class KeptForEver(LianxinError):
    code = "AUDIT_KEPT"
    message = Text(
        "审计未设保存年限，请先运行 lianxin module set 地方 core.audit keep_years=3",
        "The audit is kept for ever; first run `lianxin module set LOCALITY core.audit keep_years=3`",
    )


class AuditBroken(LianxinError):
    code = "AUDIT_BROKEN"

    def __init__(self, flaw: Flaw) -> None:
        number = Text(f"审计第 {flaw.n} 条：", f"Audit entry {flaw.n}: ")
        super().__init__(Text(number.zh + flaw.problem.zh, number.en + flaw.problem.en))


@dataclass(frozen=True)
class Archived:
    """How many entries were taken out, none where nothing is old enough; `more` waits for another
    file."""

    entries: int
    more: bool = False


async def archive_audit(context: Context, path: Path) -> Archived:
    """Take out what is older than `keep_years`, into a new file, and keep the chain's end.

    Raises KeptForEver, ArchiveExists, AuditBroken: a chain that does not verify stays as it is.
    """
    locality = context.locality
    before = _years_before(context, audit_settings(locality).keep_years)
    head = head_of(await locality.database.first(HEAD))
    old = {a: await _last(locality.database, head, a, before) for a in (False, True)}
    upto = {a: min(n, head.base(a).n + MOST) for a, n in old.items()}
    entries = [e for a in upto for e in await _entries(locality.database, head, a, upto[a])]
    if not entries:
        return Archived(0)
    archive = write_archive(path, head.base(False), head.base(True), entries)
    after = _after(head, archive)
    async with locality.database.writing() as tx:
        await _take_out(tx, context, head, after)
    return Archived(len(entries), more=upto != old)


def _years_before(context: Context, years: int) -> datetime:
    if not years:
        raise KeptForEver
    now = context.now
    day = 28 if (now.month, now.day) == (2, 29) else now.day
    return now.replace(year=now.year - years, day=day)


async def _last(database: Database, head: Head, anonymous: bool, before: datetime) -> int:
    """The last entry before the first that has to stay."""
    row = await database.first(_FIRST_KEPT, anonymous=anonymous, before=before)
    return row.n - 1 if row and row.n is not None else head.end(anonymous).n


async def _entries(database: Database, head: Head, anonymous: bool, upto: int) -> list[Row]:
    found: list[Row] = []
    after = head.base(anonymous).n
    while page := await database.all(_OLDEST, anonymous=anonymous, upto=upto, after=after):
        found += page
        after = page[-1].n
    return found


def _after(head: Head, archive: AuditArchive) -> Head:
    """The head whose chains begin where the file ends, as read back from it."""
    ends: list[End] = []
    for anonymous in (False, True):
        end = archive.base(anonymous)
        try:
            for entry in archive.entries(anonymous):
                end = next_end(end, entry)
        except Flaw as flaw:
            archive.path.unlink()
            raise AuditBroken(flaw) from None
        ends.append(end)
    named, nameless = ends
    return replace(
        head,
        audit_base_n=named.n,
        audit_base_hash=named.hash,
        anonymous_base_n=nameless.n,
        anonymous_base_hash=nameless.hash,
    )


async def _take_out(tx: Transaction, context: Context, before: Head, after: Head) -> None:
    """With the head's lock; entries that were sealed meanwhile are not concerned."""
    now = head_of(await tx.first(HEAD_LOCKED))
    bases = {name: value for name, value in asdict(after).items() if "_base_" in name}
    if (now.base(False), now.base(True)) != (before.base(False), before.base(True)):
        return  # another has just done the same, into a file of its own
    for anonymous in (False, True):
        await tx.execute(_TAKE_OUT, anonymous=anonymous, upto=after.base(anonymous).n)
    await tx.change(SealedHead, col(SealedHead.id) == 1, **bases)
    taken = f"AuditEntry:{after.audit_base_n},{after.anonymous_base_n}"
    await audit(tx, context, action="audit.archive", object=taken, result="done", content=bases)
