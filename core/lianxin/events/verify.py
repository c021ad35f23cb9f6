"""Whether the audit is as it was sealed: nothing changed, missing, added, swapped or cut off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.database import Database, Session
from lianxin.events.chain import ENTRY_COLUMNS, sealed_fields
from lianxin.events.hashing import algorithm_of, chained
from lianxin.events.heads import HEAD, End, Head, head_of
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


class Flaw(Exception):
    """What is wrong with the entry of that number."""

    def __init__(self, n: int, problem: Text) -> None:
        self.n = n
        self.problem = problem
        super().__init__(problem.en)


class Archive(Protocol):
    """Entries that were taken out of the database, of either chain."""

    def base(self, anonymous: bool) -> End:
        """The end of the chain before them."""
        ...

    def entries(self, anonymous: bool) -> Iterable[Any]: ...


async def verify(
    database: Database, anchor: Head | None = None, archives: Sequence[Archive] = ()
) -> Verification:
    """Recompute both chains. With a head copied out earlier (`anchor`), the entries up to it have
    to be the same ones: that also shows a chain made anew and an old backup put back.

    What was archived is checked with its files, the oldest first; without them the chain begins
    where they end.
    """
    good = 0
    async with database.reading() as session:
        head = head_of(await session.first(HEAD))
        for anonymous in (False, True):
            walk = _Walk(head.end(anonymous), (anchor or Head()).end(anonymous))
            try:
                for archive in archives:
                    walk.go_on_from(archive.base(anonymous))
                    walk.over(archive.entries(anonymous))
                walk.go_on_from(head.base(anonymous))
                await _over_all(walk, session, anonymous)
                walk.ends()
            except Flaw as flaw:
                return Verification(False, good + walk.count, head, flaw.n, flaw.problem)
            good += walk.count
    return Verification(True, good, head)


async def _over_all(walk: "_Walk", session: Session, anonymous: bool) -> None:
    after = _LEAST
    while page := await session.all(_PAGE, anonymous=anonymous, after=after):
        walk.over(page)
        after = page[-1].n


class _Walk:
    """Along one chain, from where it begins to its head; every flaw is raised where it is."""

    def __init__(self, head: End, anchor: End) -> None:
        self._head, self._anchor = head, anchor
        self._reached: End | None = None
        self.count = 0

    def go_on_from(self, base: End) -> None:
        """What comes next follows from this end. Raises Flaw if that is not where we are."""
        if self._reached is None:
            if 0 < self._anchor.n < base.n:
                raise Flaw(base.n, _ARCHIVED)
            self._reached = base
            self._check_anchor()
        elif self._reached != base:
            raise Flaw(self._reached.n + 1, _NOT_NEXT)

    def over(self, entries: Iterable[Any]) -> None:
        assert self._reached is not None
        for entry in entries:
            self._reached = next_end(self._reached, entry)
            self.count += 1
            self._check_anchor()

    def ends(self) -> None:
        reached, head = self._reached or End(), self._head
        if reached.n < head.n:
            raise Flaw(reached.n + 1, _CUT)
        if reached.n < self._anchor.n:
            raise Flaw(reached.n + 1, _ROLLED_BACK)
        if reached != head:
            raise Flaw(min(reached.n, head.n + 1), _HEAD_CHANGED)

    def _check_anchor(self) -> None:
        reached = self._reached
        if reached and reached.n == self._anchor.n and reached != self._anchor:
            raise Flaw(reached.n, _REWRITTEN)


def next_end(before: End, entry: Any) -> End:
    """The end of the chain with one more entry. Raises Flaw."""
    n = before.n + 1
    if entry.n != n:
        raise Flaw(n, _MISSING if entry.n > n else _INSERTED)
    if entry.previous != before.hash:
        raise Flaw(n, _UNLINKED)
    fields = sealed_fields(entry, n, before.hash)
    if entry.hash != chained(fields, algorithm_of(entry.hash)):
        raise Flaw(n, _CHANGED)
    return End(n, entry.hash)


_ARCHIVED = Text(
    "留存的链头早于已归档的部分，请同时给出归档文件",
    "The head kept outside is older than what was archived; give the archives too",
)
_NOT_NEXT = Text(
    "归档文件与其后的条目连不上：缺少一个归档，或顺序不对",
    "What comes next does not follow from the archive: one is missing, or the order is wrong",
)
_CHANGED = Text("这一条被改过", "This entry was changed")
_MISSING = Text("这一条不见了", "This entry is missing")
_INSERTED = Text("这里多出一条", "An entry was added here")
_UNLINKED = Text("这一条与上一条连不上", "This entry does not follow from the one before")
_CUT = Text("从这一条起，末尾被截去", "From this entry on, the end was cut off")
_HEAD_CHANGED = Text("链头与最后一条不符", "The sealed head is not that of the last entry")
_REWRITTEN = Text(
    "这一条与留存的链头不符：审计链被重做过",
    "This entry is not that of the head kept outside: the chain was made anew",
)
_ROLLED_BACK = Text(
    "留存的链头比数据库新：恢复了旧备份，或末尾被截去",
    "The head kept outside is newer: an old backup was put back, or the end was cut off",
)
