"""FG-D1 … FG-D5: powers moved down, four changes, the mailbox, benefits, departments assessed."""

from typing import Any

import pytest
from sqlmodel import col, select

from factories import make_appointment, make_meeting, make_person, make_unit
from factories.asking import data
from factories.departments import done, refusal
from factories.viewers import viewer_with
from factories.villages import Village, stands
from lianxin.localities import Locality
from lianxin.tables import Case, Unit

pytestmark = pytest.mark.modules("fenggang.handling", "fenggang.line")
KEY = "fenggang.handling."
VALUES = """query ($rule: String!) { indicatorValues(rule: $rule, first: 20) {
    edges { node { value split } } } }"""


@pytest.fixture
async def town(locality: Locality) -> Village:
    county = await make_unit(locality, "凤冈县", kind="county", code="FG")
    found = Village(locality, await make_unit(locality, "土溪镇", kind="town", parent=county))
    await found.seat("clerk", "clerk", "clerk")
    await make_unit(locality, "县民政局", kind="department", code="MZJ", parent=county)
    return found


async def values(locality: Locality, rule: str) -> list[tuple[float, list[str]]]:
    found = await data(locality, VALUES, rule=KEY + rule)
    return [(e["node"]["value"], e["node"]["split"]) for e in found["indicatorValues"]["edges"]]


async def test_fg_d1_who_holds_the_power_handles_it_there(
    locality: Locality, town: Village
) -> None:
    given = {"title": "医疗救助金", "channel": "item_request"}
    assert await refusal(locality, "submitCase", given | {"unit": town.unit.code}) == "FG-D1"
    await town.submit("clerk", category="power_benefits", **given)
    power = {"kind": "power_benefits", "item": "医疗救助", "since": "2026-01-01"}
    record = "fenggangRecordPower"
    assert await refusal(locality, record, power | {"unit": "MZJ"}) == "FG-D1"
    await done(locality, record, power | {"unit": town.unit.code})
    assert await town.refusal("clerk", "hand_over", "请县里办", unit="MZJ") == "FG-D1"
    assert await town.step("clerk", "handle", result="发放 2,000 元") == "handled"


async def test_fg_d1_a_power_is_over_its_item_and_no_other(
    locality: Locality, town: Village
) -> None:
    power = {"kind": "power_benefits", "item": "医疗救助", "since": "2026-01-01"}
    await done(locality, "fenggangRecordPower", power | {"unit": town.unit.code})
    given = {"title": "申请救助", "channel": "item_request", "category": "power_benefits"}
    held, not_held = ([{"name": "item", "value": item}] for item in ("医疗救助", "临时救助"))
    await town.submit("clerk", **given, fields=held)
    assert await town.refusal("clerk", "hand_over", "请县里办", unit="MZJ") == "FG-D1"
    await town.submit("clerk", **given, fields=not_held)
    assert await town.step("clerk", "hand_over", "县级权限", unit="MZJ") == "asked"
    query = "query ($code: String!) { case(code: $code) { fenggang { item } } }"
    found = await data(locality, query, code=town.code)
    assert found["case"]["fenggang"] == {"item": "临时救助"}


async def test_fg_d1_what_was_not_moved_down_is_handed_over(
    locality: Locality, town: Village
) -> None:
    given = {"title": "建房审批", "channel": "item_request", "category": "power_approvals"}
    await town.submit("clerk", **given)
    assert await town.step("clerk", "hand_over", "县级权限", unit="MZJ") == "asked"


