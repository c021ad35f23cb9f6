"""FG-C1 … FG-C3: five things passed down, seconded cadres, courses."""

import pytest

from factories import make_appointment, make_person, make_unit
from factories.asking import data
from factories.departments import done, refusal
from factories.viewers import viewer_with
from factories.villages import Village, stands
from lianxin.localities import Locality

pytestmark = pytest.mark.modules("fenggang.reach")
KEY = "fenggang.reach."
SECONDMENT, TRAINING = "fenggangRecordSecondment", "fenggangRecordTraining"


@pytest.fixture
async def bureau(locality: Locality) -> Village:
    """The tobacco bureau, with a town below the same county that takes over from it."""
    found = Village(locality, await make_unit(locality, "县烟草局", kind="department", code="YCJ"))
    await found.seat("giver", "clerk", "handler")
    await found.seat("leader", "leader")
    town = await make_unit(locality, "进化镇", kind="town", code="JHZ")
    person = await make_person(locality, "town", official=True)
    await make_appointment(locality, town, "handler", person=person)
    at = (town.id,)
    found.viewers["town"] = viewer_with("handler", person_id=person.id, unit_ids=at, lineage=at)
    return found


async def test_fg_c1_one_of_five_is_offered_accepted_delivered_and_confirmed(
    locality: Locality, bureau: Village
) -> None:
    thing = {"title": "烟草园区土地整治", "channel": "passed_down", "category": "reach_project"}
    no_kind = thing | {"unit": "YCJ", "category": None}
    assert await refusal(locality, "submitCase", no_kind) == "FG-C1"
    assert await refusal(locality, "submitCase", thing | {"unit": "JHZ"}) == "FG-C1"
    await bureau.submit("giver", **thing)
    assert await bureau.refusal("giver", "offer", giver="JHZ", unit="JHZ") == "FG-C1"
    assert await bureau.step("giver", "offer", giver="YCJ", unit="JHZ") == "offered"
    assert await bureau.refusal("leader", "accept") == "NOT_PERMITTED"
    assert await bureau.step("town", "accept") == "accepted"
    assert await bureau.refusal("town", "deliver", result="五千亩") == "NOT_PERMITTED"
    assert await bureau.step("giver", "deliver", result="整治五千亩") == "delivered"
    assert await bureau.refusal("giver", "confirm", "到位") == "NOT_PERMITTED"
    assert await bureau.step("town", "confirm", "到位") == "confirmed"
    query = """query ($code: String!) { case(code: $code) { fenggang { result giver { code } } }
        indicatorValues(rule: "fenggang.reach.things_passed_down") { edges { node { split } } } }"""
    found = await data(locality, query, code=bureau.code)
    assert found["case"]["fenggang"] == {"result": "整治五千亩", "giver": {"code": "YCJ"}}
    [edge] = found["indicatorValues"]["edges"]
    assert edge["node"]["split"] == ["reach_project", "confirmed"]


async def test_fg_c1_colleagues_of_the_giver_go_on_seeing_what_went_down(
    locality: Locality, bureau: Village
) -> None:
    await bureau.seat("colleague", "handler", "staff")
    other = await make_unit(locality, "县水务局", kind="department")
    at = (other.id,)
    stranger = viewer_with("handler", unit_ids=at, lineage=at)
    await bureau.submit(
        "giver", title="烟水配套工程", channel="passed_down", category="reach_project"
    )
    await bureau.step("giver", "offer", giver="YCJ", unit="JHZ")
    query = "{ cases { edges { node { code unit { code } giver { code } } } } }"
    for viewer in (bureau.viewers["colleague"], bureau.viewers["town"]):
        [edge] = (await data(locality, query, viewer=viewer))["cases"]["edges"]
        units = {"unit": {"code": "JHZ"}, "giver": {"code": "YCJ"}}
        assert edge["node"] == {"code": bureau.code, **units}
    assert await bureau.refusal("colleague", "accept") == "NOT_PERMITTED"
    assert (await data(locality, query, viewer=stranger))["cases"]["edges"] == []


async def test_fg_c2_cadres_of_departments_serve_in_towns_and_villages(
    locality: Locality, bureau: Village
) -> None:
    village = await make_unit(locality, "临江村", kind="village", code="LJC")
    cadre, stranger = bureau.id_of("giver"), await make_person(locality, official=True)
    post = {"unit": "LJC", "person": cadre, "post": "first_deputy_secretary"}
    post |= {"since": "2026-09-01"}
    wrong = [{"person": f"Person:{stranger.id}"}, {"unit": "JHZ"}, {"post": "town_cadre"}]
    for changes in wrong:
        assert await refusal(locality, SECONDMENT, post | changes) == "FG-C2"
    before = await stands(locality, KEY + "villages_have_first_deputies")
    await done(locality, SECONDMENT, post)
    after = await stands(locality, KEY + "villages_have_first_deputies")
    assert [s[0]["state"] for s in (before, after)] == ["BREACHED", "MET"]
    [town] = await stands(locality, KEY + "towns_have_cadres")
    assert (town["subject"]["code"], town["state"], village.code) == ("JHZ", "BREACHED", "LJC")


async def test_fg_c3_courses_are_on_record_with_how_many_came(
    locality: Locality, bureau: Village
) -> None:
    course = {"unit": "YCJ", "title": "烤烟标准化种植", "heldOn": "2026-09-10", "hours": 8}
    assert await refusal(locality, TRAINING, course | {"attended": 0}) != ""
    await done(locality, TRAINING, course | {"attended": 65})
    query = """{ indicatorValues(rule: "FG-C3") { edges { node { value } } }
        fenggangTrainings { edges { node { title attended unit { code } } } } }"""
    found = await data(locality, query)
    assert [e["node"]["value"] for e in found["indicatorValues"]["edges"]] == [65]
    [edge] = found["fenggangTrainings"]["edges"]
    assert edge["node"]["title"] == "烤烟标准化种植"
