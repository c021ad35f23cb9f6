"""CD-E1 … CD-E6: campaigns, problems, services, supervision, model workers, vexation."""

from datetime import datetime
from typing import Any

import pytest

from factories import make_appointment, make_person, make_unit
from factories.asking import data
from factories.cases import make_case
from factories.departments import done, refusal
from factories.meetings import make_meeting
from factories.viewers import viewer_with
from factories.villages import Village, stands, sweep_all
from lianxin.clock import FixedClock
from lianxin.localities import Locality
from lianxin_chengdu.rules.rights.services import SERVICES

pytestmark = pytest.mark.modules("chengdu.rights")
KEY = "chengdu.rights."
ID = "query ($code: String!) { case(code: $code) { id } }"


@pytest.fixture
async def office(locality: Locality) -> Village:
    """The bureau of education, its head, and those who supervise it."""
    found = Village(locality, await make_unit(locality, "市教育局", kind="department", code="JYJ"))
    await found.seat("handler", "handler", "handler")
    for role in ("clerk", "supervisor", "leader"):
        await found.seat(role, role)
    head = await make_person(locality, "局长", official=True)
    await make_appointment(locality, found.unit, "principal", person=head, rank="division")
    found.people["head"] = head
    return found


async def problem(office: Village, field: str = "campaign_education") -> None:
    given = {"channel": "campaign_problem", "category": field, "unit": None}
    await office.submit("clerk", title="违规补课收费", **given)


# --- CD-E1


async def test_cd_e1_a_problem_is_taken_on_by_a_named_leader(
    locality: Locality, office: Village
) -> None:
    bare = {"title": "违规补课收费", "channel": "campaign_problem"}
    assert await refusal(locality, "submitCase", bare) == "CD-E1"
    await problem(office)
    handler, head = office.id_of("handler"), office.id_of("head")
    assert await office.refusal("leader", "take_on", leader=handler, unit="JYJ") == "CD-E1"
    assert await office.step("leader", "take_on", leader=head, unit="JYJ") == "taken_on"
    query = "query ($code: String!) { case(code: $code) { chengdu { leader { name } } } }"
    found = await data(locality, query, code=office.code)
    assert found["case"]["chengdu"] == {"leader": {"name": "局长"}}
    assert await office.step("handler", "resolve", result="全部清退") == "resolved"


async def test_cd_e1_it_is_resolved_within_30_working_days_and_urged_when_late(
    locality: Locality, office: Village, clock: FixedClock
) -> None:
    """From 24 September 2026: 25 September is a holiday (Mid-Autumn), 1 to 7 October are, and
    10 October is a make-up working day."""
    await problem(office)
    await office.step("leader", "take_on", leader=office.id_of("head"), unit="JYJ")
    query = """query ($code: String!) { case(code: $code) { deadlines { rule { code } state dueAt
        trace { counted date } } timeline(last: 1) { edges { node { action { code } } } } } }"""
    case = (await data(locality, query, code=office.code))["case"]
    [deadline] = case["deadlines"]
    counted = [d["date"] for d in deadline["trace"] if d["counted"]]
    assert (deadline["rule"]["code"], len(counted)) == ("CD-E1", 30)
    assert "2026-10-10" in counted
    assert not {f"2026-10-0{n}" for n in range(1, 8)} & set(counted)
    clock.move(datetime.fromisoformat(deadline["dueAt"]).replace(hour=23))
    await sweep_all(locality)
    case = (await data(locality, query, code=office.code))["case"]
    assert case["deadlines"][0]["state"] == "MISSED"
    assert case["timeline"]["edges"][0]["node"]["action"]["code"] == "overdue"


async def test_cd_e1_problems_are_counted_by_field(locality: Locality, office: Village) -> None:
    for field in ("campaign_education", "campaign_education", "campaign_food"):
        await problem(office, field)
    query = """{ indicatorValues(rule: "chengdu.rights.problems_by_field", by: "key") {
        edges { node { value key { ... on Term { code } } } } } }"""
    edges = (await data(locality, query))["indicatorValues"]["edges"]
    found = {e["node"]["key"]["code"]: e["node"]["value"] for e in edges}
    assert found == {"campaign_education": 2, "campaign_food": 1}


# --- CD-E2


async def test_cd_e2_told_beforehand_handled_rated_and_watched_throughout(
    office: Village,
) -> None:
    await office.submit("clerk", title="民办学校设立审批", channel="window_service")
    materials = "章程、验资报告;20 日;不收费"
    assert await office.refusal("handler", "tell", materials=materials) == "CD-E2"
    await office.step("supervisor", "watch")
    assert await office.refusal("handler", "handle") == "CD-E2"
    assert await office.step("handler", "tell", materials=materials) == "told"
    assert await office.step("handler", "handle") == "handled"
    assert await office.refusal("clerk", "rate", satisfaction="satisfied") == "CD-E2"
    assert await office.step("handler", "deliver", result="准予设立") == "delivered"
    await office.step("supervisor", "remark", "提前 6 日办结")
    assert await office.step("clerk", "rate", satisfaction="satisfied") == "rated"


