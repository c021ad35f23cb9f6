"""From each object one gets to those that belong to it, and lists are narrowed to what is wanted."""

from datetime import date

import pytest

from factories import (
    make_case,
    make_household,
    make_liaison,
    make_meeting,
    make_person,
    make_unit,
)
from factories.asking import ask, data
from factories.storing import stored
from lianxin.ids import global_id
from lianxin.localities import Locality
from lianxin.tables import CaseUnit, MeetingCase, MeetingTarget, Motion, MotionEntry, Task

CASE = """
query ($code: String!) { case(code: $code) {
  involvedUnits { totalCount edges { node { name } } }
  meetings { edges { node { title cases { edges { node { code } } } } } }
  motions { title case { code } timeline { edges { node { action { label } step { code } } } } }
  tasks { title overdue case { code } motion { title } }
} }
"""


async def test_a_case_leads_to_meetings_motions_tasks_and_units(locality: Locality) -> None:
    case, meeting = await make_case(locality), await make_meeting(locality, title="会办")
    unit, other = await make_unit(locality, "水务局"), await make_meeting(locality)
    motion = await stored(locality, make_motion(case_id=case.id, meeting_id=meeting.id))
    entry = MotionEntry(
        motion_id=motion.id, n=1, action="propose", step="voting", at=case.submitted_at
    )
    late = Task(title="修管", case_id=case.id, motion_id=motion.id, due_on=date(2026, 1, 2))
    pairs = [
        CaseUnit(case_id=case.id, unit_id=unit.id),
        MeetingCase(meeting_id=meeting.id, case_id=case.id),
        MeetingCase(meeting_id=other.id, case_id=(await make_case(locality)).id),
    ]
    for row in (entry, late, *pairs):
        await stored(locality, row)
    found = (await data(locality, CASE, code=case.code))["case"]
    itself = {"code": case.code}
    assert found == {
        "involvedUnits": {"totalCount": 1, "edges": [{"node": {"name": "水务局"}}]},
        "meetings": {
            "edges": [{"node": {"title": "会办", "cases": {"edges": [{"node": itself}]}}}]
        },
        "motions": [
            {
                "title": "是否修管",
                "case": itself,
                "timeline": {
                    "edges": [{"node": {"action": {"label": "提出"}, "step": {"code": "voting"}}}]
                },
            }
        ],
        "tasks": [
            {"title": "修管", "overdue": True, "case": itself, "motion": {"title": "是否修管"}}
        ],
    }


async def test_what_was_left_for_a_case_alone_is_shown_masked(locality: Locality) -> None:
    left = {"contact_name": "李**", "contact_phone": "137****0007"}
    case = await make_case(locality, **left)
    query = """query ($code: String!) { case(code: $code) {
      contact { name maskedPhone maskedAddress } } }"""
    found = (await data(locality, query, code=case.code))["case"]["contact"]
    assert found == {"name": "李**", "maskedPhone": "137****0007", "maskedAddress": None}


async def test_a_household_leads_to_its_members_and_who_is_linked_with_it(
    locality: Locality,
) -> None:
    household = await make_household(
        locality, await make_unit(locality, code="V1"), marks=["in_need"]
    )
    await make_person(locality, "孔*", household=household)
    cadre = await make_person(locality, "韩立", official=True)
    await make_liaison(locality, cadre, household)
    query = """{ households(filter: {unit: "V1", mark: ["in_need"]}) { edges { node {
      members { edges { node { name } } }
      liaisons(on: "2026-05-01") { edges { node { holder { ... on Person { name
        heldLiaisons(kind: ["contact"]) { totalCount } } } } } }
    } } } }"""
    (found,) = (await data(locality, query))["households"]["edges"]
    holder = {"name": "韩立", "heldLiaisons": {"totalCount": 1}}
    assert found["node"] == {
        "members": {"edges": [{"node": {"name": "孔*"}}]},
        "liaisons": {"edges": [{"node": {"holder": holder}}]},
    }


async def test_a_visit_tells_whom_it_reached(locality: Locality) -> None:
    meeting = await make_meeting(locality)
    household = await make_household(locality, await make_unit(locality))
    await stored(
        locality,
        MeetingTarget(meeting_id=meeting.id, target_type="Household", target_id=household.id),
    )
    query = "query ($code: String!) { meeting(code: $code) { targets { target { __typename ... on Household { code } } } } }"
    found = (await data(locality, query, code=meeting.code))["meeting"]["targets"]
    assert found == [{"target": {"__typename": "Household", "code": household.code}}]


@pytest.mark.parametrize(
    ("narrowed", "number"),
    [
        ('liaisons(filter: {kind: ["contact"]})', 1),
        ('liaisons(filter: {unit: "V1", on: "2025-12-31"})', 0),
        ('liaisons(filter: {unit: "V1"})', 1),
        ('households(filter: {mark: ["problem"]})', 0),
        ("tasks(filter: {overdue: true, done: false})", 1),
        ('tasks(filter: {unit: "V1"})', 0),
        ("motions(filter: {decided: false})", 1),
        ("motions(filter: {passed: true})", 0),
        ('surveys(filter: {state: ["OPEN"]})', 0),
    ],
)
async def test_lists_are_narrowed(locality: Locality, narrowed: str, number: int) -> None:
    village = await make_unit(locality, code="V1")
    await make_household(locality, village, marks=["in_need"])
    await make_liaison(locality, await make_person(locality, official=True), village)
    await stored(locality, Task(title="修管", due_on=date(2026, 1, 2)))
    await stored(locality, make_motion())
    answer = await data(locality, f"{{ found: {narrowed} {{ totalCount }} }}")
    assert answer["found"]["totalCount"] == number


async def test_a_motion_about_a_case_that_is_kept_from_one_is_not_there(locality: Locality) -> None:
    unit = await make_unit(locality)
    case = await make_case(locality, confined_to_id=unit.id)
    motion = await stored(locality, make_motion(case_id=case.id))
    query = "query ($id: ID!) { node(id: $id) { id } motions { totalCount } }"
    found = await data(locality, query, id=global_id("Motion", motion.id))
    assert found == {"node": None, "motions": {"totalCount": 0}}


async def test_words_and_days_are_told_for_forms(locality: Locality) -> None:
    query = """{
      vocabularies(names: ["channel", "nothing"]) { name terms { code label } }
      calendar(since: "2026-10-01", until: "2026-10-10") { date working kind description }
    }"""
    found = await data(locality, query, role="public")
    (channels,) = found["vocabularies"]
    assert {"code": "phone", "label": "电话"} in channels["terms"]
    assert [day["date"] for day in found["calendar"] if day["working"]] == [
        "2026-10-08",
        "2026-10-09",
        "2026-10-10",
    ]
    assert found["calendar"][-1]["kind"] == "MAKE_UP_WORKING_DAY"


async def test_too_many_days_at_once_are_refused(locality: Locality) -> None:
    answer = await ask(locality, '{ calendar(since: "2020-01-01", until: "2026-01-01") { date } }')
    assert answer["errors"][0]["extensions"]["code"] == "TOO_MANY_DAYS"


def make_motion(**given: int) -> Motion:
    return Motion(
        code=f"M{len(given)}-1", title="是否修管", procedure="core.vote", step="voting", **given
    )
