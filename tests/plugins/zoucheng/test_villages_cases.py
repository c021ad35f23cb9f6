"""ZC-A5, ZC-A9, ZC-A15: errands, joint sessions and subsistence applications run as cases."""

from datetime import timedelta

import pytest

from factories import make_unit
from factories.asking import data
from factories.villages import SUBMIT, Village, clause_or_code, make_town, sweep_all
from lianxin.clock import FixedClock
from lianxin.localities import Locality

pytestmark = pytest.mark.modules("zoucheng.villages")


FINISH = """mutation ($id: ID!) { finishTask(input: {task: $id, note: "已出水"}) {
    task { doneAt note } errors { code message } } }"""

PUBLISHED = """query ($rule: [String!]) { publications(filter: {rule: $rule}) {
    edges { node { unit { code } body } } } }"""
TERMS = """query ($code: String!) { case(code: $code) { dueAt
    deadlines { state dueAt escalatedAt rule { code } task { title } trace { date counted } }
    timeline(last: 1) { edges { node { action { code } actor { name } } } } } }"""


@pytest.fixture
async def village(locality: Locality) -> Village:
    _, (unit,) = await make_town(locality)
    found = Village(locality, unit)
    await found.seat("agent", "handler", "livelihood_agent")
    await found.seat("secretary", "handler", "first_secretary")
    await found.seat("clerk", "clerk")
    await found.seat("leader", "leader")
    return found


async def test_zc_a5_an_errand_goes_to_the_department_and_returns_with_a_result(
    locality: Locality, village: Village
) -> None:
    await make_unit(locality, "民政局", kind="department", code="MZJ")
    resident = {"name": "孔令仪", "phone": "13953712345"}
    await village.submit("agent", title="办理老年证", channel="errand", reporter=resident)
    assert await village.refusal("secretary", "accept") == "ZC-A5"
    assert await village.step("agent", "accept") == "accepted"
    secretary = village.id_of("secretary")
    assert await village.refusal("agent", "hand_over", agent=secretary) == "ZC-A5"
    assert await village.refusal("agent", "return_result", "已办", result="done") == "ZC-A5"
    assert await village.step("agent", "take", department="MZJ") == "taken"
    assert await village.step("agent", "return_result", "证件已送到家", result="done") == "returned"
    query = """query ($code: String!) { case(code: $code) { handler { name } closedAt
        zoucheng { department { name } errandResult { code label } } } }"""
    found = (await data(locality, query, code=village.code))["case"]
    assert found["handler"] == {"name": "agent"}
    assert found["closedAt"] is not None
    assert found["zoucheng"] == {
        "department": {"name": "民政局"},
        "errandResult": {"code": "done", "label": "已办成"},
    }


async def test_zc_a5_an_errand_names_its_village(village: Village) -> None:
    given = {"title": "办证", "channel": "errand", "unit": None}
    answer = await data(village.locality, SUBMIT, viewer=village.viewers["agent"], input=given)
    assert clause_or_code(answer["submitCase"]["errors"]) == "ZC-A5"


async def test_zc_a9_what_cannot_be_settled_on_the_spot_goes_to_a_joint_session(
    locality: Locality, village: Village
) -> None:
    await make_unit(locality, "水务局", kind="department", code="SWJ")
    await village.submit("secretary", title="机井报废", channel="village_problem")
    await village.step("secretary", "judge", way="joint_session")
    assert await village.refusal("secretary", "settle", "已解决") == "ZC-A9"
    there = [village.id_of("leader")]
    nobody = [{"title": "打新井", "dueOn": "2026-10-31"}]
    refused = await village.refusal(
        "leader", "hold_joint_session", "商定", people=there, tasks=nobody
    )
    assert refused == "TASK_INCOMPLETE"
    tasks = [{"title": "打新井", "unit": "SWJ", "dueOn": "2026-10-31"}]
    await village.step("leader", "hold_joint_session", "商定打井", people=there, tasks=tasks)
    assert await village.refusal("clerk", "carry_out") == "ZC-A9"
    await village.record("leader", "joint_session", "2026-09-24", cases=[village.code])
    assert await village.step("clerk", "carry_out") == "carried_out"
    found = await data(locality, "{ tasks { edges { node { id title dueOn unit { code } } } } }")
    (task,) = [edge["node"] for edge in found["tasks"]["edges"]]
    assert (task["title"], task["dueOn"], task["unit"]["code"]) == ("打新井", "2026-10-31", "SWJ")
    assert await village.refusal("clerk", "settle", "已解决") == "ZC-A9"
    finished = await data(locality, FINISH, viewer=village.viewers["clerk"], id=task["id"])
    assert finished["finishTask"]["task"]["doneAt"] is not None
    assert await village.step("clerk", "settle", "新井出水") == "settled"