async def test_cd_e2_nobody_watches_or_rates_their_own_work(office: Village) -> None:
    await office.seat("both", "supervisor", "handler")
    await office.submit("clerk", title="学籍证明", channel="window_service")
    await office.step("supervisor", "watch")
    await office.step("both", "tell", materials="身份证")
    await office.step("both", "handle")
    assert await office.refusal("both", "watch") == "CD-E2"
    await office.step("both", "deliver", result="已出具")
    assert await office.refusal("both", "rate", satisfaction="satisfied") == "CD-E2"


# --- CD-E3


@pytest.fixture
async def outsider(locality: Locality, office: Village) -> Village:
    """A supervisor from outside, of the field of education."""
    agency = await make_unit(locality, "市消费者协会", kind="agency")
    found = Village(locality, agency)
    await found.seat("outsider", "handler", "third_party_supervisor")
    field = {"person": found.id_of("outsider"), "field": "campaign_education"}
    await done(locality, "chengduRecordThirdParty", field | {"since": "2026-01-01"})
    return found


async def test_cd_e3_supervisors_read_cases_without_personal_data(
    locality: Locality, office: Village, outsider: Village
) -> None:
    reporter = {"name": "周晓兰", "phone": "13880012345"}
    given = {"channel": "campaign_problem", "category": "campaign_education", "unit": None}
    title = "违规补课,举报电话 13880012345"
    await office.submit("clerk", title=title, reporter=reporter, **given)
    query = '{ livePublication(rule: "CD-E3") cases { totalCount } }'
    found = await data(locality, query, viewer=outsider.viewers["outsider"])
    [row] = found["livePublication"]["rows"]
    assert row[:3] == [office.code, "教育", "违规补课,举报电话 ***"]
    assert "周晓兰" not in str(found)
    assert found["cases"]["totalCount"] == 0


async def test_cd_e3_they_comment_in_their_own_field_and_in_person(
    locality: Locality, office: Village, outsider: Village
) -> None:
    query = ID
    cases = {}
    for field in ("campaign_education", "campaign_food"):
        await problem(office, field)
        cases[field] = (await data(locality, query, code=office.code))["case"]["id"]
    comment = {"case": cases["campaign_education"], "person": outsider.id_of("outsider")}
    comment |= {"saidOn": "2026-09-24", "text": "清退应公示名单"}
    viewer, record = outsider.viewers["outsider"], "chengduRecordComment"
    other = comment | {"case": cases["campaign_food"]}
    assert await refusal(locality, record, other, viewer=viewer) == "CD-E3"
    assert await refusal(locality, record, comment) == "CD-E3"
    await done(locality, record, comment, viewer=viewer)
    inside = {"person": office.id_of("handler"), "field": "campaign_food", "since": "2026-01-01"}
    assert await refusal(locality, "chengduRecordThirdParty", inside) == "CD-E3"


async def test_cd_e3_checks_are_led_by_leaders_with_several_departments(
    locality: Locality, office: Village
) -> None:
    other = await make_unit(locality, "市发改委", kind="department")
    head, staff = office.people["head"], office.people["handler"]
    whole = await make_meeting(
        locality, "concentrated_check", participants=[head], targets=[office.unit, other]
    )
    await make_meeting(locality, "concentrated_check", participants=[staff], targets=[office.unit])
    found = await stands(locality, KEY + "checked_together")
    states = {s["subject"]["code"]: s["state"] for s in found}
    assert states.pop(whole.code) == "MET"
    assert list(states.values()) == ["BREACHED"]
    [lacking] = [s["explanation"] for s in found if s["state"] == "BREACHED"]
    assert lacking.startswith("缺带头的领导、联动的部门")


# --- CD-E4


async def test_cd_e4_each_window_has_its_standards(locality: Locality) -> None:
    await make_unit(locality, "社保窗口", kind="window", code="SB")
    await make_unit(locality, "户籍窗口", kind="window", code="HJ")
    await make_unit(locality, kind="department", code="JU")
    given = {"unit": "SB", "subject": "接待礼仪", "text": "来有迎声、问有答声、走有送声"}
    given |= {"since": "2026-01-01"}
    record = "chengduRecordServiceStandard"
    assert await refusal(locality, record, given | {"unit": "JU"}) == "CD-E4"
    await done(locality, record, given)
    found = await stands(locality, KEY + "windows_have_standards")
    assert {s["subject"]["code"]: s["state"] for s in found} == {"SB": "MET", "HJ": "BREACHED"}


SAMPLE = """query ($code: String!) { survey(code: $code) { sample(first: 100) { edges { node {
    id person { id } subject { ... on Person { id name } } } } } } }"""


