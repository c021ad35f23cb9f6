"""Every figure that the source reports, as the API answers it of a demonstration of that size."""

from collections.abc import AsyncIterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from factories.asking import data
from factories.demos import copied
from lianxin.localities import Locality
from lianxin.plugins.manager import Installed
from lianxin_hubei.demo import DEMO

pytestmark = pytest.mark.xdist_group("hubei demo")


@pytest.fixture
async def province(
    figures_of_the_source: Path, installed: Installed, tmp_path: Path
) -> AsyncIterator[Locality]:
    async with copied(figures_of_the_source, installed, tmp_path, DEMO) as locality:
        yield locality


async def test_36_planned_and_9_of_them_issued(province: Locality) -> None:
    query = """{
      planned: indicatorValues(rule: "hubei.regulations.planned") { edges { node { value } } }
      issued: indicatorValues(rule: "hubei.regulations.issued") { edges { node { value } } }
      standings(filter: { rule: ["HB-X1"] }) { edges { node { state } } } }"""
    found = await data(province, query)
    values = [found[name]["edges"][0]["node"]["value"] for name in ("planned", "issued")]
    assert values == [36, 9]
    assert [edge["node"]["state"] for edge in found["standings"]["edges"]] == ["MET"]


async def test_18_articles_in_7_fields(province: Locality) -> None:
    query = """{ indicatorValues(rule: "hubei.doors.articles_by_field", by: "key", first: 20) {
        edges { node { value } } } }"""
    edges = (await data(province, query))["indicatorValues"]["edges"]
    assert (len(edges), sum(edge["node"]["value"] for edge in edges)) == (7, 18)


async def test_18_articles_stand_there_for_all_with_the_texts_that_the_source_quotes(
    province: Locality,
) -> None:
    query = """{ hubeiDoorArticles(first: 50) { edges { node { number subject text
        field { label } } } } }"""
    edges = (await data(province, query, role="public"))["hubeiDoorArticles"]["edges"]
    articles = [edge["node"] for edge in edges]
    assert [a["number"] for a in articles] == list(range(1, 19))
    assert len({a["field"]["label"] for a in articles}) == 7
    assert [a["number"] for a in articles if a["text"]] == [3, 4]


async def test_nobody_goes_where_another_was_within_the_month(province: Locality) -> None:
    """The demonstration keeps to HB-A2 itself: trips to one city lie more than 30 days apart."""
    query = """query ($city: String!) { meetings(
        filter: { kind: ["research", "point_visit"], unit: $city }, first: 100) { edges { node {
        startsAt participants(first: 1) { edges { node { person { id } } } } } } } }"""
    found = await data(province, query, city="S03")
    trips = sorted(
        (n["startsAt"][:10], n["participants"]["edges"][0]["node"]["person"]["id"])
        for n in (edge["node"] for edge in found["meetings"]["edges"])
    )
    assert len(trips) > 6
    for (day, who), (later, other) in pairwise(trips):
        apart = (date.fromisoformat(later) - date.fromisoformat(day)).days
        assert who == other or apart > 30
