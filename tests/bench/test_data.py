"""The rows to measure with: they hang together as if the product had written them."""

import asyncio
from pathlib import Path

from sqlalchemy import func, select
from sqlmodel import col

from bench.data import SMALL, make_data
from lianxin.platform import Environment, Platform
from lianxin.statistics import rebuild_tallies
from lianxin.tables import Case, CaseEntry, CaseTally, SearchText

_TALLIES = select(CaseTally.__table__).order_by(*CaseTally.__table__.primary_key)  # type: ignore[attr-defined]
_LAST = select(func.max(col(CaseEntry.n)).label("n"), func.max(col(Case.version)).label("version"))
_LAST_OF_EACH = _LAST.where(col(CaseEntry.case_id) == col(Case.id)).group_by(col(Case.id))


def test_rows_hang_together(tmp_path: Path) -> None:
    environment = Environment.read(home=tmp_path)
    made = make_data(environment, f"sqlite:///{tmp_path / 'bench.db'}", SMALL, lambda _: None)
    assert made.rows["core_case"] == SMALL.cases
    asyncio.run(_check(environment, found=sum(_searched(made.rows))))


async def _check(environment: Environment, found: int) -> None:
    async with Platform(environment) as platform:
        database = (await platform.locality("bench")).database
        assert all(row.n == row.version for row in await database.all(_LAST_OF_EACH))
        assert (await database.first(select(func.count()).select_from(SearchText)))[0] == found
        kept = await database.all(_TALLIES)
        async with database.writing() as tx:
            await rebuild_tallies(tx)
        assert await database.all(_TALLIES) == kept


def _searched(rows: dict[str, int]) -> list[int]:
    return [rows[f"core_{name}"] for name in ("case", "meeting", "person", "unit")]
