"""SC-SN1 … SC-SN3: nothing that touches many is decided before they were asked."""

from typing import Any

import pytest

from factories import make_unit
from factories.asking import data
from factories.departments import done, refusal
from factories.villages import Village, clause_or_code, stands
from lianxin.localities import Locality

pytestmark = pytest.mark.modules("sichuan.suining")
KEY = "sichuan.suining."
PROPOSE = """mutation ($input: ProposeMotionInput!) { proposeMotion(input: $input) {
    motion { id } errors { code message path } } }"""
CONCLUDE = """mutation ($input: ActOnMotionInput!) { actOnMotion(input: $input) {
    motion { decided passed step { code } timeline { edges { node { action { code } } } } }
    errors { code message ... on RuleRefusal { rule { code } } } } }"""


class Bureau:
    def __init__(self, locality: Locality, at: Village) -> None:
        self.locality, self.at, self.motion = locality, at, ""

    async def propose(self, kind: str | None, title: str = "滨江路拓宽拆迁安置") -> list[Any]:
        fields = [{"name": "kind", "value": kind}] if kind else []
        given = {"title": title, "procedure": KEY + "major_decisions", "unit": "JW"}
        viewer = self.at.viewers["clerk"]
        found = await data(self.locality, PROPOSE, viewer=viewer, input={**given, "fields": fields})
        made = found["proposeMotion"]
        self.motion = made["motion"]["id"] if made["motion"] else ""
        errors: list[Any] = made["errors"]
        return errors

    async def conclude(self) -> dict[str, Any]:
        given = {"motion": self.motion, "action": "conclude"}
        viewer = self.at.viewers["clerk"]
        found: dict[str, Any] = await data(self.locality, CONCLUDE, viewer=viewer, input=given)
        return found["actOnMotion"]

    async def refused(self) -> str:
        return clause_or_code((await self.conclude())["errors"])

    async def assess(self) -> None:
        given = {"motion": self.motion, "unit": "JW", "assessedOn": "2026-09-22"}
        given |= {"risks": "补偿标准分歧较大", "conclusion": "须再次征求意见"}
        await done(self.locality, "sichuanRecordAssessment", given)

    def asked(self, method: str = "questionnaire", **counts: int) -> dict[str, Any]:
        given = {"motion": self.motion, "method": method, "heldOn": "2026-09-20"}
        return {**given, "askedWhom": "拆迁范围内住户", **counts}

    async def ask(self, method: str = "questionnaire", **counts: int) -> None:
        await done(self.locality, "sichuanRecordConsultation", self.asked(method, **counts))


@pytest.fixture
async def bureau(locality: Locality) -> Bureau:
    found = Village(locality, await make_unit(locality, "市建委", kind="department", code="JW"))
    await found.seat("clerk", "clerk", "handler")
    return Bureau(locality, found)


async def test_sc_sn1_what_touches_many_is_not_decided_before_an_assessment(
    locality: Locality, bureau: Bureau
) -> None:
    assert (await bureau.propose(None))[0]["path"]
    await bureau.propose("demolition")
    assert await bureau.refused() == "SC-SN1"
    [lacking] = await stands(locality, KEY + "matters_assessed")
    await bureau.assess()
    assert await bureau.refused() == "SC-SN1"
    await bureau.ask(support=300, against=20)
    assert (await bureau.conclude())["motion"]["step"]["code"] == "decided"
    assert (await bureau.conclude())["motion"]["passed"] is True
    [whole] = await stands(locality, KEY + "matters_assessed")
    assert (lacking["state"], whole["state"]) == ("BREACHED", "MET")


async def test_sc_sn1_what_touches_few_needs_none(locality: Locality, bureau: Bureau) -> None:
    await bureau.propose("not_wide", "办公楼屋面维修")
    assert (await bureau.conclude())["motion"]["step"]["code"] == "decided"
    assert (await bureau.conclude())["motion"]["passed"] is True
    assert await stands(locality, KEY + "matters_assessed") == []


async def test_sc_sn2_the_methods_and_whom_one_asked_are_recorded(
    locality: Locality, bureau: Bureau
) -> None:
    await bureau.propose("emissions")
    record = "sichuanRecordConsultation"
    assert await refusal(locality, record, bureau.asked("guessing")) == "SC-SN2"
    assert await refusal(locality, record, bureau.asked(support=5, satisfied=6)) == "SC-SN2"
    methods = ("questionnaire", "poll", "forum", "home_visits", "field_research")
    for method in (*methods, "experts", "hearing", "media_notice"):
        await bureau.ask(method)
    await bureau.assess()
    query = """{ sichuanConsultations(method: ["forum"]) { edges { node { id version method { code }
        heldOn askedWhom support against abstain satisfied confident motion { id } } } }
        sichuanAssessments { edges { node { risks conclusion assessedOn unit { code }
        motion { id } } } } }"""
    found = await data(locality, query)
    [edge] = found["sichuanConsultations"]["edges"]
    assert (edge["node"]["askedWhom"], edge["node"]["motion"]["id"]) == (
        "拆迁范围内住户",
        bureau.motion,
    )
    assert found["sichuanAssessments"]["edges"][0]["node"]["unit"] == {"code": "JW"}


async def test_sc_sn2_nothing_is_asked_or_changed_after_the_decision(
    locality: Locality, bureau: Bureau
) -> None:
    await bureau.propose("charges")
    await bureau.ask(support=1, against=9)
    await bureau.assess()
    await bureau.conclude()
    late = bureau.asked(support=1000)
    assert await refusal(locality, "sichuanRecordConsultation", late) == "SC-SN2"
    await bureau.propose("not_wide", "办公楼屋面维修")
    await bureau.conclude()
    given = {"motion": bureau.motion, "unit": "JW", "assessedOn": "2026-09-22"}
    given |= {"risks": "没有风险", "conclusion": "可以实施"}
    assert await refusal(locality, "sichuanRecordAssessment", given) == "SC-SN2"


@pytest.mark.parametrize(
    ("support", "against", "abstain", "passed"),
    [
        (200, 100, 0, True),
        (199, 101, 0, False),
        (200, 60, 40, True),
        (200, 99, 2, False),
    ],
    ids=["exactly two thirds", "one short", "abstentions within", "abstentions too many"],
)
async def test_sc_sn3_two_thirds_of_all_valid_answers_have_to_approve(
    bureau: Bureau, support: int, against: int, abstain: int, passed: bool
) -> None:
    await bureau.propose("key_project")
    await bureau.assess()
    await bureau.ask(support=support - 50, against=against, abstain=abstain)
    await bureau.ask("poll", support=50)
    await bureau.ask("forum", support=500)
    found = (await bureau.conclude())["motion"]
    assert (found["decided"], found["step"]["code"] == "decided") == (not passed, passed)


async def test_sc_sn3_satisfaction_support_and_confidence_are_public_and_vetoes_counted(
    locality: Locality, bureau: Bureau
) -> None:
    await bureau.propose("demolition")
    await bureau.assess()
    await bureau.ask(support=100, against=90, abstain=10, satisfied=80, confident=120)
    await bureau.conclude()
    live = '{ livePublication(rule: "SC-SN3") }'
    [row] = (await data(locality, live, role="public"))["livePublication"]["rows"]
    assert row == ["滨江路拓宽拆迁安置", "房屋拆迁、补偿、安置", 200, 80, 100, 120, "否决"]
    query = '{ indicatorValues(rule: "sichuan.suining.vetoed") { edges { node { value } } } }'
    [edge] = (await data(locality, query))["indicatorValues"]["edges"]
    assert edge["node"]["value"] == 1
