"""SC-NJ1 … SC-NJ3: visits, receptions, points and pairs."""

from typing import Any

import pytest

from factories import make_household, make_liaison, make_unit
from factories.asking import data
from factories.departments import done, refusal
from factories.villages import Village, stands
from lianxin.localities import Locality

pytestmark = pytest.mark.modules("sichuan.neijiang")
KEY = "sichuan.neijiang."


@pytest.fixture
async def office(locality: Locality) -> Village:
    found = Village(locality, await make_unit(locality, "市信访局", kind="department", code="XFJ"))
    await found.seat("leader", "leader", "receiving_leader")
    await found.seat("head", "leader", "department_head")
    await found.seat("cadre", "handler", "helping_cadre")
    await found.seat("clerk", "clerk")
    return found


async def test_sc_nj1_visits_on_festivals_open_days_and_service_days(
    locality: Locality, office: Village
) -> None:
    for kind, day in (("great_visit", "2026-02-12"), ("open_day", "2026-03-27")):
        await office.record("cadre", kind, day)
    found = {
        s["rule"]["key"]: s
        for rule in ("great_visits", "open_days", "service_days")
        for s in await stands(locality, KEY + rule)
    }
    assert {s["rule"]["code"] for s in found.values()} == {"SC-NJ1"}
    numbers = {key.rpartition(".")[2]: (s["actual"], s["required"]) for key, s in found.items()}
    assert numbers == {"great_visits": (1, 4), "open_days": (1, 4), "service_days": (0, 3)}


POINT = {"unit": "XFJ", "place": "群众工作中心一楼", "weekday": 3, "since": "2026-01-01"}


async def received(office: Village, day: str, place: str = "群众工作中心一楼", *who: str) -> str:
    people = [{"person": office.id_of(w), "role": "host"} for w in who or ("leader", "head")]
    return await office.record("clerk", "great_reception", day, place=place, participants=people)


async def test_sc_nj1_receptions_are_at_fixed_places_on_fixed_days(
    locality: Locality, office: Village
) -> None:
    meeting = {"kind": "great_reception", "title": "大接访", "unit": "XFJ"}
    meeting |= {"participants": [], "startsAt": "2026-09-23T09:00:00+08:00"}
    named = meeting | {"place": POINT["place"]}
    assert await refusal(locality, "recordMeeting", named) == "SC-NJ1"
    await done(locality, "sichuanRecordReceptionPoint", POINT)
    assert await refusal(locality, "recordMeeting", named | {"place": "茶楼"}) == "SC-NJ1"
    thursday = named | {"startsAt": "2026-09-24T08:00:00+08:00"}
    assert await refusal(locality, "recordMeeting", thursday) == "SC-NJ1"
    await done(locality, "recordMeeting", named)


async def test_sc_nj1_leaders_receive_with_heads_of_departments(
    locality: Locality, office: Village
) -> None:
    await done(locality, "sichuanRecordReceptionPoint", POINT)
    [before] = await stands(locality, KEY + "leaders_receive")
    await received(office, "2026-09-16", POINT["place"], "leader")
    [after] = await stands(locality, KEY + "leaders_receive")
    assert (before["actual"], after["actual"], after["state"]) == (0, 1, "MET")
    [alone] = await stands(locality, KEY + "leader_with_heads")
    await received(office, "2026-09-23")
    states = sorted(s["state"] for s in await stands(locality, KEY + "leader_with_heads"))
    assert (alone["state"], states) == ("BREACHED", ["BREACHED", "MET"])


