"""HB-C1, HB-C2: township cadres have posts in villages; residents rate what they do there."""

from typing import Any

import pytest

from factories import make_appointment, make_person, make_unit
from factories.asking import data
from factories.departments import change, done, refusal
from factories.provinces import Province
from factories.viewers import viewer_with
from factories.villages import clause_or_code, stands
from lianxin.localities import Locality

pytestmark = pytest.mark.modules("hubei.posts")
KEY = "hubei.posts."


@pytest.fixture
async def town(locality: Locality) -> Province:
    found = Province(locality, await make_unit(locality, "中营镇", kind="town"))
    await found.place("大溪村", "village")
    await found.place("小溪村", "village")
    await found.seat("王干部", "handler", "township_cadre")
    return found


async def gaps(town: Province, rule: str) -> list[str]:
    query = """query ($rule: String!) { coverageGaps(rule: $rule) { edges { node {
        subject { ... on Unit { name } ... on Person { person: name } } } } } }"""
    found = await data(town.locality, query, rule=KEY + rule)
    subjects = [edge["node"]["subject"] for edge in found["coverageGaps"]["edges"]]
    return [next(iter(subject.values())) for subject in subjects]


async def test_hb_c1_who_has_no_post_and_which_village_nobody(town: Province) -> None:
    await town.seat("刘干部", "handler", "township_cadre")
    await town.serve_too("王干部", town.places["大溪村"], "post_in_village")
    assert await gaps(town, "cadres_posted") == ["刘干部"]
    assert await gaps(town, "villages_have_somebody") == ["小溪村"]
    [found] = await stands(town.locality, KEY + "towns_cover_their_villages")
    assert (found["rule"]["code"], found["actual"], found["required"]) == ("HB-C1", 1, 2)
    assert found["state"] == "BREACHED"


async def test_hb_c2_a_service_is_in_a_village_and_says_what_was_done(town: Province) -> None:
    untold = await town.meets("王干部", "village_service", "2026-09-21", at="大溪村")
    assert clause_or_code(untold) == "HB-C2"
    elsewhere = await town.meets("王干部", "village_service", "2026-09-21", what="代办医保")
    assert clause_or_code(elsewhere) == "HB-C2"
    there = {"at": "大溪村", "what": "代办医保报销"}
    assert await town.meets("王干部", "village_service", "2026-09-21", **there) == []


async def test_hb_c2_it_is_rated_by_those_whom_it_was_for(town: Province) -> None:
    await town.resident("陈大娘")
    served = {"at": "大溪村", "what": "代办医保报销", "visitor": ["陈大娘"]}
    await town.meets("王干部", "village_service", "2026-09-21", **served)
    rating = {"meeting": town.meeting, "grade": "satisfied", "ratedOn": "2026-09-22"}
    record, me = (
        "hubeiRecordServiceRating",
        viewer_with("resident", person_id=town.people["陈大娘"].id),
    )
    other = viewer_with("resident", person_id=(await make_person(town.locality)).id)
    assert await refusal(town.locality, record, rating, viewer=other) == "HB-C2"
    for_her = rating | {"person": town.id_of("陈大娘")}
    assert await refusal(town.locality, record, for_her, viewer=other) == "NOT_PERMITTED"
    await done(town.locality, record, rating, "record { grade { label } }", viewer=me)
    assert await refusal(town.locality, record, rating, viewer=me) == "HB-C2"
    query = "query ($rule: String!) { indicatorValues(rule: $rule) { edges { node { value } } } }"
    found = await data(town.locality, query, rule=KEY + "satisfied_with_services")
    assert [e["node"]["value"] for e in found["indicatorValues"]["edges"]] == [100]


async def test_hb_c2_the_years_survey_asks_those_who_were_served(town: Province) -> None:
    await make_appointment(
        town.locality, town.places["大溪村"], "post_in_village", person=town.people["王干部"]
    )
    residents = [f"村民{n}" for n in range(3)]
    for name in residents:
        await town.resident(name)
    served = {"at": "大溪村", "what": "送农技上门", "visitor": residents}
    await town.meets("王干部", "village_service", "2026-09-21", **served)
    given: dict[str, Any] = {"rule": KEY + "cadres_rated"}
    drawn = await change(town.locality, "drawSample", given, "survey { code }")
    query = "query ($code: String!) { survey(code: $code) { sample(first: 9) { totalCount } } }"
    found = await data(town.locality, query, role="clerk", code=drawn["survey"]["code"])
    assert found["survey"]["sample"]["totalCount"] == 3
