"""CD-D1 … CD-D5: quotas, the week without meetings, objections, rectification, violations."""

from datetime import datetime
from typing import Any

import pytest

from factories import make_appointment, make_person, make_unit
from factories.asking import data
from factories.departments import change, done, refusal
from factories.meetings import make_meeting
from factories.viewers import viewer_with
from factories.villages import Village, clause_or_code, stands
from lianxin.clock import FixedClock
from lianxin.localities import Figures, Locality
from lianxin_chengdu.settings import StyleSettings

pytestmark = pytest.mark.modules("chengdu.style")
KEY = "chengdu.style."
DOCUMENT = "chengduRecordIssuedDocument"


@pytest.fixture
async def office(locality: Locality) -> Village:
    found = Village(locality, await make_unit(locality, "市规划局", kind="department", code="GHJ"))
    await found.seat("clerk", "clerk")
    await found.seat("leader", "leader")
    return found


async def approved(office: Village, channel: str = "conference_application") -> str:
    code = await office.submit("clerk", title="规划工作会议", channel=channel)
    await office.step("leader", "approve", "同意")
    return code


async def held(
    office: Village, day: str, kind: str = "conference", **fields: Any
) -> list[dict[str, Any]]:
    """What is wrong with a meeting of the office on that day."""
    given = {
        "kind": kind,
        "title": "规划工作会议",
        "unit": office.unit.code,
        "startsAt": f"{day}T09:00:00+08:00",
        "endsAt": f"{day}T11:00:00+08:00",
        "participants": [],
        "fields": [{"name": name, "value": value} for name, value in fields.items()],
    }
    errors: list[dict[str, Any]] = (
        await change(office.locality, "recordMeeting", given, viewer=office.viewers["clerk"])
    )["errors"]
    return errors


def with_quota(office: Village, **quota: int) -> Village:
    """The same office in a locality with other figures."""
    figures = office.locality.figures.settings
    object.__setattr__(
        office.locality, "figures", Figures({**figures, StyleSettings: StyleSettings(**quota)})
    )
    return office


async def test_cd_d1_a_meeting_is_applied_for_approved_and_held(office: Village) -> None:
    assert clause_or_code(await held(office, "2026-09-23")) == "CD-D1"
    nobodys = {"title": "规划会", "channel": "conference_application"}
    assert await refusal(office.locality, "submitCase", nobodys) == "CD-D1"
    code = await office.submit("clerk", title="规划会", channel="conference_application")
    assert clause_or_code(await held(office, "2026-09-23", application=code)) == "CD-D1"
    assert await office.refusal("clerk", "approve", "同意") == "NOT_PERMITTED"
    await office.step("leader", "approve", "同意")
    assert await held(office, "2026-09-23", application=code) == []
    assert await office.step("clerk", "done", result="已召开,50 人参加") == "done"
    assert clause_or_code(await held(office, "2026-09-24", application=code)) == "CD-D1"


async def test_cd_d1_past_the_quota_only_an_emergency_is_held(office: Village) -> None:
    with_quota(office, conferences=1)
    code = await approved(office)
    assert await held(office, "2026-09-23", application=code) == []
    refused = await held(office, "2026-09-24", "video_conference", application=code)
    assert clause_or_code(refused) == "CD-D1"
    assert "限额" in refused[0]["message"]
    reason = "防汛应急响应"
    assert await held(office, "2026-09-24", application=code, emergency=reason) == []
    [stood] = await stands(office.locality, KEY + "conference_quota")
    assert (stood["actual"], stood["required"], stood["state"]) == (2, 1, "BREACHED")


async def test_cd_d1_documents_have_their_quota_and_their_approval(office: Village) -> None:
    locality = with_quota(office, documents=1).locality
    query = "query ($code: String!) { case(code: $code) { id } }"
    code = await approved(office, "document_application")
    case = (await data(locality, query, code=code))["case"]["id"]
    document = {"unit": "GHJ", "number": "成规〔2026〕1 号", "title": "关于停车位配置的通知"}
    document |= {"issuedOn": "2026-09-20", "application": case}
    await office.submit("clerk", title="另一文件", channel="document_application")
    pending = (await data(locality, query, code=office.code))["case"]["id"]
    assert await refusal(locality, DOCUMENT, document | {"application": pending}) == "CD-D1"
    await done(locality, DOCUMENT, document)
    second = document | {"number": "成规〔2026〕2 号"}
    assert await refusal(locality, DOCUMENT, second) == "CD-D1"
    await done(locality, DOCUMENT, second | {"emergency": "地质灾害预警"})


