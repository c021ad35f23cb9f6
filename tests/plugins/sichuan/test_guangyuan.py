"""SC-GY1 … SC-GY4: who has a matter, what is traced, what follows."""

from datetime import datetime
from typing import Any

import pytest

from factories import make_household, make_person, make_unit
from factories.asking import data
from factories.departments import change, done, refusal
from factories.viewers import viewer_with
from factories.villages import Village, stands, sweep_all
from lianxin.clock import FixedClock
from lianxin.localities import Figures, Locality
from lianxin.tables import Person, Unit
from lianxin_sichuan.settings import GuangyuanSettings

pytestmark = pytest.mark.modules("sichuan.guangyuan")
KEY = "sichuan.guangyuan."
CASE = """query ($code: String!) { case(code: $code) { id unit { code } handler { name }
    step { code } } }"""
TRACED = """{ cases(filter: {channel: ["tracing"]}) { edges { node { code title step { code }
    sichuan { result finding { code } passedOnBy { id } consequence { id kind { code } ground
    subject { ... on Unit { code } ... on Person { name } } } } } } } }"""


@pytest.fixture
async def county(locality: Locality) -> Unit:
    return await make_unit(locality, "剑阁县", kind="county", code="JG")


@pytest.fixture
async def town(locality: Locality, county: Unit) -> Village:
    unit = await make_unit(locality, "下寺镇", kind="town", code="XS", parent=county)
    found = Village(locality, unit)
    await found.seat("clerk", "clerk")
    await found.seat("handler", "handler", "handler")
    await found.seat("leader", "leader", "charged_leader")
    await found.seat("supervisor", "supervisor")
    return found


async def a_resident(town: Village) -> Person:
    village = await make_unit(town.locality, kind="village", parent=town.unit)
    home = await make_household(town.locality, village)
    return await make_person(town.locality, household=home)


async def brought(town: Village, **more: Any) -> dict[str, Any]:
    given = {"title": "林地界线不清", "channel": "local_matter", "unit": "XS", **more}
    await town.submit("clerk", **given)
    found: dict[str, Any] = (await data(town.locality, CASE, code=town.code))["case"]
    return found


async def test_sc_gy1_a_matter_goes_to_its_place_and_to_whoever_is_in_charge(
    locality: Locality, town: Village
) -> None:
    resident = await a_resident(town)
    charge = {"unit": "XS", "field": "gy_forest", "since": "2026-01-01"}
    stranger = await make_person(locality, official=True)
    record = "sichuanRecordCharge"
    assert await refusal(locality, record, charge | {"person": f"Person:{stranger.id}"}) == "SC-GY1"
    await done(locality, record, charge | {"person": town.id_of("handler")})
    given = {"title": "林地界线不清", "channel": "local_matter", "category": "gy_forest"}
    viewer = viewer_with("resident", person_id=resident.id)
    made = await done(locality, "submitCase", given, "case { code }", viewer=viewer)
    case = (await data(locality, CASE, code=made["case"]["code"]))["case"]
    assert (case["unit"], case["handler"]) == ({"code": "XS"}, {"name": "handler"})
    assert await refusal(locality, "submitCase", given) == "SC-GY1"
    query = """{ sichuanCharges { edges { node { unit { code } field { code } person { id } since
        until } } } }"""
    assert len((await data(locality, query))["sichuanCharges"]["edges"]) == 1


async def test_sc_gy1_it_goes_up_by_one_level_at_a_time(locality: Locality, town: Village) -> None:
    await make_unit(locality, "市林业局", kind="department", code="LY")
    await brought(town)
    assert await town.step("handler", "take_up") == "handled"
    assert await town.refusal("handler", "push_up", "超出职权", unit="LY") == "SC-GY1"
    assert await town.step("handler", "push_up", "涉及两镇边界", unit="JG") == "handled"
    assert (await data(locality, CASE, code=town.code))["case"]["unit"] == {"code": "JG"}
    assert await town.step("handler", "settle", result="重新勘界") == "settled"


