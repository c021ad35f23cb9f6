"""The demonstration follows the locality's clock, and is the same whenever it is told again."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from factories.bench import Bench
from factories.demos import TINY, ZONE, a_demo_locality, copied, quiet
from lianxin.database import Database, Row
from lianxin.events import verify
from lianxin.localities import Locality
from lianxin.plugins.manager import Installed
from lianxin.sweep import sweep
from lianxin.tables import AuditEntry, Case, CaseEntry, Meeting, Person, Standing
from lianxin_zoucheng.demo import fill_by

pytestmark = pytest.mark.xdist_group("zoucheng demo")


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(datetime(2026, 1, 1, 0, 20, tzinfo=ZONE), id="new year's night"),
        pytest.param(datetime(2026, 2, 20, 12, 0, tzinfo=ZONE), id="spring festival"),
    ],
)
async def test_nothing_lies_ahead_of_the_clock(
    sqlite_bench: Bench, tmp_path: Path, installed: Installed, now: datetime
) -> None:
    async with sqlite_bench.fresh(tmp_path) as database:
        demo = a_demo_locality(database, installed, now)
        await fill_by(TINY, demo, quiet)
        for column in (CaseEntry.at, Meeting.starts_at, Meeting.recorded_at, AuditEntry.at):
            latest = await database.first(select(func.max(col(column))))
            assert latest[0] is None or latest[0] <= now, column
        open_ = await _rows(demo, select(Case.__table__).where(col(Case.closed_at).is_(None)))  # type: ignore[attr-defined]
        assert len({case.step for case in open_}) >= 4
        assert await _rows(demo, select(Standing.__table__))  # type: ignore[attr-defined]


async def test_the_same_seed_tells_the_same_tale(
    database: Database, installed: Installed, tiny_demo: Path, tmp_path: Path
) -> None:
    """Told again, and on either database. What happens by itself has happened: the sweep finds
    nothing left to do, and the audit is whole."""
    demo = a_demo_locality(database, installed)
    await fill_by(TINY, demo, quiet)
    async with copied(tiny_demo, installed, tmp_path) as before:
        assert await _told(demo) == await _told(before)
    swept = await sweep(demo, demo.clock.now())
    assert (swept.failed, bool(swept)) == ({}, False), swept.done
    assert (await verify(database)).ok


async def _told(locality: Locality) -> list[list[tuple[Any, ...]]]:
    chosen = (
        (Case, "id code title body step submitted_at due_at receipt_hash reporter_id"),
        (CaseEntry, "id case_id n action at actor_id note"),
        (Person, "id name phone phone_index"),
        (Meeting, "id code title starts_at"),
    )
    found = []
    for table, names in chosen:
        columns = [table.__table__.c[name] for name in names.split()]  # type: ignore[attr-defined]
        found.append(
            [tuple(row) for row in await _rows(locality, select(*columns).order_by(columns[0]))]
        )
    return found


async def _rows(locality: Locality, statement: Any) -> list[Row]:
    return await locality.database.all(statement)
