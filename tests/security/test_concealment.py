"""An official named in a case, and everyone in that unit, never learns of it by any path."""

from typing import Any

import pytest

from factories.asking import ask, data
from factories.cases import make_case
from factories.people import make_appointment, make_person, make_unit
from factories.viewers import viewer_with
from lianxin.context import Viewer
from lianxin.localities import Locality
from lianxin.tables import Case, Unit

PATHS = {
    "list": "{ cases(first: 50) { totalCount edges { node { code } } } }",
    "by code": "query ($code: String!) { case(code: $code) { code } }",
    "by id": "query ($id: ID!) { node(id: $id) { ... on Case { code } } }",
    "by ids": "query ($id: ID!) { nodes(ids: [$id]) { ... on Case { code } } }",
    "search": '{ cases(filter: {search: "受贿"}) { totalCount edges { node { code } } } }',
    "filter": '{ cases(filter: {channel: ["phone"]}) { edges { node { code } } } }',
}


class Story:
    """A case about an official, seen by a colleague and by somebody elsewhere."""

    def __init__(self, case: Case, inside: Viewer, below: Viewer, outside: Viewer) -> None:
        self.case, self.inside, self.below, self.outside = case, inside, below, outside


@pytest.fixture
async def story(locality: Locality) -> Story:
    city = await make_unit(locality, "市", kind="city")
    bureau = await make_unit(locality, "建设局", kind="department", parent=city, code="JSJ")
    section = await make_unit(locality, "质监站", kind="department", parent=bureau)
    other = await make_unit(locality, "公安局", kind="department", parent=city)
    named = await make_person(locality, "赵局长", official=True)
    await make_appointment(locality, bureau, "principal", person=named)
    case = await make_case(locality, "反映受贿", channel="phone", unit=other, concerning=named)

    def colleague(*units: Unit) -> Viewer:
        keys = tuple(unit.id for unit in units)
        return viewer_with("supervisor", person_id=77, unit_ids=keys[:1], lineage=keys)

    return Story(
        case, colleague(bureau, city), colleague(section, bureau, city), colleague(other, city)
    )


def variables(story: Story, query: str) -> dict[str, Any]:
    given = {"code": story.case.code, "id": f"Case:{story.case.id}"}
    return {name: value for name, value in given.items() if f"${name}" in query}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("who", ["inside", "below"])
async def test_no_path_shows_it_there(
    locality: Locality, story: Story, path: str, who: str
) -> None:
    query = PATHS[path]
    answer = await ask(locality, query, viewer=getattr(story, who), **variables(story, query))
    assert story.case.code not in str(answer)
    assert "'totalCount': 1" not in str(answer)


@pytest.mark.parametrize("path", PATHS)
async def test_elsewhere_it_is_seen(locality: Locality, story: Story, path: str) -> None:
    query = PATHS[path]
    found = await data(locality, query, viewer=story.outside, **variables(story, query))
    assert story.case.code in str(found)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("role", ["handler", "supervisor"])
async def test_what_is_confined_is_seen_there_and_below_alone(
    locality: Locality, path: str, role: str
) -> None:
    city = await make_unit(locality, "市", kind="city")
    body = await make_unit(locality, "纪委监委", kind="department", parent=city)
    office = await make_unit(locality, "纪检监察室", kind="department", parent=body)
    case = await make_case(locality, "反映受贿", channel="phone", unit=city, confined_to_id=body.id)
    query, given = PATHS[path], {"code": case.code, "id": f"Case:{case.id}"}
    asked = {name: value for name, value in given.items() if f"${name}" in query}
    for at, sees in (([body, city], True), ([office, body, city], True), ([city], False)):
        keys = tuple(unit.id for unit in at)
        viewer = viewer_with(role, person_id=77, unit_ids=keys[:1], lineage=keys)
        found = await data(locality, query, viewer=viewer, **asked)
        assert (case.code in str(found)) is sees


async def test_counts_are_less_what_is_hidden(locality: Locality, story: Story) -> None:
    await make_case(locality, "路灯", channel="phone")
    query = "{ caseStatistics(groupBy: [CHANNEL]) { edges { node { count open } } } }"
    inside = await data(locality, query, viewer=story.inside)
    outside = await data(locality, query, viewer=story.outside)
    assert inside["caseStatistics"]["edges"][0]["node"]["count"] == 1
    assert outside["caseStatistics"]["edges"][0]["node"]["count"] == 2


async def test_acting_on_it_there_finds_nothing(locality: Locality, story: Story) -> None:
    act = """mutation ($code: String!) { actOnCase(input: {code: $code, action: "note", note: "x"})
        { case { code } errors { __typename code } } }"""
    found = await data(locality, act, viewer=story.inside, code=story.case.code)
    assert found["actOnCase"]["errors"] == [{"__typename": "NotFound", "code": "NOT_FOUND"}]


async def test_contact_is_not_revealed_there(locality: Locality, story: Story) -> None:
    reveal = """mutation ($code: String!) { revealContact(input: {case: $code, reason: "核实情况"})
        { name phone errors { __typename } } }"""
    found = await data(locality, reveal, viewer=story.inside, code=story.case.code)
    assert found["revealContact"]["errors"] == [{"__typename": "NotFound"}]
