"""FG-F1, FG-F2: work as projects, and who leads it."""

from datetime import datetime

import pytest

from factories import make_person, make_unit
from factories.asking import data
from factories.departments import done, refusal
from factories.villages import Village, stands, sweep_all
from lianxin.clock import FixedClock
from lianxin.localities import Locality

pytestmark = pytest.mark.modules("fenggang.works")
KEY = "fenggang.works."
PLAN = {"standard": "一站式大厅建设标准", "line": "专项工作经费"}


@pytest.fixture
async def county(locality: Locality) -> Village:
    found = Village(locality, await make_unit(locality, "凤冈县", kind="county", code="FG"))
    await found.seat("clerk", "clerk", "clerk")
    await found.seat("leader", "leader")
    return found


async def test_fg_f1_a_project_has_owner_budget_line_and_milestones(
    locality: Locality, county: Village
) -> None:
    await county.submit("clerk", title="县群众工作中心规范化建设", channel="work_project")
    plan = {"owner": county.id_of("leader"), **PLAN}
    assert await county.refusal("clerk", "plan", **plan) == "REQUIRED"
    assert await county.refusal("clerk", "plan", budget=0, **plan) == "FG-F1"
    await county.step("clerk", "plan", budget=600_000, **plan)
    assert await county.refusal("leader", "begin") == "FG-F1"
    undated = [{"title": "大厅改造", "unit": "FG"}]
    assert await county.refusal("clerk", "set_milestones", milestones=undated) == "TASK_INCOMPLETE"
    dated = [{"title": "大厅改造", "unit": "FG", "dueOn": "2026-09-30"}]
    await county.step("clerk", "set_milestones", milestones=dated)
    await county.step("leader", "begin")
    assert await county.refusal("leader", "complete", result="完成") == "FG-F1"
    query = """query ($code: String!) { case(code: $code) { tasks { id }
        deadlines { state rule { code } } fenggang { owner { name } standard budgetLine budget } } }"""
    found = (await data(locality, query, code=county.code))["case"]
    assert found["deadlines"] == [{"state": "RUNNING", "rule": {"code": "FG-F1"}}]
    assert found["fenggang"] == {
        "owner": {"name": "leader"},
        "standard": "一站式大厅建设标准",
        "budgetLine": "专项工作经费",
        "budget": 600_000,
    }
    await done(locality, "finishTask", {"task": found["tasks"][0]["id"]})
    assert await county.step("leader", "complete", result="完成") == "completed"


async def test_fg_f1_a_late_milestone_is_urged_and_budgets_stay_within_the_fund(
    locality: Locality, county: Village, clock: FixedClock
) -> None:
    await county.submit("clerk", title="县政务服务中心规范化建设", channel="work_project")
    await county.step("clerk", "plan", budget=10_000_001, owner=county.id_of("leader"), **PLAN)
    dated = [{"title": "招标", "unit": "FG", "dueOn": "2026-09-28"}]
    await county.step("clerk", "set_milestones", milestones=dated)
    [stood] = await stands(locality, KEY + "within_the_fund")
    assert (stood["state"], stood["required"]) == ("BREACHED", 10_000_000)
    clock.move(datetime.fromisoformat("2026-09-29T09:00:00+08:00"))
    await sweep_all(locality)
    query = """query ($code: String!) { case(code: $code) { timeline { edges { node {
        action { code } } } } } indicatorValues(rule: "fenggang.works.budget_by_line") {
        edges { node { value split } } } }"""
    found = await data(locality, query, code=county.code)
    actions = [e["node"]["action"]["code"] for e in found["case"]["timeline"]["edges"]]
    assert actions[-1] == "overdue"
    [edge] = found["indicatorValues"]["edges"]
    assert edge["node"] == {"value": 10_000_001, "split": ["专项工作经费"]}


async def test_fg_f2_who_holds_which_post_is_on_record_and_public(
    locality: Locality, county: Village
) -> None:
    await make_unit(locality, kind="town", code="TOWN")
    record = "fenggangRecordOfficer"
    head = await make_person(locality, "覃某某", official=True)
    post = {"person": f"Person:{head.id}", "post": "leading_group_head", "since": "2026-01-10"}
    assert await refusal(locality, record, post | {"unit": "TOWN"}) == "FG-F2"
    await done(locality, record, post | {"unit": "FG"})
    live = '{ livePublication(rule: "FG-F2") }'
    rows = (await data(locality, live, role="public"))["livePublication"]["rows"]
    assert rows == [["领导小组组长", "覃某某", "2026-01-10"]]
    [stood] = await stands(locality, KEY + "county_has_officers")
    assert (stood["state"], stood["actual"], stood["required"]) == ("BREACHED", 1, 15)
