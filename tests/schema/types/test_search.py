"""Searching lists by what was written, whatever is typed."""

import pytest

from factories import make_case, make_meeting, make_person, make_unit
from factories.asking import data
from lianxin.localities import Locality

LISTS = """
query ($case: CaseFilter, $meeting: MeetingFilter, $person: PersonFilter, $unit: UnitFilter) {
  cases(filter: $case) { totalCount edges { node { title } } }
  meetings(filter: $meeting) { edges { node { title } } }
  people(filter: $person) { edges { node { name } } }
  units(filter: $unit) { edges { node { name } } }
}
"""


async def found(locality: Locality, search: str) -> dict[str, list[str]]:
    filters = {key: {"search": search} for key in ("case", "meeting", "person", "unit")}
    answer = await data(locality, LISTS, **filters)
    return {
        name: [next(iter(edge["node"].values())) for edge in answer[name]["edges"]]
        for name in ("cases", "meetings", "people", "units")
    }


async def test_each_list_is_searched(locality: Locality) -> None:
    await make_case(locality, "路灯不亮", body="葛炉山村口 3 号杆")
    await make_case(locality, "路面积水")
    await make_meeting(locality, title="路灯整修议事会")
    await make_person(locality, "路明", official=True)
    await make_unit(locality, "葛炉山村", code="GLS-1")
    nothing: dict[str, list[str]] = {"cases": [], "meetings": [], "people": [], "units": []}
    assert await found(locality, "路灯") == nothing | {
        "cases": ["路灯不亮"],
        "meetings": ["路灯整修议事会"],
    }
    everybody = await found(locality, "路")
    assert sorted(everybody["cases"]) == ["路灯不亮", "路面积水"]
    assert everybody["people"] == ["路明"]
    assert await found(locality, "葛炉山 3号") == nothing
    assert await found(locality, "葛炉山 3") == nothing | {"cases": ["路灯不亮"]}
    assert await found(locality, "gls") == nothing | {"units": ["葛炉山村"]}


@pytest.mark.parametrize("search", ["%", "' OR '1'='1", '"', "100%", "_", "路灯*", "\\"])
async def test_operators_are_punctuation(locality: Locality, search: str) -> None:
    await make_case(locality, "路灯")
    assert (await found(locality, search))["cases"] == (["路灯"] if "路灯" in search else [])


async def test_nothing_asked_for_narrows_nothing(locality: Locality) -> None:
    await make_case(locality, "路灯")
    for search in ("", "  "):
        assert (await found(locality, search))["cases"] == ["路灯"]


async def test_a_literal_is_searched_like_a_variable(locality: Locality) -> None:
    await make_case(locality, "路灯")
    query = '{ cases(filter: {search: "灯", channel: ["counter"]}) { totalCount } }'
    assert (await data(locality, query))["cases"]["totalCount"] == 1
