"""SC-KZ1 … SC-KZ4: messengers, the wall, grids and their leads."""

from datetime import datetime
from typing import Any

import pytest

from factories import make_appointment, make_household, make_person, make_unit
from factories.asking import data
from factories.departments import done, refusal
from factories.viewers import viewer_with
from factories.villages import Village, stands, sweep_all
from lianxin.clock import FixedClock
from lianxin.localities import Figures, Locality
from lianxin.tables import Unit
from lianxin_sichuan.settings import KangzhuangSettings

pytestmark = pytest.mark.modules("sichuan.kangzhuang")
KEY = "sichuan.kangzhuang."
CASE = """query ($code: String!) { case(code: $code) { unit { name } step { code } dueAt anonymous
    reporter { id } channel { code } sichuan { passedOnBy { name } result finding { code }
    consequence { id } } } }"""


@pytest.fixture
async def kangzhuang(locality: Locality) -> Village:
    found = Village(locality, await make_unit(locality, "康庄社区", kind="community", code="KZ"))
    await found.seat("clerk", "clerk", "kz_worker")
    return found


async def a_grid(village: Village, code: str) -> Unit:
    return await make_unit(
        village.locality, f"第{code}网格", kind="grid", parent=village.unit, code=code
    )


async def test_sc_kz1_where_it_came_from_is_kept_and_the_resident_may_stay_unnamed(
    locality: Locality, kangzhuang: Village
) -> None:
    messenger = await make_person(locality, "陈**")
    voice = {"title": "楼道灯坏了", "channel": "messenger", "unit": "KZ"}
    voice |= {"fields": [{"name": "passed_on_by", "value": f"Person:{messenger.id}"}]}
    assert await refusal(locality, "submitCase", voice) == "SC-KZ1"
    await make_appointment(locality, kangzhuang.unit, "opinion_messenger", person=messenger)
    await kangzhuang.submit("clerk", **voice)
    case = (await data(locality, CASE, code=kangzhuang.code))["case"]
    assert case["sichuan"]["passedOnBy"] == {"name": "陈**"}
    assert (case["channel"]["code"], case["reporter"]) == ("messenger", None)


@pytest.mark.parametrize(("channel", "clause"), [("teahouse", "SC-KZ1"), ("messenger", "SC-KZ1")])
async def test_sc_kz1_by_these_ways_somebody_passes_it_on(
    locality: Locality, kangzhuang: Village, channel: str, clause: str
) -> None:
    voice = {"title": "茶客说公交末班太早", "channel": channel, "unit": "KZ"}
    assert await refusal(locality, "submitCase", voice) == clause
    site = {**voice, "channel": "digital_community"}
    await done(locality, "submitCase", site)


async def test_sc_kz1_it_is_handled_and_answered_and_counted_by_source(
    locality: Locality, kangzhuang: Village
) -> None:
    await kangzhuang.submit("clerk", title="建议增设晾衣区", channel="digital_community")
    assert await kangzhuang.step("clerk", "handle") == "handled"
    assert await kangzhuang.step("clerk", "answer", "已划定晾晒区") == "answered"
    query = """{ indicatorValues(rule: "sichuan.kangzhuang.voices_by_source") {
        edges { node { value split } } } }"""
    [edge] = (await data(locality, query))["indicatorValues"]["edges"]
    assert edge["node"] == {"value": 1, "split": ["digital_community"]}
    [stood] = await stands(locality, KEY + "communities_have_messengers")
    assert (stood["required"], stood["state"]) == (36, "BREACHED")


LIVE = """query ($subject: ID) { livePublication(rule: "sichuan.kangzhuang.wall_published",
    subject: $subject) }"""
POST = """mutation ($input: SubmitCaseInput!) { submitCase(input: $input) { case { id code } receipt
    errors { code message ... on RuleRefusal { rule { code } } } } }"""


async def posted(locality: Locality, **more: Any) -> dict[str, Any]:
    given = {
        "title": "小区北门积水",
        "channel": "echo_wall",
        "unit": "KZ",
        "anonymous": True,
        **more,
    }
    given.setdefault("body", "下雨就积水，我电话13800138000")
    found: dict[str, Any] = (await data(locality, POST, role="public", input=given))["submitCase"]
    assert found["errors"] == []
    return found


async def test_sc_kz2_a_post_of_24_september_is_due_on_12_october(
    locality: Locality, kangzhuang: Village, clock: FixedClock
) -> None:
    receipt = (await posted(locality))["receipt"]
    query = """query ($receipt: String!) { caseByReceipt(receipt: $receipt) { code
        deadlines { dueAt provisional rule { code } trace { date counted reason } } } }"""
    found = (await data(locality, query, role="public", receipt=receipt))["caseByReceipt"]
    [term] = found["deadlines"]
    assert (term["dueAt"][:10], term["provisional"]) == ("2026-10-12", False)
    assert term["rule"]["code"] == "SC-KZ2"
    assert next(d["date"] for d in term["trace"] if d["counted"]) != "2026-09-24"
    assert sum(day["counted"] for day in term["trace"]) == 7
    clock.move(datetime.fromisoformat("2026-10-13T09:00:00+08:00"))
    await sweep_all(locality)
    lines = """query ($code: String!) { case(code: $code) { timeline { edges { node {
        action { code } } } } } }"""
    edges = (await data(locality, lines, code=found["code"]))["case"]["timeline"]["edges"]
    assert [edge["node"]["action"]["code"] for edge in edges] == ["submit", "overdue"]