async def test_cd_d2_a_quiet_week_that_meets_the_national_day(
    office: Village, clock: FixedClock
) -> None:
    """1 October 2026 is a Thursday: the second week is 5 to 11 October. Its first three days are
    holidays and Saturday the 10th is a make-up working day, yet no day of it is for meetings."""
    code = await approved(office)
    clock.move(datetime.fromisoformat("2026-10-12T18:00:00+08:00"))
    for day in ("2026-10-05", "2026-10-08", "2026-10-10", "2026-10-11"):
        [refused] = await held(office, day, application=code)
        assert refused["rule"]["code"] == "CD-D2"
        assert "无会周" in refused["message"]
    assert await held(office, "2026-10-04", application=code) == []
    assert await held(office, "2026-10-12", application=code) == []


async def test_cd_d2_research_receptions_and_emergencies_are_not_refused(
    office: Village, clock: FixedClock
) -> None:
    code = await approved(office)
    clock.move(datetime.fromisoformat("2026-10-12T18:00:00+08:00"))
    for kind in ("research", "reception"):
        assert await held(office, "2026-10-09", kind) == []
    assert await held(office, "2026-10-09", application=code, emergency="抢险救灾") == []


async def test_cd_d2_the_first_such_week_began_on_5_august_2013(
    office: Village, clock: FixedClock
) -> None:
    clock.move(datetime.fromisoformat("2013-08-12T18:00:00+08:00"))
    code = await approved(office)
    assert await held(office, "2013-08-04", application=code) == []
    for day in ("2013-08-05", "2013-08-11"):
        assert clause_or_code(await held(office, day, application=code)) == "CD-D2"


async def test_cd_d3_a_unit_that_is_called_may_object_and_the_organiser_sees_it(
    locality: Locality, office: Village
) -> None:
    county = await make_unit(locality, "金堂县林业局", kind="department", code="JT")
    await make_unit(locality, "新津县林业局", kind="department", code="XJ")
    own = viewer_with("handler", unit_ids=(county.id,), lineage=(county.id,))
    title = "草原防火工作会"
    await office.submit("clerk", title=title, channel="conference_application")
    query = """query ($code: String!) { case(code: $code) { id chengdu { objections {
        ground unit { name } } } } }"""
    case = (await data(locality, query, code=office.code))["case"]["id"]
    given = {"unit": "JT", "application": case, "objectedOn": "2026-09-24"}
    given |= {"ground": "我们县没有草原"}
    objecting = "chengduRecordObjection"
    assert await refusal(locality, objecting, given, viewer=own) == "CD-D3"
    await office.step("clerk", "call", units=["JT"])
    await done(locality, objecting, given, viewer=own)
    assert await refusal(locality, objecting, given | {"unit": "XJ"}) == "CD-D3"
    seen = (await data(locality, query, viewer=office.viewers["clerk"], code=office.code))["case"]
    assert seen["chengdu"]["objections"] == [
        {"ground": "我们县没有草原", "unit": {"name": "金堂县林业局"}}
    ]
    counts = """{ indicatorValues(rule: "chengdu.style.objections_by_organiser", by: "department") {
        edges { node { value key { ... on Unit { code } } } } } }"""
    [edge] = (await data(locality, counts))["indicatorValues"]["edges"]
    assert edge["node"] == {"value": 1, "key": {"code": "GHJ"}}


async def test_cd_d3_the_hours_of_grassroots_units_in_meetings_are_shown(
    locality: Locality,
) -> None:
    village = await make_unit(locality, "明月村", kind="village")
    person = await make_person(locality, official=True)
    await make_appointment(locality, village, "principal", person=person)
    for kind, until in (("conference", 12), ("conference", 13), ("video_conference", 11)):
        await make_meeting(
            locality,
            kind,
            starts_at=datetime.fromisoformat("2026-09-21T10:00:00+08:00"),
            ends_at=datetime.fromisoformat(f"2026-09-21T{until}:30:00+08:00"),
            participants=[person],
        )
    query = """query ($rule: String!) { indicatorValues(rule: $rule, by: "village") {
        edges { node { value key { ... on Unit { name } } } } } }"""
    found = {}
    for kind in ("conference", "video_conference"):
        answer = await data(locality, query, rule=f"{KEY}hours_in_{kind}")
        found[kind] = [e["node"]["value"] for e in answer["indicatorValues"]["edges"]]
    assert found == {"conference": [3.5], "video_conference": [1.5]}


