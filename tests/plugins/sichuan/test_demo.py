"""The made-up Sichuan hangs together, and the walk through the README leads through it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import lianxin_sichuan
from factories.demos import copied
from factories.walks import clauses_of, numbered, refused_by, shows_something, walk_of, walked
from lianxin.localities import Locality
from lianxin.plugins.manager import Installed
from lianxin_sichuan.demo import DEMO
from lianxin_sichuan.demo.checking import check_by
from lianxin_sichuan.demo.plan import Plan

pytestmark = pytest.mark.xdist_group("sichuan demo")

WALK = walk_of(lianxin_sichuan)
CLAUSES = numbered("SC-", {"KZ": 4, "NJ": 3, "LZ": 3, "SN": 3, "GY": 4, "ZY": 4})


@pytest.fixture
async def demo(tiny_sichuan: Path, installed: Installed, tmp_path: Path) -> AsyncIterator[Locality]:
    async with copied(tiny_sichuan, installed, tmp_path, DEMO) as locality:
        yield locality


async def test_all_that_was_planned_is_there_and_nothing_is_left_to_do(
    demo: Locality, tiny_plan: Plan
) -> None:
    assert [c.what.en for c in await check_by(tiny_plan, demo) if not c.right] == []


async def test_every_clause_has_a_rule_with_its_source(demo: Locality) -> None:
    assert await clauses_of(demo, "SC-") == CLAUSES


def test_the_walk_has_its_operations() -> None:
    assert 5 <= len(WALK) <= 8


@pytest.mark.parametrize("n", range(len(WALK)))
async def test_each_operation_of_the_walk_runs(demo: Locality, n: int) -> None:
    assert all(map(shows_something, (await walked(demo, WALK[n])).values()))


async def test_the_walk_shows_a_refusal_with_its_clause(demo: Locality) -> None:
    [refused] = [one for one in WALK if "recordMeeting" in one[1]]
    assert "SC-NJ1" in refused_by((await walked(demo, refused))["recordMeeting"])