async def test_sc_nj1_what_can_be_is_settled_on_the_spot(
    locality: Locality, office: Village
) -> None:
    await done(locality, "sichuanRecordReceptionPoint", POINT)
    matter = {"title": "养老金少发两个月", "channel": "reception_matter", "unit": "XFJ"}
    assert await refusal(locality, "submitCase", matter) == "SC-NJ1"
    meeting = await received(office, "2026-09-23")
    await office.submit("clerk", **matter, meeting=meeting)
    assert await office.step("leader", "settle_on_the_spot", result="当场补发") == "settled"
    await office.submit("clerk", **matter | {"title": "宅基地纠纷"}, meeting=meeting)
    await office.step("leader", "hand_on", "请国土部门核实", unit="XFJ")
    assert await office.step("head", "settle", result="已确权") == "settled"
    query = """query ($code: String!) { case(code: $code) { sichuan { result } }
        indicatorValues(rule: "sichuan.neijiang.settled_on_the_spot") { edges { node { value } } } }"""
    found = await data(locality, query, code=office.code)
    assert found["case"]["sichuan"] == {"result": "已确权"}
    assert found["indicatorValues"]["edges"][0]["node"]["value"] == 50


LINK = "link { id kind { code } }"


async def test_sc_nj2_leaders_hold_a_point_departments_a_village_cadres_a_household(
    locality: Locality, office: Village
) -> None:
    village = await make_unit(locality, "石子村", kind="village", code="SZ")
    town = await make_unit(locality, "凌家镇", kind="town", code="LJ")
    home = await make_household(locality, village)
    lacking = [
        s["state"]
        for rule in ("held_points", "taken_villages", "helped_households", "villages_taken")
        for s in await stands(locality, KEY + rule)
    ]
    assert lacking == ["BREACHED"] * 4
    await make_liaison(locality, office.people["leader"], town, kind="held_point")
    await make_liaison(locality, office.unit, village, kind="taken_village")
    await make_liaison(locality, office.people["cadre"], home, kind="helped_household")
    met = [
        s["state"]
        for rule in ("held_points", "taken_villages", "helped_households", "villages_taken")
        for s in await stands(locality, KEY + rule)
    ]
    assert met == ["MET"] * 4
    wrong = {"kind": "taken_village", "holder": f"Unit:{office.unit.id}"}
    wrong |= {"target": f"Unit:{town.id}", "since": "2026-09-01"}
    assert await refusal(locality, "link", wrong) == "SC-NJ2"


async def test_sc_nj3_help_given_within_a_pair_is_recorded(
    locality: Locality, office: Village
) -> None:
    village = await make_unit(locality, kind="village")
    home = await make_household(locality, village, marks=["in_need"])
    [lacking] = await stands(locality, KEY + "households_paired")
    pair = await make_liaison(locality, office.people["cadre"], home, kind="helping_pair")
    other = await make_liaison(locality, office.people["cadre"], home, kind="helped_household")
    [paired] = await stands(locality, KEY + "households_paired")
    assert (lacking["state"], paired["state"]) == ("BREACHED", "MET")
    help_ = {"liaison": f"Liaison:{pair.id}", "unit": "XFJ", "kind": "production"}
    help_ |= {"givenOn": "2026-09-10", "what": "送柑橘苗并上门指导"}
    record = "sichuanRecordPairHelp"
    assert await refusal(locality, record, help_ | {"liaison": f"Liaison:{other.id}"}) == "SC-NJ3"
    stranger = await make_unit(locality, kind="department", code="SY")
    assert await refusal(locality, record, help_ | {"unit": stranger.code}) == "SC-NJ3"
    await done(locality, record, help_)
    [helped] = await stands(locality, KEY + "pairs_help")
    assert (helped["state"], helped["rule"]["code"]) == ("MET", "SC-NJ3")
    query = """{ indicatorValues(rule: "sichuan.neijiang.help_by_kind") {
        edges { node { value split } } } }"""
    [edge] = (await data(locality, query))["indicatorValues"]["edges"]
    assert edge["node"] == {"value": 1, "split": ["production"]}


async def test_sc_nj3_a_pair_is_with_a_household(locality: Locality, office: Village) -> None:
    unit = await make_unit(locality, kind="village")
    link: dict[str, Any] = {"kind": "helping_pair", "holder": f"Unit:{office.unit.id}"}
    link |= {"target": f"Unit:{unit.id}", "since": "2026-09-01"}
    assert await refusal(locality, "link", link) == "SC-NJ3"
