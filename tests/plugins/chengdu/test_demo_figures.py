"""Every figure that the source reports, as the API answers it of a demonstration of that size."""

from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from factories.asking import data
from factories.demos import copied
from lianxin.localities import Locality
from lianxin.plugins.manager import Installed
from lianxin_chengdu.demo import DEMO

pytestmark = pytest.mark.xdist_group("chengdu demo")

VALUES = """query ($rule: String!) { indicatorValues(rule: $rule, first: 100) {
    edges { node { value split } } } }"""


@pytest.fixture
async def city(
    figures_of_the_source: Path, installed: Installed, tmp_path: Path
) -> AsyncIterator[Locality]:
    async with copied(figures_of_the_source, installed, tmp_path, DEMO) as locality:
        yield locality


async def values(city: Locality, rule: str) -> list[tuple[float, list[str]]]:
    found: dict[str, Any] = await data(city, VALUES, rule=f"chengdu.{rule}")
    edges = found["indicatorValues"]["edges"]
    return [(edge["node"]["value"], edge["node"]["split"]) for edge in edges]


async def test_1803_established_2401_revised_528_abolished(city: Locality) -> None:
    counts: Counter[str] = Counter()
    for value, (operation, _) in await values(city, "regulations.operations"):
        counts[operation] += int(value)
    assert counts == {"established": 1_803, "revised": 2_401, "abolished": 528}


async def test_2885_households_and_13_representatives(city: Locality) -> None:
    query = """{ unit(code: "GZ1") { households(first: 1) { totalCount } }
        standings(filter: {rule: ["chengdu.asking.areas_have_committees"]}) {
            edges { node { actual required state } } } }"""
    found = await data(city, query)
    [stood] = [edge["node"] for edge in found["standings"]["edges"]]
    assert (found["unit"]["households"]["totalCount"], stood["actual"]) == (2_885, 13)


async def test_163_projects_in_10_areas_all_completed(city: Locality) -> None:
    projects = await values(city, "asking.projects_of_the_year")
    assert (len(projects), sum(value for value, _ in projects)) == (10, 163)
    assert {value for value, _ in await values(city, "asking.projects_completed")} == {100}


async def test_138_problems_in_9_fields_all_resolved_and_11_actions(city: Locality) -> None:
    query = """{ indicatorValues(rule: "chengdu.rights.problems_by_field", by: "key") {
        totalCount } }"""
    assert (await data(city, query))["indicatorValues"]["totalCount"] == 9
    problems = await values(city, "rights.problems_by_field")
    assert problems == [(138, ["resolved"])]
    actions = await values(city, "style.rectification_actions")
    assert (sum(value for value, _ in actions), len(actions)) == (11, 7)
