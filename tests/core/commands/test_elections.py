"""Ballots that name persons: who may be named, and who is elected."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from factories import make_appointment, make_meeting, make_person, make_unit
from factories.rules import CLAUSE, working_by
from lianxin.commands import ActOnMotion, CastBallot, Outcome, run, run_raw
from lianxin.context import Context
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules import Procedure, Stage, Vote, at_least, by, holders_vote, more_than
from lianxin.tables import Candidacy, MeetingTarget, Motion, Person

Ask = Callable[..., Context]
ELECTION = Procedure(
    **CLAUSE,
    key="election",
    stages=(
        Stage(
            code="elect",
            label=Text("选举", "Elect"),
            by=by("clerk"),
            vote=Vote(holders_vote("delegate"), more_than("1/2"), quorum=at_least("1/2"), seats=2),
        ),
    ),
)


class Assembly:
    """Four delegates, three of them on the list, and a motion to elect two."""

    def __init__(self, locality: Locality, context: Ask) -> None:
        self.locality, self.context = working_by(locality, ELECTION), context
        self.delegates: list[Person] = []
        self.key = 0

    async def meet(self) -> None:
        unit = await make_unit(self.locality)
        self.delegates = [await make_person(self.locality) for _ in range(4)]
        for person in self.delegates:
            await make_appointment(self.locality, unit, "delegate", person=person)
        meeting = await make_meeting(self.locality, "assembly", unit=unit)
        listed = [
            MeetingTarget(meeting_id=meeting.id, target_type="Person", target_id=person.id)
            for person in self.delegates[:3]
        ]
        named = {"code": "E1", "title": "选举", "procedure": "test.rules.election"}
        named |= {"step": "elect", "unit_id": unit.id, "meeting_id": meeting.id, "eligible": 4}
        motion = Motion(**named)
        async with self.locality.database.writing() as tx:
            await tx.add(*listed, motion)
        self.key = motion.id

    def _asks(self, role: str, **viewer: Any) -> Context:
        return replace(self.context(role, **viewer), locality=self.locality)

    async def vote(self, n: int, *named: int, choice: str = "FOR") -> Outcome:
        people = [f"Person:{self.delegates[k].id}" for k in named]
        given = {"motion": f"Motion:{self.key}", "choice": choice, "people": people}
        return await run_raw(
            CastBallot, given, self._asks("resident", person_id=self.delegates[n].id)
        )

    async def conclude(self) -> Outcome:
        return await run(ActOnMotion(motion=self.key, action="conclude"), self._asks("clerk"))

    async def elected(self) -> dict[int, tuple[int, bool]]:
        rows = await self.locality.database.all(select(Candidacy.__table__))
        keys = [person.id for person in self.delegates]
        return {keys.index(row.person_id): (row.votes, row.elected) for row in rows}


@pytest.fixture
async def assembly(locality: Locality, context: Ask) -> Assembly:
    found = Assembly(locality, context)
    await found.meet()
    return found


async def test_whoever_the_majority_names_is_elected(assembly: Assembly) -> None:
    for n, named in enumerate([(0, 1), (0, 1), (0, 2)]):
        assert (await assembly.vote(n, *named)).done
    assert (await assembly.conclude()).done
    assert await assembly.elected() == {0: (3, True), 1: (2, True), 2: (1, False)}


async def test_an_election_in_which_nobody_has_the_majority_is_lost(assembly: Assembly) -> None:
    await assembly.vote(0, 0)
    await assembly.vote(1, 1)
    assert (await assembly.conclude()).done
    row = await assembly.locality.database.first(select(Motion.__table__))
    assert (row.decided, row.passed, await assembly.elected()) == (True, False, {})


@pytest.mark.parametrize(
    ("named", "choice"),
    [((0, 1, 2), "FOR"), ((0, 0), "FOR"), ((3,), "FOR"), ((), "FOR"), ((0,), "AGAINST")],
)
async def test_a_ballot_names_people_of_the_list_for_the_seats_there_are(
    assembly: Assembly, named: tuple[int, ...], choice: str
) -> None:
    [problem] = (await assembly.vote(0, *named, choice=choice)).problems
    assert (problem.rule_key, problem.path) == ("test.rules.election", ("people",))


async def test_an_abstention_counts_for_the_quorum_and_elects_nobody(assembly: Assembly) -> None:
    assert (await assembly.vote(0, choice="ABSTAIN")).done
    assert not (await assembly.conclude()).done
    assert (await assembly.vote(1, 2)).done
    assert (await assembly.conclude()).done
    assert await assembly.elected() == {}


async def test_an_election_that_several_conclude_is_counted_once(assembly: Assembly) -> None:
    for n in range(3):
        await assembly.vote(n, 0)
    outcomes = await asyncio.gather(*(assembly.conclude() for _ in range(3)))
    refused = [problem.code for outcome in outcomes for problem in outcome.problems]
    assert refused == ["MOTION_DECIDED"] * 2
    assert await assembly.elected() == {0: (3, True), 1: (0, False), 2: (0, False)}