async def test_zc_a9_an_overdue_task_escalates_by_itself(
    locality: Locality, village: Village, clock: FixedClock
) -> None:
    await make_unit(locality, "水务局", kind="department", code="SWJ")
    await village.submit("secretary", title="机井报废", channel="village_problem")
    await village.step("secretary", "judge", way="joint_session")
    late, early = (
        {"title": t, "unit": "SWJ", "dueOn": d}
        for t, d in (("打井", "2026-10-31"), ("抽水", "2026-09-27"))
    )
    people = [village.id_of("leader")]
    past = [{**early, "dueOn": "2026-09-23"}]
    assert (
        await village.refusal("leader", "hold_joint_session", "商定", people=people, tasks=past)
        == "DAY_IS_PAST"
    )
    await village.step("leader", "hold_joint_session", "商定", people=people, tasks=[late, early])
    clock.advance(timedelta(days=4))
    await sweep_all(locality)
    await sweep_all(locality)
    found = await data(locality, TERMS, viewer=village.viewers["leader"], code=village.code)
    first, second = sorted(found["case"]["deadlines"], key=lambda term: term["dueAt"])
    assert (first["state"], first["task"]["title"], first["rule"]["code"]) == (
        "MISSED",
        "抽水",
        "ZC-A9",
    )
    assert first["escalatedAt"] == "2026-09-28T01:00:00+00:00"
    assert [day["date"] for day in first["trace"] if day["counted"]] == [
        "2026-09-25",
        "2026-09-26",
        "2026-09-27",
    ]
    assert second["state"] == "RUNNING"
    last = found["case"]["timeline"]["edges"][-1]["node"]
    assert (last["action"]["code"], last["actor"]) == ("escalate", None)


async def test_zc_a9_a_task_done_in_time_does_not_escalate(
    locality: Locality, village: Village, clock: FixedClock
) -> None:
    await make_unit(locality, "水务局", kind="department", code="SWJ")
    await village.submit("secretary", title="机井报废", channel="village_problem")
    await village.step("secretary", "judge", way="joint_session")
    tasks = [{"title": "抽水", "unit": "SWJ", "dueOn": "2026-09-27"}]
    await village.step(
        "leader", "hold_joint_session", "商定", people=[village.id_of("leader")], tasks=tasks
    )
    found = await data(locality, "{ tasks { edges { node { id } } } }")
    task = found["tasks"]["edges"][0]["node"]["id"]
    await data(locality, FINISH, viewer=village.viewers["clerk"], id=task)
    clock.advance(timedelta(days=9))
    await sweep_all(locality)
    found = await data(locality, TERMS, viewer=village.viewers["leader"], code=village.code)
    assert [term["state"] for term in found["case"]["deadlines"]] == ["MET"]
    assert found["case"]["dueAt"] is None


async def submitted_without_a_village(village: Village, who: str, channel: str) -> str:
    """What refuses it."""
    given = {"title": "机井报废", "channel": channel, "unit": None}
    answer = await data(village.locality, SUBMIT, viewer=village.viewers[who], input=given)
    return clause_or_code(answer["submitCase"]["errors"])


async def test_zc_a9_a_problem_names_its_village(village: Village) -> None:
    refused = await submitted_without_a_village(village, "secretary", "village_problem")
    assert refused == "ZC-A9"


async def test_zc_a15_an_application_names_its_village(village: Village) -> None:
    refused = await submitted_without_a_village(village, "clerk", "subsistence_application")
    assert refused == "ZC-A15"


async def test_zc_a15_applications_are_published_by_town(
    locality: Locality, village: Village, clock: FixedClock
) -> None:
    await village.submit("clerk", title="低保申请", channel="subsistence_application")
    await village.step("clerk", "check", "家访属实")
    await village.step("secretary", "watch", opinion="agrees")
    await village.step("clerk", "publicise", place="公开栏", until="2026-10-08")
    clock.advance(timedelta(days=15))
    await village.step("leader", "decide", "同意", decision="approved")
    clock.advance(timedelta(days=30))
    await sweep_all(locality)
    rule = ["zoucheng.villages.subsistence_published"]
    found = await data(locality, PUBLISHED, role="public", rule=rule)
    bodies = [edge["node"]["body"] for edge in found["publications"]["edges"]]
    assert [len(body["rows"]) for body in bodies if body["rows"]] == [1]


async def test_zc_a9_what_can_be_settled_is_settled_on_the_spot(village: Village) -> None:
    await village.submit("secretary", title="路灯不亮", channel="village_problem")
    await village.step("secretary", "judge", way="on_the_spot")
    assert await village.refusal("leader", "hold_joint_session", "会办") == "ZC-A9"
    assert await village.step("secretary", "settle", "当日修复") == "settled"


async def test_zc_a15_seconded_cadres_watch_subsistence_applications(
    village: Village, clock: FixedClock
) -> None:
    channel = "subsistence_application"
    await village.submit("clerk", title="低保申请", channel=channel)
    await village.step("clerk", "check", "家访属实")
    assert (
        await village.refusal("clerk", "publicise", place="村务公开栏", until="2026-10-08")
        == "ZC-A15"
    )
    assert await village.refusal("agent", "watch", opinion="agrees") == "ZC-A15"
    await village.step("secretary", "watch", opinion="agrees")
    assert (
        await village.refusal("clerk", "publicise", place="公开栏", until="2026-09-28") == "ZC-A15"
    )
    await village.step("clerk", "publicise", place="公开栏", until="2026-10-08")
    assert await village.refusal("leader", "decide", "同意", decision="approved") == "ZC-A15"
    clock.advance(timedelta(days=15))
    assert await village.step("leader", "decide", "同意", decision="approved") == "decided"


async def test_zc_a15_nothing_is_approved_against_an_objection(
    village: Village, clock: FixedClock
) -> None:
    channel = "subsistence_application"
    await village.submit("clerk", title="低保申请", channel=channel)
    await village.step("clerk", "check", "家访属实")
    await village.step("secretary", "watch", opinion="objects")
    await village.step("clerk", "publicise", place="公开栏", until="2026-10-08")
    clock.advance(timedelta(days=15))
    assert await village.refusal("leader", "decide", "同意", decision="approved") == "ZC-A15"
    assert await village.step("clerk", "check_again", "复核收入") == "checked"
