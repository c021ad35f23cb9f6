"""Recording a meeting: who met whom, what is refused, whose standings follow."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Integer, select
from sqlmodel import col

from factories import (
    make_appointment,
    make_case,
    make_household,
    make_person,
    make_unit,
)
from factories.rules import CLAUSE, working_by
from lianxin.builtin.words import COMMON_WORDS
from lianxin.calendar import Weekday, Weekly
from lianxin.commands import Outcome, RecordMeeting, run_raw
from lianxin.context import Context
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules import (
    By,
    CalendarRule,
    Duty,
    Guard,
    Input,
    MeetingForm,
    Procedure,
    Stage,
    given,
    holders,
    times,
)
from lianxin.tables import (
    Meeting,
    MeetingCase,
    MeetingTarget,
    Motion,
    MotionEntry,
    Participant,
    Standing,
)

Ask = Callable[..., Context]
THURSDAY = "2026-09-24T10:00:00+08:00"


async def _record(context: Context, **given_: Any) -> Outcome:
    data = {"kind": "visit", "title": "走访", "startsAt": THURSDAY, "participants": []}
    return await run_raw(RecordMeeting, {**data, **given_}, context)


async def _rows(locality: Locality, table: Any) -> list[Any]:
    return await locality.database.all(select(table.__table__))


def _at(context: Context, locality: Locality) -> Context:
    return Context(locality, context.viewer, context.now)


def _codes(outcome: Outcome) -> list[tuple[str, tuple[str, ...]]]:
    return [(problem.code, problem.path) for problem in outcome.problems]


async def test_stores_who_took_part_and_whom_it_was_paid_to(
    locality: Locality, context: Ask
) -> None:
    village, cadre = await make_unit(locality), await make_person(locality, official=True)
    home, case = await make_household(locality, village), await make_case(locality)
    outcome = await _record(
        context(person_id=cadre.id),
        unit=village.code,
        endsAt="2026-09-24T11:30:00+08:00",
        participants=[{"person": f"Person:{cadre.id}", "role": "host"}],
        cases=[case.code],
        fields=[
            {"name": "households", "value": [home.code]},
            {"name": "people", "value": [f"Person:{cadre.id}"]},
            {"name": "company", "value": 3},
        ],
    )
    assert outcome.problems == ()
    [meeting] = await _rows(locality, Meeting)
    assert outcome.values == {"meeting": meeting.id}
    assert (meeting.unit_id, str(meeting.day), meeting.data) == (
        village.id,
        "2026-09-24",
        {"company": 3},
    )
    [taking] = await _rows(locality, Participant)
    assert (taking.person_id, taking.role, taking.present) == (cadre.id, "host", True)
    targets = {(t.target_type, t.target_id) for t in await _rows(locality, MeetingTarget)}
    assert targets == {("Household", home.id), ("Person", cadre.id)}
    assert [c.case_id for c in await _rows(locality, MeetingCase)] == [case.id]


async def test_what_is_not_there_is_named(locality: Locality, context: Ask) -> None:
    hidden = await make_case(locality, concerning=await make_unit(locality))
    unit = hidden.unit_id
    assert unit is None
    outcome = await _record(
        context(),
        kind="picnic",
        unit="X",
        participants=[{"person": "Person:5", "role": "juggler"}],
        cases=["NONE-1"],
        motions=["NONE-2"],
        fields={"households": ["H"]},
    )
    assert _codes(outcome) == [
        ("UNKNOWN_KIND", ("kind",)),
        ("UNKNOWN_ROLE", ("participants", "0", "role")),
        ("NOT_FOUND", ("unit",)),
        ("NOT_FOUND", ("participants", "0", "person")),
        ("NOT_FOUND", ("cases", "0")),
        ("NOT_FOUND", ("fields", "households")),
        ("NOT_FOUND", ("motions", "0")),
    ]


async def test_a_meeting_ends_after_it_begins(locality: Locality, context: Ask) -> None:
    outcome = await _record(context(), endsAt="2026-09-24T09:00:00+08:00")
    assert [p.code for p in outcome.problems] == ["ENDS_FIRST"]
    outcome = await _record(context(), startsAt="2026-09-24T09:00:00")
    assert [p.path for p in outcome.problems] == [("startsAt",)]


async def test_a_calendar_rule_forbids_it_and_so_does_a_guard(
    locality: Locality, context: Ask
) -> None:
    no_thursdays = CalendarRule(
        **CLAUSE, key="free", dates=Weekly([Weekday.THURSDAY]), forbids=("meeting",)
    )
    has_a_place = Guard(
        **CLAUSE,
        key="place",
        actions=("record_meeting",),
        refuse_if=(col(Meeting.kind) == "meeting")
        & col(Meeting.place).is_(None)
        & (given("size") == 5),
        because=Text("须注明地点", "Say where"),
    )
    there = working_by(locality, no_thursdays, has_a_place, terms=COMMON_WORDS)
    asked = _at(context(), there)
    refused = await _record(asked, kind="meeting", fields={"size": 5})
    assert [p.rule_key for p in refused.problems] == ["test.rules.free", "test.rules.place"]
    assert (await _record(asked, kind="visit", fields={"size": 5})).done


async def test_standings_follow_at_once(locality: Locality, context: Ask) -> None:
    twice = Duty(
        **CLAUSE,
        key="twice",
        every=holders("secretary"),
        count=times("visit"),
        at_least=1,
        per="week",
    )
    village = await make_unit(locality)
    secretary = await make_appointment(locality, village, "secretary")
    asked = _at(context(), working_by(locality, twice, terms=COMMON_WORDS))
    taking = [{"person": f"Person:{secretary.person_id}", "role": "host"}]
    assert (await _record(asked, unit=village.code, participants=taking)).done
    [standing] = await _rows(locality, Standing)
    assert (standing.subject_id, standing.state) == (secretary.person_id, "MET")


async def test_a_motion_is_put_to_the_meeting(locality: Locality, context: Ask) -> None:
    council = Procedure(
        **CLAUSE,
        key="council",
        stages=(Stage(code="discuss", label=Text("评议", "Discuss"), by=By()),),
        meeting_kinds=("deliberation",),
    )
    asked = _at(context(), working_by(locality, council, terms=COMMON_WORDS))
    assert (await _record(asked, kind="deliberation", motions=["修路"])).done
    [motion] = await _rows(locality, Motion)
    assert (motion.title, motion.procedure, motion.step, motion.version) == (
        "修路",
        "test.rules.council",
        "discuss",
        1,
    )
    assert (await _record(asked, kind="deliberation", motions=[motion.code])).done
    [motion] = await _rows(locality, Motion)
    entries = sorted(await _rows(locality, MotionEntry), key=lambda e: e.n)
    assert [(e.n, e.action) for e in entries] == [(1, "propose"), (2, "put")]
    assert entries[1].meeting_id == motion.meeting_id


COMPANY = MeetingForm(
    **CLAUSE,
    key="company",
    of="visit",
    fields=(Input("company", Text("随行人数", "Company"), "number"),),
)
MANY = Guard(
    **CLAUSE,
    key="many",
    actions=("record_meeting",),
    refuse_if=given("company", Integer()) > 5,
    because=Text("随行人员过多", "Too many came along"),
)


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        (None, ["RULE_REFUSED"]),
        ("三人", ["INVALID_FIELD", "INVALID_FIELD"]),
        (2**40, ["INVALID_FIELD"]),
        (7, ["RULE_REFUSED"]),
        (3, []),
    ],
)
async def test_a_form_says_what_a_meeting_is_recorded_with(
    context: Ask, locality: Locality, value: Any, codes: list[str]
) -> None:
    told = working_by(locality, COMPANY, MANY, terms=COMMON_WORDS)
    fields = [{"name": "company", "value": value}]
    outcome = await _record(_at(context("clerk"), told), fields=fields)
    assert [problem.code for problem in outcome.problems] == codes