async def test_sc_kz2_the_answer_stands_under_the_post_for_all_and_names_nobody(
    locality: Locality, kangzhuang: Village
) -> None:
    viewer = viewer_with("resident", person_id=(await make_person(locality, "李**")).id)
    given = {"title": "小区北门积水", "channel": "echo_wall", "unit": "KZ", "anonymous": True}
    given |= {"body": "下雨就积水，我电话13800138000"}
    case = (await data(locality, POST, viewer=viewer, input=given))["submitCase"]
    waiting = (await data(locality, LIVE, role="public"))["livePublication"]["rows"]
    assert waiting[0][3:] == [None, None, None, None, "待审阅", None]
    kangzhuang.code = (await data(locality, "{ cases { edges { node { code } } } }"))["cases"][
        "edges"
    ][0]["node"]["code"]
    assert await kangzhuang.refusal("clerk", "answer", "已疏通排水沟") == "SC-KZ2"
    await kangzhuang.step("clerk", "look", shown="shown")
    await kangzhuang.step("clerk", "answer", "已疏通排水沟")
    [row] = (await data(locality, LIVE, role="public"))["livePublication"]["rows"]
    assert (row[3], row[4], row[6]) == ("小区北门积水", "下雨就积水，我电话***", "已疏通排水沟")
    found = (await data(locality, CASE, code=kangzhuang.code))["case"]
    assert (found["anonymous"], found["reporter"]) == (True, None)
    assert case["errors"] == []


async def test_sc_kz2_names_of_others_are_blotted_out_with_a_reason(
    locality: Locality, kangzhuang: Village
) -> None:
    body = "网格员白建国三天没来，白建国的爱人白建英也不管"
    kangzhuang.code = (await posted(locality, title="找白建国", body=body))["case"]["code"]
    names, why = ["白建国", "白建英"], "涉及他人姓名"
    strange = {"shown": "shown", "names": ["李四"], "reason": why}
    assert await kangzhuang.refusal("clerk", "look", shown="shown", names=names) == "SC-KZ2"
    assert await kangzhuang.refusal("clerk", "look", **strange) == "SC-KZ2"
    no_list = strange | {"names": "白建国"}
    assert await kangzhuang.refusal("clerk", "look", **no_list) == "INVALID_FIELD"
    assert await kangzhuang.refusal("clerk", "look", shown="held_back") == "SC-KZ2"
    await kangzhuang.step("clerk", "look", shown="shown", names=names, reason=why)
    await kangzhuang.step("clerk", "answer", "已与白建国谈话")
    [row] = (await data(locality, LIVE, role="public"))["livePublication"]["rows"]
    assert (row[3], row[6:]) == ("找***", ["已与***谈话", "公开", why])
    assert row[4] == "网格员***三天没来，***的爱人***也不管"


async def test_sc_kz2_a_post_held_back_still_stands_there_with_the_reason_and_the_answer(
    locality: Locality, kangzhuang: Village
) -> None:
    kangzhuang.code = (await posted(locality))["case"]["code"]
    given = {"shown": "held_back", "reason": "指名道姓的指责"}
    assert await kangzhuang.refusal("clerk", "look_again", **given) == "SC-KZ2"
    await kangzhuang.step("clerk", "look", **given)
    await kangzhuang.step("clerk", "answer", "已核实")
    [row] = (await data(locality, LIVE, role="public"))["livePublication"]["rows"]
    held_back = row[3:5] + row[6:]
    await kangzhuang.step("clerk", "look_again", shown="shown")
    [row] = (await data(locality, LIVE, role="public"))["livePublication"]["rows"]
    assert held_back == [None, None, "已核实", "不公开", "指名道姓的指责"]
    assert (row[3], row[6:]) == ("小区北门积水", ["已核实", "公开", None])


async def test_sc_kz2_a_community_may_show_posts_at_once(
    locality: Locality, kangzhuang: Village
) -> None:
    at_once = KangzhuangSettings(looked_at_first=False)
    locality.figures = Figures({**locality.figures.settings, KangzhuangSettings: at_once})
    kangzhuang.code = (await posted(locality))["case"]["code"]
    [row] = (await data(locality, LIVE, role="public"))["livePublication"]["rows"]
    assert (row[3], row[-2]) == ("小区北门积水", "公开")
    assert await kangzhuang.step("clerk", "answer", "已疏通") == "answered"
    await kangzhuang.step("clerk", "look_again", shown="held_back", reason="重复")
    [row] = (await data(locality, LIVE, role="public"))["livePublication"]["rows"]
    assert (row[3], row[-2]) == (None, "不公开")


