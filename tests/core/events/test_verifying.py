"""Whatever is done to a sealed audit by hand is noticed."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import bindparam, delete, select, update

from lianxin.database import Database
from lianxin.database.batch import column_names
from lianxin.events.chain import sealed_fields
from lianxin.events.hashing import chained
from lianxin.events.heads import head
from lianxin.events.sealer import seal
from lianxin.events.verify import verify
from lianxin.ids import new_id
from lianxin.localities import Locality
from lianxin.tables import AuditEntry, SealedHead

Write = Callable[..., Awaitable[None]]

COLUMNS = AuditEntry.__table__.columns
ENTRIES = select(*COLUMNS).order_by(AuditEntry.anonymous, AuditEntry.n)
NAMED, NAMELESS = 6, 3
TEXTS = ("actor", "roles", "action", "object", "result", "reason", "digest", "previous", "hash")
place = st.integers(0, NAMED + NAMELESS - 1)
Rows = list[dict[str, Any]]


def changed(rows: Rows, at: int, name: str, value: Any) -> Rows:
    return [*rows[:at], {**rows[at], name: value}, *rows[at + 1 :]]


def swapped(rows: Rows, one: int, other: int) -> Rows:
    """Two entries exchange their places, and all that belongs to a place."""
    places = {i: {k: rows[i][k] for k in ("n", "previous", "hash")} for i in (one, other)}
    rows = [*rows]
    rows[one], rows[other] = rows[one] | places[other], rows[other] | places[one]
    return rows


def inserted(rows: Rows, at: int, n: int) -> Rows:
    return [*rows, {**rows[at], "id": new_id(), "n": n}]


def shifted(rows: Rows, at: int) -> Rows:
    """An entry is slipped in, and all after it are renumbered."""
    later = [r | {"n": r["n"] + 1} if r["n"] > rows[at]["n"] else r for r in rows]
    return [*later, rows[at] | {"id": new_id(), "n": rows[at]["n"] + 1}]


def removed(rows: Rows, at: int) -> Rows:
    return [*rows[:at], *rows[at + 1 :]]


def cut(rows: Rows, count: int) -> Rows:
    return rows[: -min(count, NAMELESS)]


TAMPERINGS = st.one_of(
    st.tuples(st.just(changed), place, st.sampled_from(TEXTS), st.text("ab:1", max_size=5)),
    st.tuples(st.just(changed), place, st.just("id"), st.integers(1, 2**63 - 1)),
    st.tuples(st.just(changed), place, st.just("n"), st.none() | st.integers(-5, 20)),
    st.tuples(st.just(changed), place, st.just("anonymous"), st.booleans()),
    st.tuples(st.just(swapped), place, place),
    st.tuples(st.just(inserted), place, st.integers(-3, 15)),
    st.tuples(st.just(shifted), st.integers(0, NAMED - 1)),
    st.tuples(st.just(removed), place),
    st.tuples(st.just(cut), st.integers(1, NAMELESS)),
)


def possible(rows: Rows) -> bool:
    """Keys and numbers are unique in the database itself; what has no number is not sealed."""
    numbers = [(r["anonymous"], r["n"]) for r in rows if r["n"] is not None]
    return len(set(numbers)) == len(numbers) and len({r["id"] for r in rows}) == len(rows)


@pytest.fixture
async def sealed(locality: Locality, write: Write) -> Database:
    await write(NAMED)
    await write(NAMELESS, anonymous=True)
    await seal(locality.database)
    return locality.database


async def rows_of(database: Database) -> Rows:
    names = column_names(AuditEntry)
    return [dict(zip(names, row, strict=True)) for row in await database.all(ENTRIES)]


async def put(database: Database, rows: Rows) -> None:
    async with database.writing() as tx:
        await tx.execute(delete(AuditEntry))
        await tx.add_values(AuditEntry, rows)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tampering=TAMPERINGS)
async def test_any_tampering_is_noticed(sealed: Database, tampering: tuple[Any, ...]) -> None:
    good = await rows_of(sealed)
    tamper, *how = tampering
    bad = tamper(good, *how)
    assume(bad != good and possible(bad))
    await put(sealed, bad)
    verification = await verify(sealed)
    await put(sealed, good)
    assert not verification.ok
    assert verification.first_bad
    assert verification.problem
    assert (await verify(sealed)).ok


async def test_a_cut_tail_is_noticed_by_the_head(sealed: Database) -> None:
    await put(sealed, (await rows_of(sealed))[:4])
    verification = await verify(sealed)
    assert (verification.first_bad, verification.n) == (5, 4)
    assert verification.problem.zh == "从这一条起，末尾被截去"


async def test_a_chain_made_anew_is_noticed_by_a_head_kept_outside(sealed: Database) -> None:
    kept = await head(sealed)
    await forge(sealed)
    assert (await verify(sealed)).ok
    verification = await verify(sealed, kept)
    assert (verification.ok, verification.first_bad) == (False, NAMED)


async def test_an_old_backup_is_noticed_by_a_head_kept_outside(
    sealed: Database, write: Write
) -> None:
    kept = replace(await head(sealed), audit_n=NAMED + 2)
    verification = await verify(sealed, kept)
    assert (verification.ok, verification.first_bad) == (False, NAMED + 1)


async def test_a_head_kept_outside_stays_good_while_the_chain_grows(
    sealed: Database, write: Write
) -> None:
    kept = await head(sealed)
    await write(2)
    await seal(sealed)
    assert (await verify(sealed, kept)).ok


async def test_without_its_head_a_chain_is_not_believed(sealed: Database) -> None:
    async with sealed.writing() as tx:
        await tx.execute(delete(SealedHead))
    assert (await verify(sealed)).first_bad == 1


async def test_an_empty_audit_is_in_order(database: Database) -> None:
    verification = await verify(database)
    assert (verification.ok, verification.n) == (True, 0)


async def forge(database: Database) -> None:
    """Whoever rules the database changes the last entry, its hash and the head."""
    rows = [row for row in await database.all(ENTRIES) if not row.anonymous]
    last = rows[-1]._replace(object="Case:99")
    forged = chained(sealed_fields(last, last.n, last.previous))
    async with database.writing() as tx:
        await tx.execute(
            update(AuditEntry)
            .where(AuditEntry.id == bindparam("which"))
            .values(object="Case:99", hash=forged),
            which=last.id,
        )
        await tx.change(SealedHead, audit_hash=forged)
