"""ZC-A10 … ZC-A12: work results published, officers assessed by residents, allowances."""

from datetime import date, timedelta
from typing import Any

import pytest

from factories import make_appointment, make_household, make_person
from factories.asking import data
from factories.villages import Village, clause_or_code, make_town, stands, sweep_all
from lianxin.clock import FixedClock
from lianxin.localities import Locality

pytestmark = pytest.mark.modules("zoucheng.villages")


@pytest.fixture
async def village(locality: Locality) -> Village:
    _, (unit,) = await make_town(locality)
    found = Village(locality, unit)
    await found.seat("secretary", "handler", "first_secretary")
    await found.seat("police", "handler", "liaison_police")
    await found.seat("clerk", "clerk")
    return found


async def test_zc_a10_the_officers_work_results_are_published_every_month(
    locality: Locality, village: Village, clock: FixedClock
) -> None:
    home = await make_household(locality, village.unit)
    for day in ("2026-09-07", "2026-09-08"):
        await village.record("secretary", "village_work", day)
    await village.record("secretary", "interview", "2026-09-08", unit=None, households=[home.code])
    await village.record("police", "visit", "2026-09-18")
    clock.advance(timedelta(days=7))
    await sweep_all(locality)
    query = """{ publications(filter: {rule: ["zoucheng.villages.work_results"]}) { edges { node {
        title unit { code } periodStart body rule { code } } } } }"""
    (edge,) = (await data(locality, query, role="public"))["publications"]["edges"]
    published = edge["node"]
    assert (published["rule"]["code"], published["periodStart"]) == ("ZC-A10", "2026-09-01")
    assert published["unit"] == {"code": village.unit.code}
    assert [c["zh"] for c in published["body"]["columns"]][:4] == [
        "姓名",
        "岗位",
        "驻村天数",
        "走访次数",
    ]
    assert published["body"]["rows"] == [
        ["secretary", "第一书记", 2, 0, 0, 1, 0],
        ["police", "联村民警", 0, 1, 0, 0, 0],
    ]
    (standing,) = await stands(locality, "ZC-A10", on="2026-10-01")
    assert standing["state"] == "MET"


DRAW = """mutation ($input: DrawSampleInput!) { drawSample(input: $input) {
    survey { code sample { edges { node { id subject { ... on Person { name } } } } } }
    errors { code message } } }"""
ANSWER = """mutation ($input: RecordAnswerInput!) { recordAnswer(input: $input) {
    errors { code message } } }"""
CLOSE = """mutation ($code: String!) { closeSurvey(input: {survey: $code}) {
    survey { scores { edges { node { score subject { ... on Person { name } } } } } }
    consequences { kind { code label } ground rule { code } subject { ... on Person { name } } }
    errors { code message } } }"""
REPLACE = """mutation ($input: RecordConsequenceInput!) { recordConsequence(input: $input) {
    consequence { kind { label } byHand } errors { code ... on RuleRefusal { rule { code } } } } }"""


async def test_zc_a11_officers_are_assessed_by_residents_and_it_has_consequences(
    locality: Locality, village: Village
) -> None:
    for _ in range(3):
        home = await make_household(locality, village.unit)
        await make_person(locality, household=home)
    clerk = village.viewers["clerk"]
    drawn = await data(locality, DRAW, viewer=clerk, input={"rule": "ZC-A11"})
    survey = drawn["drawSample"]["survey"]
    asked = [edge["node"] for edge in survey["sample"]["edges"]]
    assert len(asked) == 6
    grades = {"secretary": "satisfied", "police": "dissatisfied"}
    for one in asked:
        input = {"drawn": one["id"], "grade": grades[one["subject"]["name"]]}
        answer = await data(locality, ANSWER, viewer=clerk, input=input)
        assert answer["recordAnswer"]["errors"] == []
    closed = (await data(locality, CLOSE, viewer=clerk, code=survey["code"]))["closeSurvey"]
    followed = {c["subject"]["name"]: c for c in closed["consequences"]}
    assert followed["police"]["kind"] == {"code": "recalled_for_training", "label": "召回培训"}
    assert followed["secretary"]["kind"] == {"code": "commended", "label": "表彰奖励"}
    assert followed["police"]["rule"] == {"code": "ZC-A11"}
    assert followed["police"]["ground"].endswith("得分 0，低于合格线")


async def test_zc_a11_or_an_officer_is_replaced_with_a_ground(
    locality: Locality, village: Village
) -> None:
    async def replace(ground: str) -> dict[str, Any]:
        rule, subject = "zoucheng.villages.replaced", village.id_of("police")
        input = {"rule": rule, "subject": subject, "ground": ground}
        answer = await data(locality, REPLACE, role="leader", input=input)
        found: dict[str, Any] = answer["recordConsequence"]
        return found

    assert clause_or_code((await replace(" "))["errors"]) == "ZC-A11"
    made = (await replace("连续两年不达标"))["consequence"]
    assert made == {"kind": {"label": "重新选派"}, "byHand": True}


STATEMENT = """query ($rule: String!) { indicatorValues(rule: $rule, by: "key", on: "2026-09-01") {
    edges { node { value key { ... on Person { name } } } } } }"""


async def test_zc_a12_allowances_are_paid_pro_rata_by_days(
    locality: Locality, village: Village
) -> None:
    late = await make_person(locality, "late", official=True)
    await make_appointment(
        locality, village.unit, "team_member", person=late, since=date(2026, 9, 21)
    )
    agent = await make_person(locality, "agent", official=True)
    await make_appointment(
        locality, village.unit, "livelihood_agent", person=agent, until=date(2026, 9, 15)
    )

    async def statement(rule: str) -> dict[str, float]:
        found = await data(locality, STATEMENT, rule=f"zoucheng.villages.{rule}")
        nodes = [edge["node"] for edge in found["indicatorValues"]["edges"]]
        return {node["key"]["name"]: node["value"] for node in nodes}

    assert await statement("cadre_allowance") == {"secretary": 300.0, "late": 100.0}
    assert await statement("agent_allowance") == {"agent": 40.0}