async def test_sc_kz2_one_post_can_be_looked_up_and_other_cases_are_not_on_the_wall(
    locality: Locality, kangzhuang: Village
) -> None:
    for more in ({}, {"title": "路灯不亮", "body": "三单元"}):
        kangzhuang.code = (await posted(locality, **more))["case"]["code"]
        await kangzhuang.step("clerk", "look", shown="shown")
    await kangzhuang.submit("clerk", title="家事", channel="digital_community")
    rows = (await data(locality, LIVE, role="public"))["livePublication"]["rows"]
    assert {row[3] for row in rows} == {"小区北门积水", "路灯不亮"}
    query = '{ cases(filter: {channel: ["echo_wall"]}) { edges { node { id title } } } }'
    nodes = [e["node"] for e in (await data(locality, query))["cases"]["edges"]]
    one = await data(locality, LIVE, role="public", subject=nodes[0]["id"])
    assert [row[3] for row in one["livePublication"]["rows"]] == [nodes[0]["title"]]
    none = await data(locality, LIVE, role="public", subject="Case:1")
    assert none["livePublication"] is None


async def test_sc_kz2_a_wall_is_a_communitys(locality: Locality, kangzhuang: Village) -> None:
    await make_unit(locality, kind="department", code="D1")
    for unit in ({}, {"unit": "D1"}):
        given = {"title": "积水", "channel": "echo_wall", "anonymous": True, **unit}
        assert await refusal(locality, "submitCase", given) == "SC-KZ2"


async def test_sc_kz3_everybody_belongs_to_one_grid(
    locality: Locality, kangzhuang: Village
) -> None:
    grid, other = await a_grid(kangzhuang, "G1"), await a_grid(kangzhuang, "G2")
    record = "sichuanRecordGridMember"
    member = {"unit": "KZ", "person": kangzhuang.id_of("clerk"), "since": "2026-03-01"}
    assert await refusal(locality, record, member) == "SC-KZ3"
    [lacking] = await stands(locality, KEY + "everybody_in_a_grid")
    await done(locality, record, member | {"unit": grid.code})
    [one] = await stands(locality, KEY + "everybody_in_a_grid")
    query = """{ indicatorValues(rule: "sichuan.kangzhuang.people_in_grids") {
        edges { node { value } } } }"""
    [edge] = (await data(locality, query))["indicatorValues"]["edges"]
    await done(locality, record, member | {"unit": other.code})
    [two] = await stands(locality, KEY + "everybody_in_a_grid")
    assert [s["state"] for s in (lacking, one, two)] == ["BREACHED", "MET", "BREACHED"]
    assert edge["node"]["value"] == 1
    [grids] = await stands(locality, KEY + "grids")
    assert (grids["actual"], grids["required"]) == (2, 6)


async def test_sc_kz3_what_comes_in_goes_to_the_grid_of_the_home_or_of_the_messenger(
    locality: Locality, kangzhuang: Village
) -> None:
    grid, other = await a_grid(kangzhuang, "G1"), await a_grid(kangzhuang, "G2")
    home = await make_household(locality, grid)
    resident = await make_person(locality, household=home)
    viewer = viewer_with("resident", person_id=resident.id)
    given = {"title": "路灯不亮", "channel": "digital_community"}
    answer = await data(locality, POST, viewer=viewer, input=given)
    code = answer["submitCase"]["case"]["code"]
    assert (await data(locality, CASE, code=code))["case"]["unit"]["name"] == grid.name
    messenger = await make_person(locality)
    await make_appointment(locality, kangzhuang.unit, "opinion_messenger", person=messenger)
    await make_appointment(locality, other, "grid_member", person=messenger)
    told = [{"name": "passed_on_by", "value": f"Person:{messenger.id}"}]
    given = {"title": "无名反映", "channel": "messenger", "fields": told}
    made = await done(locality, "submitCase", given, "case { code }")
    code = made["case"]["code"]
    assert (await data(locality, CASE, code=code))["case"]["unit"]["name"] == other.name


async def test_sc_kz4_the_one_lead_of_a_grid_visits_on_three_days_of_a_week(
    locality: Locality, kangzhuang: Village
) -> None:
    lead = Village(locality, await a_grid(kangzhuang, "G1"))
    await lead.seat("lead", "handler", "grid_lead")
    for day in ("2026-09-21", "2026-09-22"):
        await lead.record("lead", "grid_visit", day)
    [stood] = await stands(locality, KEY + "lead_visits")
    assert (stood["rule"]["code"], stood["actual"], stood["required"]) == ("SC-KZ4", 2, 3)
    await lead.record("lead", "grid_visit", "2026-09-23")
    assert [s["state"] for s in await stands(locality, KEY + "lead_visits")] == ["MET"]
    [one] = await stands(locality, KEY + "grids_have_one_lead")
    await lead.seat("second", "handler", "grid_lead")
    [two] = await stands(locality, KEY + "grids_have_one_lead")
    assert (one["state"], two["state"]) == ("MET", "BREACHED")