async def test_cd_e4_model_workers_are_chosen_by_those_they_served(locality: Locality) -> None:
    window = await make_unit(locality, kind="window")
    workers = [await make_person(locality, name, official=True) for name in ("甲", "乙")]
    served: dict[str, set[str]] = {}
    for worker in workers:
        await make_appointment(locality, window, "window_worker", person=worker)
        for _ in range(3):
            resident = await make_person(locality)
            served.setdefault(worker.name or "", set()).add(f"Person:{resident.id}")
            await make_case(
                locality,
                workflow=SERVICES,
                module="chengdu.rights",
                step="rated",
                handler=worker,
                reporter=resident,
                answered_at=datetime.fromisoformat("2026-06-01T10:00:00+08:00"),
            )
    await make_person(locality, "未办事的人")
    made = await done(locality, "drawSample", {"rule": "CD-E4"}, "survey { code }")
    code = made["survey"]["code"]
    edges = (await data(locality, SAMPLE, role="clerk", code=code))["survey"]["sample"]["edges"]
    asked: dict[str, set[str]] = {}
    for node in (edge["node"] for edge in edges):
        asked.setdefault(node["subject"]["name"], set()).add(node["person"]["id"])
        grade = "satisfied" if node["subject"]["name"] == "甲" else "dissatisfied"
        await done(locality, "recordAnswer", {"drawn": node["id"], "grade": grade})
    assert asked == served
    await done(locality, "closeSurvey", {"survey": code})
    query = """{ consequences { edges { node { kind { code } ground rule { code }
        subject { ... on Person { name } } } } } }"""
    nodes = [e["node"] for e in (await data(locality, query))["consequences"]["edges"]]
    first = next(n for n in nodes if n["subject"]["name"] == "甲")
    assert (first["kind"]["code"], first["rule"]["code"]) == ("model_worker", "CD-E4")
    assert first["ground"] == "服务标兵评选（2026年）第 1 名，100 分"


# --- CD-E5, CD-E6


async def test_cd_e5_a_campaign_has_a_lead_unit_and_takes_its_steps(
    locality: Locality, office: Village
) -> None:
    await make_unit(locality, kind="city", code="CD")
    campaign = {"title": "教育专项行动", "channel": "campaign", "category": "campaign_education"}
    assert await refusal(locality, "submitCase", campaign) == "CD-E5"
    await office.submit("clerk", **campaign)
    code = office.code
    assert await refusal(locality, "submitCase", campaign | {"unit": "JYJ"}) == "CD-E5"
    assert await office.refusal("supervisor", "inspect", found="抽查 12 校") == "CD-E5"
    await office.step("handler", "self_check", found="自查 46 校")
    await office.step("supervisor", "inspect", found="抽查 12 校")
    await office.step("handler", "sort_out", problems="违规补课、择校费")
    await problem(office)
    open_problem, office.code = office.code, code
    assert await office.refusal("leader", "conclude", result="完成") == "CD-E5"
    office.code = open_problem
    await office.step("leader", "take_on", leader=office.id_of("head"), unit="JYJ")
    await office.step("handler", "resolve", result="清退")
    office.code = code
    assert await office.step("leader", "conclude", result="化解 1 个") == "concluded"
    [stood] = await stands(locality, KEY + "campaigns_begun")
    assert (stood["rule"]["code"], stood["required"]) == ("CD-E5", 9)


async def test_cd_e6_vexation_is_checked_jointly_and_responsibility_named(
    locality: Locality, office: Village
) -> None:
    await make_unit(locality, "市监察局", kind="department", code="JCJ")
    await make_unit(locality, "市审计局", kind="department", code="SJJ")
    await office.submit("clerk", title="办证时索要烟酒", channel="vexation", unit=None)
    await office.step("supervisor", "check_jointly", unit="JYJ", units=["JCJ"])
    finding = {"finding": "confirmed", "found": "收受香烟两条"}
    assert await office.refusal("supervisor", "establish", **finding) == "CD-E6"
    await office.step("supervisor", "check_jointly", unit="JYJ", units=["JCJ", "SJJ"])
    await office.step("supervisor", "establish", **finding)
    assert await office.refusal("leader", "handle", result="警告处分") == "CD-E6"


async def test_cd_e6_what_was_found_and_who_is_responsible_is_on_record(
    locality: Locality, office: Village
) -> None:
    for code in ("JCJ", "SJJ"):
        await make_unit(locality, kind="department", code=code)
    await office.submit("clerk", title="办证时索要烟酒", channel="vexation", unit=None)
    await office.step("supervisor", "check_jointly", unit="JYJ", units=["JCJ", "SJJ"])
    named: dict[str, Any] = {"responsible": office.id_of("handler")}
    finding = {"finding": "confirmed", "found": "收受香烟两条"}
    await office.step("supervisor", "establish", **finding, **named)
    assert await office.step("leader", "handle", result="警告处分") == "handled"
    query = """query ($code: String!) { case(code: $code) { chengdu { result
        finding { label } responsibleOfficial { name } } } }"""
    found = await data(locality, query, viewer=viewer_with("leader"), code=office.code)
    assert found["case"]["chengdu"] == {
        "result": "警告处分",
        "finding": {"label": "属实"},
        "responsibleOfficial": {"name": "handler"},
    }
