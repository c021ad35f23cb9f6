"""A call becomes a case and runs through all nine steps to the archive, by GraphQL."""

from typing import Any

import pytest

from factories.asking import data
from factories.people import make_appointment, make_person, make_unit
from factories.viewers import viewer_with
from lianxin.context import Viewer
from lianxin.localities import Locality

pytestmark = pytest.mark.modules("zoucheng.opinions")

SUBMIT = """mutation ($input: SubmitCaseInput!) { submitCase(input: $input) {
    case { code step { code } } receipt errors { code message path } } }"""
ACT = """mutation ($input: ActOnCaseInput!) { actOnCase(input: $input) {
    case { step { code phase } availableActions { action allowed } }
    errors { code message path ... on RuleRefusal { rule { code } } } } }"""


class Desk:
    """The people of the story, and what they do to one case."""

    def __init__(self, locality: Locality, **viewers: Viewer) -> None:
        self.locality = locality
        self.viewers = viewers
        self.code = ""

    async def submit(self, **input: Any) -> dict[str, Any]:
        given = {"title": "路灯不亮", "channel": "public_line", **input}
        answer = await data(self.locality, SUBMIT, viewer=self.viewers["clerk"], input=given)
        found: dict[str, Any] = answer["submitCase"]
        self.code = found["case"]["code"] if found["case"] else ""
        return found

    async def act(self, who: str, action: str, note: str | None = None, **fields: Any) -> Any:
        given = [{"name": name, "value": value} for name, value in fields.items()]
        input = {"code": self.code, "action": action, "note": note, "fields": given}
        answer = await data(self.locality, ACT, viewer=self.viewers[who], input=input)
        return answer["actOnCase"]

    async def step(self, who: str, action: str, note: str | None = None, **fields: Any) -> str:
        found = await self.act(who, action, note, **fields)
        assert found["errors"] == []
        step: str = found["case"]["step"]["code"]
        return step


@pytest.fixture
async def desk(locality: Locality) -> Desk:
    unit = await make_unit(locality, "城市管理局", kind="department", code="CGJ")
    people = {}
    for role in ("clerk", "handler", "supervisor", "leader"):
        person = await make_person(locality, role, official=True)
        if role == "handler":
            await make_appointment(locality, unit, "handler", person=person)
        units = (unit.id,) if role == "handler" else ()
        people[role] = viewer_with(role, person_id=person.id, unit_ids=units, lineage=units)
    return Desk(locality, **people)


async def test_zc_c2_a_matter_runs_through_nine_steps(desk: Desk) -> None:
    await desk.submit(reporter={"name": "孔令仪", "phone": "13953712345"})
    steps = [
        await desk.step("clerk", "accept"),
        await desk.step("clerk", "classify", way="pass_for_handling", category="roads"),
        await desk.step("clerk", "assign", unit="CGJ"),
        await desk.step("supervisor", "supervise"),
        await desk.step("handler", "report_back", "已更换灯泡"),
        await desk.step("clerk", "call_back", satisfaction="satisfied", reasonable=True),
        await desk.step("clerk", "analyse"),
        await desk.step("clerk", "archive"),
    ]
    assert steps == [
        "accepted",
        "classified",
        "assigned",
        "supervised",
        "reported_back",
        "called_back",
        "analysed",
        "archived",
    ]


async def test_zc_c2_no_step_that_applies_is_skipped(desk: Desk) -> None:
    await desk.submit()
    await desk.step("clerk", "accept")
    await desk.step("clerk", "classify", way="pass_for_handling")
    refused = await desk.act("clerk", "archive")
    assert "ZC-C2" in [e["rule"]["code"] for e in refused["errors"] if "rule" in e]


async def test_zc_c7_whoever_left_a_contact_is_called_back_before_archiving(desk: Desk) -> None:
    await desk.submit(reporter={"name": "孟母", "phone": "13953712345"})
    await desk.step("clerk", "accept")
    await desk.step("clerk", "classify", way="answer_at_once")
    await desk.step("clerk", "report_back", "已告知办事地点")
    refused = await desk.act("clerk", "analyse")
    assert "ZC-C7" in [e["rule"]["code"] for e in refused["errors"] if "rule" in e]


async def test_zc_c6_several_units_are_consulted_before_assigning(desk: Desk) -> None:
    await make_unit(desk.locality, "公安局", kind="department", code="GAJ")
    await desk.submit()
    await desk.step("clerk", "accept")
    await desk.step("clerk", "classify", way="pass_for_handling", units=["CGJ", "GAJ"])
    refused = await desk.act("clerk", "assign", unit="CGJ")
    assert "ZC-C6" in [e["rule"]["code"] for e in refused["errors"] if "rule" in e]
