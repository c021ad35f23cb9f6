"""Sealing: one chain and one numbering, whoever seals, and nothing left behind."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import func, select

from lianxin.database import Database
from lianxin.errors import DatabaseBusy
from lianxin.events import sealer
from lianxin.events.heads import BadSignature, Head, head, read_signed, signed
from lianxin.events.sealer import Sealed, run_sealer, seal
from lianxin.events.turns import WINDOW, in_turn
from lianxin.events.verify import verify
from lianxin.localities import Locality
from lianxin.tables import AuditEntry, OutboxEvent

Write = Callable[..., Awaitable[None]]

SUBJECTS = select(OutboxEvent.n, OutboxEvent.subject_id, OutboxEvent.turn).order_by(OutboxEvent.n)
HASHES = select(AuditEntry.hash).order_by(AuditEntry.n)
UNSEALED = select(func.count()).where(AuditEntry.n.is_(None))


async def numbers(database: Database) -> list[tuple[int, int]]:
    return [(row.n, row.subject_id) for row in await database.all(SUBJECTS)]


async def test_sealing_numbers_what_was_committed_in_the_order_of_commits(
    locality: Locality, write: Write
) -> None:
    await write(5)
    assert await seal(locality.database) == Sealed(5, 5)
    assert await numbers(locality.database) == [(n, n) for n in range(1, 6)]
    assert await seal(locality.database) == Sealed(0, 0)
    assert (await verify(locality.database)).ok


async def test_several_batches_make_one_chain(
    locality: Locality, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealer, "BATCH", 3)
    await write(7)
    assert await seal(locality.database) == Sealed(7, 7)
    assert await numbers(locality.database) == [(n, n) for n in range(1, 8)]
    assert (await verify(locality.database)).n == 7


async def test_sealers_at_once_neither_fork_nor_lose(
    locality: Locality, elsewhere: Database, write: Write
) -> None:
    async def seal_some(database: Database) -> int:
        return sum([(await seal(database)).entries for _ in range(8)])

    rounds = await asyncio.gather(
        *(seal_some(locality.database), write(20), seal_some(elsewhere), write(20)),
        seal_some(elsewhere),
    )
    sealed = sum(n or 0 for n in rounds) + (await seal(locality.database)).entries
    assert sealed == 40
    assert [n for n, _ in await numbers(locality.database)] == list(range(1, 41))
    verification = await verify(locality.database)
    assert (verification.ok, verification.n) == (True, 40)


async def test_what_is_anonymous_has_a_chain_of_its_own(locality: Locality, write: Write) -> None:
    await write(2)
    await write(3, anonymous=True)
    await seal(locality.database, clock=locality.clock)
    found = await head(locality.database)
    assert (found.audit_n, found.anonymous_n, found.event_n) == (2, 3, 5)
    verification = await verify(locality.database)
    assert (verification.ok, verification.n) == (True, 5)


async def test_sealing_what_is_anonymous_leaves_no_time_behind(
    locality: Locality, write: Write
) -> None:
    await write(anonymous=True)
    await seal(locality.database, clock=locality.clock)
    assert (await head(locality.database)).sealed_at is None
    assert [row.turn for row in await locality.database.all(SUBJECTS)] == [0]


async def test_a_chain_may_go_on_in_sm3(locality: Locality, write: Write) -> None:
    await write()
    await seal(locality.database)
    await write()
    await seal(locality.database, "sm3")
    kinds = [row.hash.partition(":")[0] for row in await locality.database.all(HASHES)]
    assert kinds == ["sha256", "sm3"]
    assert (await verify(locality.database)).ok


async def test_a_sealing_that_breaks_off_changes_nothing(
    locality: Locality, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    await write(3)
    with monkeypatch.context() as broken:
        broken.setattr(sealer, "_numbered", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            await seal(locality.database)
    assert (await locality.database.first(UNSEALED))[0] == 3
    assert await seal(locality.database) == Sealed(3, 3)
    assert (await verify(locality.database)).ok


async def test_the_task_seals_soon_after_a_commit_and_survives_failures(
    locality: Locality, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = asyncio.Event()
    failures = iter([DatabaseBusy()])
    real = sealer._locked_head

    async def sometimes(tx) -> Head:
        for failure in failures:
            raise failure
        return await real(tx)

    monkeypatch.setattr(sealer, "_locked_head", sometimes)
    monkeypatch.setattr(sealer, "RETRY_SECONDS", 0.01)
    task = asyncio.create_task(run_sealer(locality, stop))
    await write(2)
    async with asyncio.timeout(5):
        while (await head(locality.database)).event_n < 2:
            await locality.database.changes.after(locality.database.changes.count, 0.05)
    stop.set()
    await asyncio.wait_for(task, 1)


def test_turns_pass_a_full_minute() -> None:
    class At:
        def __init__(self, turn: int, at: int = 0) -> None:
            self.turn, self.at = turn, at

    rows = [At(3), At(WINDOW - 5), At(9, at=-1), At(WINDOW - 4)]
    assert [r.turn for r in in_turn(rows)] == [9, WINDOW - 5, WINDOW - 4, 3]


def test_a_head_that_was_copied_out_is_known_again() -> None:
    line = signed(Head(audit_n=4, audit_hash="sha256:ab"), b"key")
    assert read_signed(line, b"key") == Head(audit_n=4, audit_hash="sha256:ab")
    for wrong in (line.replace("4", "5"), "[]", "{}", "nothing"):
        with pytest.raises(BadSignature):
            read_signed(wrong, b"key")
    with pytest.raises(BadSignature):
        read_signed(line, b"another")
