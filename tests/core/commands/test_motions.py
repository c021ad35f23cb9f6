"""Motions: who concludes a stage, who votes, where it goes, and what is kept of it."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from factories import make_appointment, make_household, make_meeting, make_person, make_unit
from factories.rules import CLAUSE, working_by
from lianxin.commands import (
    ActOnMotion,
    CastBallot,
    Outcome,
    ProposeMotion,
    RecordMeeting,
    available_motion_actions,
    run,
    run_raw,
)
from lianxin.context import Context
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules import (
    Guard,
    Input,
    Procedure,
    Stage,
    Vote,
    at_least,
    by,
    given,
    holders_vote,
    households_vote,
    more_than,
    motion_field,
    motion_flag,
    needs_record,
)
from lianxin.rules.workflow import Term
from lianxin.tables import Ballot, Motion, MotionEntry, Task, Unit

Ask = Callable[..., Context]
SPOKE = Input("spoke", Text("发言", "Who spoke"))
COUNCIL = Procedure(
    **CLAUSE,
    key="council",
    stages=(
        Stage(code="discuss", label=Text("评议", "Discuss"), by=by("clerk"), records=(SPOKE,)),
        Stage(
            code="review",
            label=Text("审议", "Review"),
            by=by("clerk"),
            vote=Vote(holders_vote("council"), more_than("1/2"), at_least("1/2")),
            lost="discuss",
        ),
        Stage(
            code="resolve",
            label=Text("决议", "Resolve"),
            by=by("clerk"),
            vote=Vote(households_vote(), at_least("2/3")),
        ),
    ),
    proposed_by=by("clerk", "resident"),
)
NOT_ALONE = Guard(
    **CLAUSE,
    key="not_alone",
    workflow="council",
    actions=("discuss",),
    refuse_if=given("spoke") == "nobody",
    because=Text("须有人发言", "Somebody has to speak"),
)


class Village:
    """A village with a council of three and two households, working by `COUNCIL`."""

    def __init__(self, locality: Locality, unit: Unit, context: Ask) -> None:
        self.locality = working_by(locality, COUNCIL, NOT_ALONE)
        self.unit = unit
        self.context = context
        self.key = 0

    def asks(self, role: str = "clerk", **viewer: Any) -> Context:
        return replace(self.context(role, **viewer), locality=self.locality)

    async def propose(self) -> None:
        asked = ProposeMotion(title="修路", procedure="test.rules.council", unit=self.unit.code)
        self.key = (await run(asked, self.asks())).values["motion"]

    async def conclude(self, note: str | None = None, **fields: Any) -> Outcome:
        asked = ActOnMotion(motion=self.key, action="conclude", note=note, fields=fields)
        return await run(asked, self.asks())

    async def vote(self, person_id: int, choice: str, **named: Any) -> Outcome:
        data = {"motion": f"Motion:{self.key}", "choice": choice, **named}
        return await run_raw(CastBallot, data, self.asks("resident", person_id=person_id))

    async def now(self) -> Any:
        return await self.locality.database.first(
            select(Motion.__table__).where(col(Motion.id) == self.key)
        )


@pytest.fixture
async def village(locality: Locality, context: Ask) -> Village:
    found = Village(locality, await make_unit(locality), context)
    await found.propose()
    return found


@pytest.fixture
async def council(village: Village) -> list[int]:
    made = [await make_appointment(village.locality, village.unit, "council") for _ in range(3)]
    return [appointment.person_id for appointment in made]


def _codes(outcome: Outcome) -> list[str]:
    return [problem.code for problem in outcome.problems]


async def test_a_stage_is_concluded_with_its_record(village: Village, council: list[int]) -> None:
    refused = await village.conclude()
    assert [(p.code, p.path) for p in refused.problems] == [("REQUIRED", ("fields", "spoke"))]
    meeting = await make_meeting(village.locality, "deliberation", unit=village.unit)
    assert (await village.conclude("顺利", spoke="张三", meeting=meeting.code)).done
    motion = await village.now()
    assert (motion.step, motion.version, motion.eligible, motion.meeting_id) == (
        "review",
        2,
        3,
        meeting.id,
    )
    entries = await village.locality.database.all(
        select(MotionEntry.__table__).order_by(col(MotionEntry.n))
    )
    assert [(e.n, e.action, e.step) for e in entries] == [
        (1, "propose", "discuss"),
        (2, "conclude", "discuss"),
    ]
    assert (entries[1].data, entries[1].note) == ({"spoke": "张三"}, "顺利")


async def test_what_is_wrong_is_said_at_once(village: Village) -> None:
    asked = ActOnMotion(motion=village.key, action="discuss", version=9, fields={"spoke": "nobody"})
    refused = await run(asked, village.asks("handler"))
    assert _codes(refused) == ["STALE_VERSION", "NOT_PERMITTED", "RULE_REFUSED"]
    assert refused.problems[2].rule_key == "test.rules.not_alone"
    assert _codes(await village.conclude(spoke="张三", meeting="X")) == ["NOT_FOUND"]
    assert _codes(await run(ActOnMotion(motion=5, action="x"), village.asks())) == ["NOT_FOUND"]


async def test_without_a_quorum_it_stays_and_with_one_it_goes_on(
    village: Village, council: list[int]
) -> None:
    assert (await village.conclude(spoke="张三")).done
    assert (await village.vote(council[0], "FOR")).done
    assert _codes(await village.conclude()) == ["RULE_REFUSED"]
    assert (await village.vote(council[1], "FOR")).done
    assert (await village.conclude()).done
    assert (await village.now()).step == "resolve"


async def test_one_vote_a_person_and_only_for_those_who_have_one(
    village: Village, council: list[int]
) -> None:
    stranger = await make_person(village.locality)
    assert _codes(await village.vote(council[0], "FOR")) == ["RULE_REFUSED"]
    assert (await village.conclude(spoke="张三")).done
    assert _codes(await village.vote(stranger.id, "FOR")) == ["RULE_REFUSED"]
    outcomes = await asyncio.gather(*(village.vote(council[0], "FOR") for _ in range(4)))
    assert sorted(map(_codes, outcomes)) == [[], *[["VOTED_ALREADY"]] * 3]


async def test_a_lost_motion_goes_back_and_is_voted_on_anew(
    village: Village, council: list[int]
) -> None:
    assert (await village.conclude(spoke="张三")).done
    for person in council:
        assert (await village.vote(person, "AGAINST")).done
    assert (await village.conclude()).done
    assert (await village.now()).step == "discuss"
    assert await village.locality.database.all(select(Ballot.__table__)) == []
    [entry] = await village.locality.database.all(
        select(MotionEntry.__table__).where(col(MotionEntry.n) == 3)
    )
    assert entry.data["vote"]["passed"] is False
    assert len(entry.data["vote"]["ballots"]) == 3
    assert (await village.conclude(spoke="李四")).done
    assert (await village.vote(council[0], "FOR")).done


async def test_a_household_votes_once_and_decides(village: Village, council: list[int]) -> None:
    homes = [await make_household(village.locality, village.unit) for _ in range(2)]
    people = [await make_person(village.locality, household=homes[0]) for _ in range(2)]
    people.append(await make_person(village.locality, household=homes[1]))
    assert (await village.conclude(spoke="张三")).done
    for person in council:
        assert (await village.vote(person, "FOR")).done
    assert (await village.conclude()).done
    assert (await village.now()).eligible == 2
    assert (await village.vote(people[0].id, "FOR")).done
    assert _codes(await village.vote(people[1].id, "FOR")) == ["VOTED_ALREADY"]
    named = await village.vote(people[2].id, "FOR", household=f"Household:{homes[1].id}")
    assert named.done
    assert (await village.conclude()).done
    motion = await village.now()
    assert (motion.decided, motion.passed) == (True, True)
    assert _codes(await village.vote(people[2].id, "FOR")) == ["MOTION_DECIDED"]
    assert _codes(await village.conclude()) == ["MOTION_DECIDED"]


async def test_available_actions_say_why_not(village: Village, council: list[int]) -> None:
    assert (await village.conclude(spoke="张三")).done
    key = village.key
    await village.propose()
    async with village.locality.database.reading() as session:
        found = await available_motion_actions(session, village.asks(), [key, village.key])
        nobody = await available_motion_actions(session, village.asks("handler"), [key])
    [waiting], [ready] = found[key], found[village.key]
    assert (waiting.allowed, ready.allowed) == (False, True)
    assert [p.rule_key for p in waiting.refusals] == ["test.rules.council"]
    assert [f.name for f in ready.fields] == ["spoke", "meeting"]
    assert nobody == {}


async def test_who_may_propose_is_the_procedure_s_to_say(village: Village) -> None:
    asked = ProposeMotion(title="修路", procedure="test.rules.council")
    assert _codes(await run(asked, village.asks("leader"))) == ["NOT_PERMITTED"]
    missing = ProposeMotion(title="修路", procedure="test.rules.none")
    assert _codes(await run(missing, village.asks())) == ["NOT_FOUND"]


FIELD = Input(
    "field",
    Text("议事内容", "Field"),
    "choice",
    choices=(Term("law", Text("法律", "Law")), Term("morals", Text("道德", "Morals"))),
)
MAJOR = Input("major", Text("重大", "Major"), "boolean", required=False)
FIVE_FIELDS = replace(
    COUNCIL,
    fields=(FIELD, MAJOR),
    stages=(
        Stage(
            code="decide",
            label=Text("决定", "Decide"),
            by=by("clerk"),
            needs=(
                needs_record(
                    col(Task.motion_id),
                    because=Text("先评估", "Assess it first"),
                    when=motion_flag("major") & (motion_field("field") == "law"),
                ),
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    ("fields", "code"),
    [({}, "REQUIRED"), ({"field": "sport"}, "INVALID_FIELD"), ({"colour": 1}, "UNKNOWN_FIELD")],
)
async def test_a_procedure_says_what_proposing_a_motion_asks_for(
    village: Village, fields: dict[str, Any], code: str
) -> None:
    village.locality = working_by(village.locality, FIVE_FIELDS)
    asked = ProposeMotion(title="修路", procedure="test.rules.council", fields=fields)
    assert code in {p.code for p in (await run(asked, village.asks())).problems}


@pytest.mark.parametrize(
    ("major", "field", "concluded"),
    [(True, "law", False), (True, "morals", True), (False, "law", True)],
)
async def test_conditions_read_what_was_given_when_a_motion_was_proposed(
    village: Village, major: bool, field: str, concluded: bool
) -> None:
    village.locality = working_by(village.locality, FIVE_FIELDS)
    given = {"field": field, "major": major}
    asked = ProposeMotion(
        title="修路", procedure="test.rules.council", fields=given, data={"field": "forged", "x": 1}
    )
    village.key = (await run(asked, village.asks())).values["motion"]
    assert (await village.now()).data == {**given, "x": 1}
    assert (await village.conclude()).done is concluded


async def test_a_motion_of_which_something_is_asked_is_proposed_by_itself(village: Village) -> None:
    rule = replace(FIVE_FIELDS, meeting_kinds=("village_meeting",))
    village.locality = working_by(village.locality, rule)
    asked = RecordMeeting(
        kind="village_meeting", title="会", starts_at="2026-09-24T09:00:00+08:00", motions=["修路"]
    )
    found = {p.code: p.path for p in (await run(asked, village.asks())).problems}
    assert found["FIELDS_NEEDED"] == ("motions", "0")