async def happened(town: Village, case: str, kind: str, day: str = "2026-09-20") -> None:
    given = {"case": case, "unit": "XS", "kind": kind, "occurredOn": day, "what": "到市里反映"}
    await done(town.locality, "sichuanRecordIncident", given)


async def tracings(locality: Locality) -> list[dict[str, Any]]:
    for _ in range(2):
        await sweep_all(locality)
    edges = (await data(locality, TRACED))["cases"]["edges"]
    return [edge["node"] for edge in edges]


async def test_sc_gy2_the_second_bypass_opens_two_tracings_by_itself(
    locality: Locality, town: Village
) -> None:
    case = (await brought(town))["id"]
    await happened(town, case, "bypass_petition", "2026-09-18")
    assert await tracings(locality) == []
    await happened(town, case, "bypass_petition", "2026-09-22")
    found = await tracings(locality)
    assert sorted(each["title"] for each in found) == ["倒查单位：下寺镇", "倒查领导：leader"]
    kinds = {each["sichuan"]["consequence"]["kind"]["code"] for each in found}
    assert kinds == {"unit_traced", "leader_traced"}
    assert len(await tracings(locality)) == 2


@pytest.mark.parametrize("kind", ["dereliction", "collective_petition", "mass_incident"])
async def test_sc_gy2_other_triggers_open_one_at_once(
    locality: Locality, town: Village, kind: str
) -> None:
    case = (await brought(town))["id"]
    await happened(town, case, kind)
    assert len(await tracings(locality)) == 2
    other = (await brought(town, title="征地补偿未到账"))["id"]
    await happened(town, other, kind)
    assert len(await tracings(locality)) == 4


async def test_sc_gy2_a_tracing_is_examined_and_concluded_and_kept_from_whom_it_is_about(
    locality: Locality, town: Village
) -> None:
    case = (await brought(town))["id"]
    await happened(town, case, "mass_incident")
    found = await tracings(locality)
    unit = next(each for each in found if each["title"].startswith("倒查单位"))
    hidden = await data(locality, TRACED, viewer=town.viewers["leader"])
    assert hidden["cases"]["edges"] == []
    town.code = unit["code"]
    await town.step("supervisor", "examine", "调阅卷宗")
    step = await town.step("supervisor", "conclude", finding="to_answer", result="三个月未答复")
    assert step == "concluded"


async def test_sc_gy2_what_is_traced_is_a_unit_that_had_the_matter(
    locality: Locality, town: Village
) -> None:
    case = (await brought(town))["id"]
    await make_unit(locality, kind="town", code="T2")
    given = {"case": case, "unit": "T2", "kind": "mass_incident", "occurredOn": "2026-09-20"}
    given |= {"what": "围堵道路"}
    assert await refusal(locality, "sichuanRecordIncident", given) == "SC-GY2"
    tracing = {"title": "倒查", "channel": "tracing", "unit": "XS"}
    assert await refusal(locality, "submitCase", tracing) == "SC-GY2"
    await happened(town, case, "mass_incident")
    query = """{ sichuanIncidents { edges { node { case { code } unit { code } kind { code }
        occurredOn what } } } }"""
    assert len((await data(locality, query))["sichuanIncidents"]["edges"]) == 1


async def test_sc_gy3_a_bulletin_each_month_and_a_review_each_quarter(
    locality: Locality, town: Village, clock: FixedClock
) -> None:
    for n in range(6):
        await brought(town, title=f"事项{n}")
    clock.move(datetime.fromisoformat("2026-10-08T09:00:00+08:00"))
    await sweep_all(locality)
    query = """{ publications { edges { node { title body rule { code } } } } }"""
    edges = (await data(locality, query, role="public"))["publications"]["edges"]
    [node] = [edge["node"] for edge in edges]
    assert (node["rule"]["code"], node["body"]["rows"]) == ("SC-GY3", [[6, 0]])
    [waiting] = await stands(locality, KEY + "quarterly_review")
    county = f"Unit:{town.unit.parent_id}"
    review = {"rule": KEY + "quarterly_review", "title": "第四季度讲评", "subject": county}
    review |= {"fields": [{"name": "text", "value": "办结率上升"}]}
    assert await refusal(locality, "publish", review, role="handler") == "NOT_PERMITTED"
    await done(locality, "publish", review, viewer=town.viewers["supervisor"])
    [published] = await stands(locality, KEY + "quarterly_review")
    assert (waiting["state"] == "MET", published["state"]) == (False, "MET")


