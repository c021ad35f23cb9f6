"""Whether the audit is as it was sealed: nothing changed, missing, added, swapped or cut off."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.database import Database, Row, Session
from lianxin.events.chain import ENTRY_COLUMNS, sealed_fields
from lianxin.events.hashing import algorithm_of, chained
from lianxin.events.heads import HEAD, Head, head_of
from lianxin.language import Text
from lianxin.tables import AuditEntry

PAGE = 1000
# An entry that was slipped in may bear any number.
_LEAST = -(2**63)
_PAGE = (
    select(*ENTRY_COLUMNS)
    .where(col(AuditEntry.anonymous) == bindparam("anonymous"))
    .where(col(AuditEntry.n) > bindparam("after"))
    .order_by(col(AuditEntry.n))
    .limit(PAGE)
)


@dataclass(frozen=True)
class Verification:
    """`n` entries were found good, up to `head`; else `first_bad` is the first that is not, by its
    number in its chain, and `problem` says what is wrong."""

    ok: bool
    n: int
    head: Head
    first_bad: int | None = None
    problem: Text | None = None


class _Flaw(Exception):
    def __init__(self, n: int, problem: Text) -> None:
        self.n = n
        self.problem = problem
        super().__init__(problem.en)


@dataclass(frozen=True)
class _End:
    """A chain's number of entries and last hash, as a head states them."""

    n: int
    hash: str


async def verify(database: Database, anchor: Head | None = None) -> Verification:
    """Recompute both chains. With a head copied out earlier (`anchor`), the entries up to it have
    to be the same ones: that also shows a chain made anew and an old backup put back."""
    good = 0
    async with database.reading() as session:
        head = head_of(await session.first(HEAD))
        try:
            for anonymous in (False, True):
                marks = [_end(head, anonymous), _end(anchor or Head(), anonymous)]
                good += await _walk(session, anonymous, *marks)
        except _Flaw as flaw:
            return Verification(False, good + flaw.n - 1, head, flaw.n, flaw.problem)
    return Verification(True, good, head)


def _end(head: Head, anonymous: bool) -> _End:
    if anonymous:
        return _End(head.anonymous_n, head.anonymous_hash)
    return _End(head.audit_n, head.audit_hash)


async def _walk(session: Session, anonymous: bool, head: _End, anchor: _End) -> int:
    """The length of a good chain. Raises _Flaw."""
    reached, after = _End(0, ""), _LEAST
    while page := await session.all(_PAGE, anonymous=anonymous, after=after):
        for entry in page:
            reached = _next(reached, entry)
            if reached.n == anchor.n and reached != anchor:
                raise _Flaw(reached.n, _REWRITTEN)
        after = page[-1].n
    if reached.n < head.n:
        raise _Flaw(reached.n + 1, _CUT)
    if reached.n < anchor.n:
        raise _Flaw(reached.n + 1, _ROLLED_BACK)
    if reached != head:
        raise _Flaw(min(reached.n, head.n + 1), _HEAD_CHANGED)
    return reached.n


def _next(before: _End, entry: Row) -> _End:
    n = before.n + 1
    if entry.n != n:
        raise _Flaw(n, _MISSING if entry.n > n else _INSERTED)
    if entry.previous != before.hash:
        raise _Flaw(n, _UNLINKED)
    fields = sealed_fields(entry, n, before.hash)
    if entry.hash != chained(fields, algorithm_of(entry.hash)):
        raise _Flaw(n, _CHANGED)
    return _End(n, entry.hash)


_CHANGED = Text("这一条被改过", "This entry was changed")
_MISSING = Text("这一条不见了", "This entry is missing")
_INSERTED = Text("这里多出一条", "An entry was added here")
_UNLINKED = Text("这一条与上一条连不上", "This entry does not follow from the one before")
_CUT = Text("从这一条起, 末尾被截去", "From this entry on, the end was cut off")
_HEAD_CHANGED = Text("链头与最后一条不符", "The sealed head is not that of the last entry")
_REWRITTEN = Text(
    "这一条与留存的链头不符: 审计链被重做过",
    "This entry is not that of the head kept outside: the chain was made anew",
)
_ROLLED_BACK = Text(
    "留存的链头比数据库新: 恢复了旧备份, 或末尾被截去",
    "The head kept outside is newer: an old backup was put back, or the end was cut off",
)
