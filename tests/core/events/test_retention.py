"""Old entries leave the database, and the chain goes on."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from lianxin.clock import FixedClock
from lianxin.context import SYSTEM, Context
from lianxin.events import retention
from lianxin.events.archives import ArchiveExists, AuditArchive, BadArchive
from lianxin.events.heads import head
from lianxin.events.retention import AuditBroken, KeptForEver, archive_audit
from lianxin.events.sealer import seal
from lianxin.events.settings import AuditSettings
from lianxin.events.verify import verify
from lianxin.localities import Figures, Locality
from lianxin.tables import AuditEntry

Write = Callable[..., Awaitable[None]]


@pytest.fixture
async def aged(locality: Locality, clock: FixedClock, write: Write) -> Locality:
    """Four entries and two anonymous ones of four years ago, two of today; three years are kept."""
    locality.figures = Figures({**locality.figures.settings, AuditSettings: kept(3)})
    await write(4)
    await write(2, anonymous=True)
    await seal(locality.database)
    clock.advance(timedelta(days=4 * 366))
    await write(2)
    await seal(locality.database)
    return locality


def kept(years: int) -> AuditSettings:
    return AuditSettings(keep_years=years)


def now(locality: Locality) -> Context:
    return Context(locality, SYSTEM, locality.clock.now())


async def test_the_chain_verifies_without_what_was_archived_and_with_it(
    aged: Locality, tmp_path: Path
) -> None:
    database, before = aged.database, await head(aged.database)
    done = await archive_audit(now(aged), tmp_path / "a.jsonl")
    await seal(database)
    assert done.entries == 6
    left = await verify(database)
    assert (left.ok, left.n) == (True, 3)  # today's two, and that something was archived
    whole = await verify(database, archives=[AuditArchive.at(tmp_path / "a.jsonl")])
    assert (whole.ok, whole.n) == (True, 9)
    assert (await verify(database, before)).ok
    assert (await archive_audit(now(aged), tmp_path / "b.jsonl")).entries == 0
    assert not (tmp_path / "b.jsonl").exists()


async def test_archives_follow_each_other(
    aged: Locality, tmp_path: Path, clock: FixedClock, write: Write
) -> None:
    first, second = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    await archive_audit(now(aged), first)
    await seal(aged.database)
    clock.advance(timedelta(days=4 * 366))
    await write(1)
    await seal(aged.database)
    await archive_audit(now(aged), second)
    await seal(aged.database)
    both = [AuditArchive.at(path) for path in (first, second)]
    assert (await verify(aged.database, archives=both)).ok
    for wrong in (both[::-1], both[:1]):
        assert not (await verify(aged.database, archives=wrong)).ok


async def test_what_is_too_much_for_one_file_waits_for_another(
    aged: Locality, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "MOST", 3)
    paths = [tmp_path / name for name in ("1.jsonl", "2.jsonl")]
    done = [await archive_audit(now(aged), path) for path in paths]
    assert [(d.entries, d.more) for d in done] == [(5, True), (1, False)]
    await seal(aged.database)
    assert (await verify(aged.database, archives=[AuditArchive.at(p) for p in paths])).ok


async def test_a_head_kept_outside_that_is_older_asks_for_the_archive(
    aged: Locality, tmp_path: Path
) -> None:
    path, old = tmp_path / "a.jsonl", replace(await head(aged.database), audit_n=2, audit_hash="x")
    await archive_audit(now(aged), path)
    await seal(aged.database)
    without = await verify(aged.database, old)
    assert without.problem is not None
    assert "give the archives" in without.problem.en
    forged = await verify(aged.database, old, [AuditArchive.at(path)])
    assert forged.first_bad == 2


async def test_a_changed_archive_is_noticed(aged: Locality, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    await archive_audit(now(aged), path)
    await seal(aged.database)
    path.write_text(path.read_text().replace("Case:3", "Case:4"))
    found = await verify(aged.database, archives=[AuditArchive.at(path)])
    assert (found.ok, found.first_bad) == (False, 3)
    path.write_text("something else")
    with pytest.raises(BadArchive):
        AuditArchive.at(path)


async def test_taking_out_without_archiving_is_noticed(aged: Locality) -> None:
    async with aged.database.writing() as tx:
        await tx.execute(AuditEntry.__table__.delete().where(AuditEntry.__table__.c.n <= 2))
    assert (await verify(aged.database)).first_bad == 1


async def test_what_cannot_be_archived_stays(aged: Locality, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.touch()
    with pytest.raises(ArchiveExists):
        await archive_audit(now(aged), path)
    path.unlink()
    async with aged.database.writing() as tx:
        entries = AuditEntry.__table__
        changed = update(entries).where(entries.c.n == 2).values(result="refused")
        await tx.execute(changed)
    with pytest.raises(AuditBroken):
        await archive_audit(now(aged), path)
    assert not path.exists()
    aged.figures = Figures({**aged.figures.settings, AuditSettings: kept(0)})
    with pytest.raises(KeptForEver):
        await archive_audit(now(aged), path)


def test_less_than_the_law_asks_for_cannot_be_set() -> None:
    with pytest.raises(ValueError, match="at least 3 years"):
        kept(2)