async def test_fg_d2_the_four_changes_are_figures_with_targets(
    locality: Locality, town: Village
) -> None:
    await town.submit("clerk", title="救助", channel="item_request", category="power_benefits")
    found = await case_of(locality, town.code)
    await town.step("clerk", "handle", result="发放")
    await town.submit("clerk", title="建房", channel="item_request", category="power_approvals")
    for unit in ("MZJ", town.unit.code, "MZJ"):
        await town.step("clerk", "hand_over", "转办", unit=unit)
    await town.step("clerk", "handle", result="批准")
    await make_meeting(locality, "people_visit", unit=town.unit, cases=[found])
    stood = {s["rule"]["key"].removeprefix(KEY): s for s in await stands(locality, "FG-D2")}
    told = {key: (s["actual"], s["state"]) for key, s in stood.items()}
    assert told == {
        "one_stop": (100, "MET"),
        "found_by_visits": (50, "MET"),
        "handled_directly": (50, "DUE"),
        "hand_overs": (1.5, "BREACHED"),
    }


async def case_of(locality: Locality, code: str) -> Any:
    return await locality.database.first(select(Case.__table__).where(col(Case.code) == code))


async def test_fg_d3_the_mailbox_tells_received_handled_and_open(
    locality: Locality, town: Village
) -> None:
    for n in range(3):
        await town.submit("clerk", title=f"诉求{n}", channel="mailbox")
        if n:
            await town.step("clerk", "take_on")
            await town.step("clerk", "answer", "已办理")
    assert await values(locality, "mailbox_received") == [(3, [])]
    found = {split[0]: value for value, split in await values(locality, "mailbox_by_state")}
    assert found == {"handled": 2, "open": 1}


async def test_fg_d4_benefits_paid_and_people_reached_by_programme(
    locality: Locality, town: Village
) -> None:
    record = "fenggangRecordBenefit"
    paid = {"unit": "MZJ", "paidOn": "2026-03-31", "amount": 1265000.0, "people": 9934}
    await done(locality, record, paid | {"programme": "计生“两户”奖励"})
    again = paid | {"programme": "计生“两户”奖励"}
    assert await refusal(locality, record, again) == "FG-D4"
    assert await values(locality, "benefits_paid") == [(1265000, ["计生“两户”奖励"])]
    assert await values(locality, "people_reached") == [(9934, ["计生“两户”奖励"])]
    query = "{ rules { key code } }"
    rules = {r["key"]: r["code"] for r in (await data(locality, query))["rules"]}
    assert {rules[KEY + key] for key in ("benefits", "benefits_paid")} == {"FG-D4"}


async def test_fg_d5_towns_and_villages_assess_departments(
    locality: Locality, town: Village
) -> None:
    village = await make_unit(locality, "鱼泉村", kind="village", parent=town.unit)
    made = await done(locality, "drawSample", {"rule": "FG-D5"}, "survey { code }")
    code = made["survey"]["code"]
    query = """query { department: unit(code: "MZJ") { id } }"""
    department = (await data(locality, query))["department"]["id"]
    answer = {"survey": code, "subject": department, "grade": "satisfied"}
    for unit, grade in ((town.unit, "satisfied"), (village, "dissatisfied")):
        viewer = await serving(locality, unit)
        await done(
            locality,
            "answerInPerson",
            answer | {"grade": grade},
            "survey { code }",
            viewer=viewer,
        )
        again = await refusal(locality, "answerInPerson", answer, viewer=viewer)
        assert again == "ANSWERED_ALREADY"
    stranger = viewer_with("resident", person_id=1)
    assert await refusal(locality, "answerInPerson", answer, viewer=stranger) == "NOT_FOUND"
    await done(locality, "closeSurvey", {"survey": code})
    scores = """query ($code: String!) { survey(code: $code) { rule { code } scores { edges { node {
        score answered subject { ... on Unit { code } } } } } } }"""
    found = (await data(locality, scores, code=code))["survey"]
    [edge] = found["scores"]["edges"]
    assert (found["rule"]["code"], edge["node"]["score"]) == ("FG-D5", 50)


async def serving(locality: Locality, unit: Unit) -> Any:
    person = await make_person(locality, official=True)
    await make_appointment(locality, unit, "handler", person=person)
    at = (unit.id,)
    return viewer_with("handler", person_id=person.id, unit_ids=at, lineage=at)
