"""Every figure that the source reports, as the API answers it of a demonstration of that size."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from factories.asking import data
from factories.demos import copied
from lianxin.localities import Locality
from lianxin.plugins.manager import Installed
from lianxin_sichuan.demo import DEMO

pytestmark = pytest.mark.xdist_group("sichuan demo")


@pytest.fixture
async def province(
    figures_of_the_source: Path, installed: Installed, tmp_path: Path
) -> AsyncIterator[Locality]:
    async with copied(figures_of_the_source, installed, tmp_path, DEMO) as locality:
        yield locality


async def test_36_messengers_6_grids_and_93_people_in_them(province: Locality) -> None:
    query = """{ standings(filter: {rule: ["sichuan.kangzhuang.communities_have_messengers",
        "sichuan.kangzhuang.grids"]}) { edges { node { actual state } } }
        indicatorValues(rule: "sichuan.kangzhuang.people_in_grids") { edges { node { value } } } }"""
    found = await data(province, query)
    stood = {(e["node"]["actual"], e["node"]["state"]) for e in found["standings"]["edges"]}
    assert stood == {(36, "MET"), (6, "MET")}
    assert [e["node"]["value"] for e in found["indicatorValues"]["edges"]] == [93]


async def test_200_000_yuan_in_a_month_at_500_and_100_a_person(province: Locality) -> None:
    found = await data(province, '{ livePublication(rule: "sichuan.langzhong.books") }')
    [row] = found["livePublication"]["rows"]
    assert row[2:6] == [500, 100, 200_000, 200_000]
    paid = "{ sichuanPayments(first: 100) { edges { node { paidOn fund { resolvedOn } } } } }"
    nodes = [e["node"] for e in (await data(province, paid))["sichuanPayments"]["edges"]]
    assert len({node["paidOn"] for node in nodes}) > 1


async def test_31_matters_were_vetoed(province: Locality) -> None:
    query = """{ motions(filter: {procedure: ["sichuan.suining.major_decisions"], passed: false}) {
        totalCount } }"""
    assert (await data(province, query))["motions"]["totalCount"] == 31


async def test_12_bulletins_50_admonitions_and_41_handlings_in_three_years(
    province: Locality,
) -> None:
    query = """query ($kind: [String!]) { consequences(filter: {kind: $kind}) { totalCount } }"""
    numbers = [
        (await data(province, query, kind=[f"gy_{kind}"]))["consequences"]["totalCount"]
        for kind in ("bulletin", "admonition", "discipline")
    ]
    assert numbers == [12, 50, 41]


async def test_10_000_rate_departments(province: Locality) -> None:
    query = """{ standings(filter: {rule: ["sichuan.ziyang.raters_on_the_rolls"]}) {
        edges { node { actual state } } } }"""
    found = [e["node"] for e in (await data(province, query))["standings"]["edges"]]
    assert (10_000, "MET") in {(stood["actual"], stood["state"]) for stood in found}