async def test_sc_gy3_the_first_are_rewarded_and_the_last_penalised_at_the_years_end(
    locality: Locality, town: Village, county: Unit, clock: FixedClock
) -> None:
    for n in range(3):
        code = f"T{n}"
        await make_unit(locality, f"第{n}镇", kind="town", code=code, parent=county)
        await brought(town, unit=code)
    await brought(town)
    await town.step("handler", "take_up")
    await town.step("handler", "settle", result="已调解")
    clock.move(datetime.fromisoformat("2027-01-04T09:00:00+08:00"))
    await sweep_all(locality)
    query = """{ consequences { edges { node { kind { code } ground decidedOn
        subject { ... on Unit { code } } } } } }"""
    edges = (await data(locality, query))["consequences"]["edges"]
    found = {(e["node"]["kind"]["code"], e["node"]["subject"]["code"]) for e in edges}
    assert ("year_end_reward", "XS") in found
    assert {code for kind, code in found if kind == "year_end_penalty"} == {"T0", "T1", "T2"}


async def test_sc_gy3_streets_stand_in_one_row_with_towns(
    locality: Locality, town: Village, county: Unit, clock: FixedClock
) -> None:
    one_each = GuangyuanSettings(rewarded=1, penalised=1)
    locality.figures = Figures({**locality.figures.settings, GuangyuanSettings: one_each})
    street = await make_unit(locality, "宝轮街道", kind="street", code="BL", parent=county)
    await make_unit(locality, "县公安局", kind="department", code="GA", parent=county)
    for unit in ("BL", "GA", "XS"):
        await brought(town, unit=unit)
    await town.step("handler", "take_up")
    await town.step("handler", "settle", result="已调解")
    clock.move(datetime.fromisoformat("2027-01-04T09:00:00+08:00"))
    await sweep_all(locality)
    query = """{ publications { edges { node { unit { code } } } }
        consequences { edges { node { kind { code } subject { ... on Unit { code } } } } } }"""
    found = await data(locality, query)
    told = {e["node"]["unit"]["code"] for e in found["publications"]["edges"]}
    followed = {
        (e["node"]["kind"]["code"], e["node"]["subject"]["code"])
        for e in found["consequences"]["edges"]
    }
    assert (told, street.code) == ({"XS", "BL"}, "BL")
    assert followed == {("year_end_reward", "XS"), ("year_end_penalty", "BL")}


async def test_sc_gy4_bulletin_admonition_and_discipline_are_recorded_with_their_ground(
    locality: Locality, town: Village
) -> None:
    for kind in ("gy_bulletin", "gy_admonition", "gy_discipline"):
        given = {"rule": KEY + kind, "subject": town.id_of("leader"), "ground": "该办不办"}
        found = await change(locality, "recordConsequence", given, role="leader")
        assert found["errors"] == []
        empty = given | {"ground": " "}
        assert await refusal(locality, "recordConsequence", empty, role="leader") in {
            "SC-GY4",
            "GROUND_MISSING",
        }
    query = """{ indicatorValues(rule: "sichuan.guangyuan.consequences") {
        edges { node { value split } } } }"""
    edges = (await data(locality, query))["indicatorValues"]["edges"]
    assert {e["node"]["split"][0]: e["node"]["value"] for e in edges} == {
        "gy_bulletin": 1,
        "gy_admonition": 1,
        "gy_discipline": 1,
    }