async def test_cd_d4_each_action_has_an_owner_progress_and_a_result(
    locality: Locality, office: Village
) -> None:
    action = {"title": "清退会员卡“零持有”", "channel": "rectification"}
    assert await refusal(locality, "submitCase", action) == "CD-D4"
    await make_unit(locality, "成都市", kind="city", code="CD")
    await office.submit("clerk", category="rectify_membership_cards", **action)
    await office.seat("owner", "handler", "handler")
    owner = office.id_of("owner")
    await office.step("leader", "own", unit="GHJ", owner=owner)
    await office.step("owner", "report_progress", "已收回 120 张", progress=60)
    assert await office.refusal("owner", "report_progress", "更正", progress=40) == "CD-D4"
    assert await office.refusal("owner", "rectify", result="全部清退") == "CD-D4"
    await office.step("owner", "report_progress", "全部收回", progress=100)
    assert await office.step("owner", "rectify", result="全局零持有") == "rectified"
    [stood] = await stands(locality, KEY + "rectification_actions")
    assert (stood["rule"]["code"], stood["required"]) == ("CD-D4", 11)
    query = """{ indicatorValues(rule: "chengdu.style.rectification_actions") {
        edges { node { value split } } } }"""
    [edge] = (await data(locality, query))["indicatorValues"]["edges"]
    assert edge["node"] == {"value": 1, "split": ["rectify_membership_cards"]}


async def test_cd_d5_violations_are_found_handled_and_published(
    locality: Locality, office: Village
) -> None:
    person = await make_person(locality, "钱某某", official=True)
    found = {"unit": "GHJ", "person": f"Person:{person.id}", "kind": "violation_games"}
    found |= {"foundOn": "2026-09-01", "finding": "上班时间玩电脑游戏"}
    record, revise = "chengduRecordViolation", "chengduReviseViolation"
    resident = await make_person(locality)
    wrong = ({"person": f"Person:{resident.id}"}, {"kind": "violation_sleep"}, {"handling": "告诫"})
    for changes in wrong:
        assert await refusal(locality, record, found | changes, role="supervisor") == "CD-D5"
    made = await done(locality, record, found, "record { id }", role="supervisor")
    live = """{ livePublication(rule: "CD-D5") }"""
    assert (await data(locality, live, role="public"))["livePublication"]["rows"] == []
    handled = {"id": made["record"]["id"], "handledOn": "2026-09-10", "handling": "诫勉谈话并通报"}
    early = handled | {"handledOn": "2026-08-10"}
    assert await refusal(locality, revise, early, role="supervisor") == "CD-D5"
    await done(locality, revise, handled, role="supervisor")
    rows = (await data(locality, live, role="public"))["livePublication"]["rows"]
    assert rows == [
        [
            "2026-09-10",
            "市规划局",
            "钱某某",
            "上班时间打麻将、打游戏",
            "上班时间玩电脑游戏",
            "诫勉谈话并通报",
        ]
    ]
    query = """{ indicatorValues(rule: "chengdu.style.violations_by_kind") {
        edges { node { value split } } } }"""
    [edge] = (await data(locality, query))["indicatorValues"]["edges"]
    assert edge["node"] == {"value": 1, "split": ["violation_games"]}


@pytest.mark.parametrize(
    "kind", ["violation_banquet", "violation_car", "violation_travel", "violation_games"]
)
async def test_cd_d5_each_kind_stands_on_the_officials_record_with_its_ground(
    locality: Locality, kind: str
) -> None:
    person = await make_person(locality, official=True)
    given = {"rule": KEY + kind, "subject": f"Person:{person.id}", "ground": " "}
    assert await refusal(locality, "recordConsequence", given, role="leader") == "CD-D5"
    answer = "consequence { kind { code } rule { code } }"
    given["ground"] = "经查实,已处理"
    found = await done(locality, "recordConsequence", given, answer, role="leader")
    assert found["consequence"] == {"kind": {"code": kind}, "rule": {"code": "CD-D5"}}
