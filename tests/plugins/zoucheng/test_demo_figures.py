"""ZC-D1, ZC-D2: the demonstration of the source's size has the source's figures."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from factories.bench import Bench
from factories.demos import a_demo_locality, quiet
from lianxin.demo import check_tale
from lianxin.plugins.manager import Installed
from lianxin.tables import Case
from lianxin_zoucheng.demo import fill_by
from lianxin_zoucheng.demo.checks import check_by
from lianxin_zoucheng.demo.course import SATISFACTION
from lianxin_zoucheng.demo.plan import SOURCE

pytestmark = pytest.mark.xdist_group("zoucheng demo")

SHARE = 0.01
"""Of a hundred households, cases and villages one: in seconds, with the same proportions. At full
size `lianxin demo --scale source --check` compares the same."""


async def test_zc_d1_d2_the_plan_has_the_source_s_figures() -> None:
    assert (SOURCE.villages, SOURCE.departments) == (887, 86)
    assert SOURCE.first_secretaries + SOURCE.team_members == 1_028
    assert (SOURCE.police, SOURCE.agents) == (600, 887)
    assert SOURCE.register == 48_000
    assert SOURCE.households > 270_000
    assert SOURCE.interviewed == 0.997
    assert sum(SOURCE.matters.values()) == 5_914
    assert list(SOURCE.matters.values())[:3] == [2_667, 2_210, 475]
    assert 49_000 < SOURCE.errands < 50_000
    assert SOURCE.disputes > 5_000
    assert (SOURCE.items, SOURCE.days_saved) == (276, 2_834)
    assert (SOURCE.penalties, SOURCE.functions, SOURCE.waivers) == (2_674, 254, 292)
    assert SATISFACTION["dissatisfied"] / sum(SATISFACTION.values()) == 0.02


async def test_zc_d1_d2_all_proportions_are_the_source_s(
    sqlite_bench: Bench, tmp_path: Path, installed: Installed
) -> None:
    plan = SOURCE.scaled(SHARE)
    async with sqlite_bench.fresh(tmp_path) as database:
        locality = a_demo_locality(database, installed)
        await fill_by(plan, locality, quiet)
        checked = [*await check_by(plan, locality), *await check_tale(locality)]
        assert [one for one in checked if not one.right] == []
        called = select(func.count()).where(col(Case.satisfaction).is_not(None))
        dissatisfied = called.where(col(Case.satisfaction) == "dissatisfied")
        share = (await database.first(dissatisfied))[0] / (await database.first(called))[0]  # type: ignore[index]
        assert share == pytest.approx(0.02, abs=0.02)
