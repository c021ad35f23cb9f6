"""CD-C1 … CD-C3: the liaison matrix, entries, and research at the grassroots."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from factories import make_appointment, make_liaison, make_person, make_unit
from factories.asking import data
from factories.departments import change, done
from factories.meetings import make_meeting
from factories.villages import Village, clause_or_code, stands
from lianxin.clock import FixedClock
from lianxin.localities import Locality

pytestmark = pytest.mark.modules("chengdu.contact")
KEY = "chengdu.contact."


async def lacking(locality: Locality, rule: str) -> list[str]:
    query = "query ($rule: String!) { coverageGaps(rule: $rule) { edges { node { lacking } } } }"
    found = await data(locality, query, rule=KEY + rule)
    return [edge["node"]["lacking"] for edge in found["coverageGaps"]["edges"]]


async def test_cd_c1_who_lacks_which_link_is_listed(locality: Locality) -> None:
    city = await make_unit(locality, "成都市", kind="city")
    leader = (await make_appointment(locality, city, "party_leader")).person_id
    bureau = await make_unit(locality, "市规划局", kind="department", parent=city)
    await make_unit(locality, "市规划局机关党支部", kind="organ_branch", parent=bureau)
    await make_appointment(locality, bureau, "functional_member")
    village = await make_unit(locality, "明月村", kind="village")
    person = await make_person(locality, "市领导", official=True)
    await make_appointment(locality, city, "party_leader", person=person)
    await make_liaison(locality, person, village, kind="leader_village")
    assert sorted(await lacking(locality, "leaders_linked")) == [
        "市级领导联系企业",
        "市级领导联系村、市级领导联系企业",
    ]
    assert await lacking(locality, "departments_linked") == ["市级部门联系村、市级部门联系街道"]
    assert await lacking(locality, "branches_linked") == ["机关党组织联系社区"]
    assert await lacking(locality, "leadership_linked") == ["班子成员联系成长型企业"]
    links = await stands(locality, KEY + "leader_village_links")
    states = {s["subject"]["id"]: s["state"] for s in links}
    assert states == {f"Person:{leader}": "BREACHED", f"Person:{person.id}": "MET"}


LINK = """mutation ($input: LinkInput!) { link(input: $input) {
    errors { code ... on RuleRefusal { rule { code } } } } }"""


@pytest.mark.parametrize(
    ("kind", "of", "right", "wrong"),
    [
        ("leader_village", "Person", "village", "community"),
        ("leader_enterprise", "Person", "emerging_enterprise", "growing_enterprise"),
        ("member_enterprise", "Person", "growing_enterprise", "pillar_enterprise"),
        ("department_village", "Unit", "village", "street"),
        ("department_street", "Unit", "street", "village"),
        ("branch_community", "Unit", "community", "village"),
    ],
)
async def test_cd_c1_each_link_is_with_its_own_kind_of_unit(
    locality: Locality, kind: str, of: str, right: str, wrong: str
) -> None:
    unit = await make_unit(locality, kind="department")
    holder = unit if of == "Unit" else await make_person(locality, official=True)

    async def link(target_kind: str) -> list[dict[str, Any]]:
        target = await make_unit(locality, kind=target_kind)
        given = {"kind": kind, "holder": f"{of}:{holder.id}", "target": f"Unit:{target.id}"}
        answer = await change(locality, "link", given | {"since": "2026-09-01"})
        errors: list[dict[str, Any]] = answer["errors"]
        return errors

    assert clause_or_code(await link(wrong)) == "CD-C1"
    assert await link(right) == []


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("enter_village", "village"),
        ("enter_community", "community"),
        ("enter_enterprise", "growing_enterprise"),
        ("enter_school", "school"),
        ("enter_window", "window"),
        ("enter_centre", "centre"),
        ("enter_hall", "centre"),
        ("enter_studio", "studio"),
        ("microblog_talk", "department"),
    ],
)
async def test_cd_c2_each_kind_of_entry_counts_per_person(
    locality: Locality, kind: str, place: str
) -> None:
    bureau = await make_unit(locality, kind="department")
    at = Village(locality, bureau)
    await at.seat("head", "leader", "functional_head")
    there, elsewhere = [await make_unit(locality, kind=k) for k in (place, "street")]
    await at.record("head", kind, "2026-09-22", unit=elsewhere.code)
    await at.record("head", kind, "2026-09-23", unit=there.code)
    [stood] = await stands(locality, KEY + kind)
    located = place in ("village", "community", "growing_enterprise", "school", "window")
    assert (stood["rule"]["code"], stood["state"]) == ("CD-C2", "MET")
    assert stood["actual"] == (1 if located else 2)


async def test_cd_c2_a_window_does_not_stand_for_a_school(locality: Locality) -> None:
    at = Village(locality, await make_unit(locality, kind="department"))
    await at.seat("head", "leader", "department_leader")
    window = await make_unit(locality, kind="window")
    await at.record("head", "enter_window", "2026-09-22", unit=window.code)
    [school] = await stands(locality, KEY + "enter_school")
    assert school["actual"] == 0
    assert await stands(locality, KEY + "enter_centre") == []


async def test_cd_c3_overlapping_days_of_research_count_once(
    locality: Locality, clock: FixedClock
) -> None:
    at = Village(locality, await make_unit(locality, kind="county"))
    await at.seat("leader", "leader", "county_leader")
    person = at.people["leader"]
    start = datetime.fromisoformat("2026-03-02T09:00:00+08:00")
    for begun, lasted in ((0, 2), (1, 3), (30, 29)):
        starts = start + timedelta(days=begun)
        ends = starts + timedelta(days=lasted, hours=6)
        await make_meeting(
            locality, "research", starts_at=starts, ends_at=ends, participants=[person]
        )
    [stood] = await stands(locality, KEY + "leaders_research")
    assert (stood["actual"], stood["required"]) == (35, 90)
    clock.move(datetime.fromisoformat("2026-12-01T09:00:00+08:00"))
    [late] = await stands(locality, KEY + "leaders_research")
    assert (late["rule"]["code"], late["state"]) == ("CD-C3", "BREACHED")


async def test_cd_c3_department_leaders_go_regularly_and_each_writes_a_report(
    locality: Locality,
) -> None:
    at = Village(locality, await make_unit(locality, "市规划局", kind="department", code="GHJ"))
    await at.seat("head", "handler", "department_leader")
    [days] = await stands(locality, KEY + "departments_research")
    assert (days["actual"], days["required"]) == (0, 30)
    [stood] = await stands(locality, KEY + "a_report_each_year")
    assert stood["explanation"] == "今年已撰写调研报告 0 份，要求 1 份，还差 1 份"
    report = {
        "unit": "GHJ",
        "person": at.id_of("head"),
        "title": "老旧院落提档升级调研报告",
        "finishedOn": "2026-09-10",
    }
    await done(locality, "chengduRecordResearchReport", report, viewer=at.viewers["head"])
    [stood] = await stands(locality, KEY + "a_report_each_year")
    assert stood["state"] == "MET"


@pytest.mark.parametrize(
    ("fields", "clause"),
    [({}, "CD-C3"), ({"company": 3, "asked_of_hosts": "安排午餐"}, "CD-C3"), ({"company": 3}, "")],
)
async def test_cd_c3_the_company_is_recorded_and_nothing_asked_of_the_hosts(
    locality: Locality, fields: dict[str, Any], clause: str
) -> None:
    village = await make_unit(locality)
    given = {
        "kind": "research",
        "title": "老旧院落改造调研",
        "unit": village.code,
        "startsAt": "2026-09-23T09:00:00+08:00",
        "participants": [],
        "fields": [{"name": name, "value": value} for name, value in fields.items()],
    }
    found = await change(locality, "recordMeeting", given, role="supervisor")
    assert (clause_or_code(found["errors"]) if found["errors"] else "") == clause
