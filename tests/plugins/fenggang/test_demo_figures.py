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
from lianxin_fenggang.demo import DEMO

pytestmark = pytest.mark.xdist_group("fenggang demo")

VALUES = """query ($rule: String!, $after: String) { indicatorValues(
    rule: $rule, first: 100, after: $after) {
    edges { node { value split } } pageInfo { hasNextPage endCursor } } }"""


@pytest.fixture
async def county(
    figures_of_the_source: Path, installed: Installed, tmp_path: Path
) -> AsyncIterator[Locality]:
    async with copied(figures_of_the_source, installed, tmp_path, DEMO) as locality:
        yield locality


async def values(county: Locality, rule: str) -> Counter[str]:
    """The figure of all, by the first word of the split."""
    counts: Counter[str] = Counter()
    more, after = True, None
    while more:
        found: dict[str, Any] = await data(county, VALUES, rule=f"fenggang.{rule}", after=after)
        page = found["indicatorValues"]
        for edge in page["edges"]:
            counts["".join(edge["node"]["split"][:1])] += edge["node"]["value"]
        more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]
    return counts


async def test_522_branches_2169_councils_10038_members(county: Locality) -> None:
    query = """{ branches: units(filter: {kind: ["branch"]}) { totalCount }
        groups: units(filter: {kind: ["group"]}) { totalCount } }"""
    found = await data(county, query)
    assert (found["branches"]["totalCount"], found["groups"]["totalCount"]) == (522, 2_169)
    assert (await values(county, "deliberation.members_elected"))[""] == 10_038


async def test_1670_380_690_660_740_motions_in_the_five_fields(county: Locality) -> None:
    assert await values(county, "deliberation.motions_by_field") == {
        "development": 1_670,
        "law": 380,
        "morals": 690,
        "customs": 660,
        "harmony": 740,
    }


async def test_785_received_and_741_handled(county: Locality) -> None:
    assert (await values(county, "handling.mailbox_received"))[""] == 785
    found = await values(county, "handling.mailbox_by_state")
    assert found == {"handled": 741, "open": 44}


async def test_more_than_4_million_600_disputes_and_70_projects(county: Locality) -> None:
    assert (await values(county, "line.funds_raised"))[""] > 4_000_000
    found = await values(county, "line.settled_and_coordinated")
    assert found == {"disputes_settled": 600, "projects_coordinated": 70}


async def test_benefits_reached_79223_and_9934_people(county: Locality) -> None:
    paid = await values(county, "handling.benefits_paid")
    reached = await values(county, "handling.people_reached")
    reward = "计生“两户”奖励"
    assert (paid.pop(reward), reached.pop(reward)) == (1_265_000, 9_934)
    assert (paid.total(), reached.total()) == (28_586_000, 79_223)


async def test_10_million_and_10_staff(county: Locality) -> None:
    assert (await values(county, "works.budget_by_line")).total() == 10_000_000
    query = """{ standings(filter: {rule: ["fenggang.works.county_has_officers"]}) {
        edges { node { state required } } } }"""
    [edge] = (await data(county, query))["standings"]["edges"]
    assert edge["node"] == {"state": "MET", "required": 15}
