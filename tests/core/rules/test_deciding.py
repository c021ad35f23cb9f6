"""Stages that are decided by an election, or by what was found of those who were asked."""

import pytest
from sqlalchemy import Integer, cast
from sqlmodel import col

from factories import make_unit
from factories.rules import CLAUSE, in_force, working_by
from lianxin.database import JsonText
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.procedures import Conclusion, conclude
from lianxin.rules import Approval, By, Procedure, Stage, Tally, Vote, at_least, more_than
from lianxin.rules.votes import Voters, elected
from lianxin.tables import Motion

ASSESSED = Procedure(
    **CLAUSE,
    key="assessed",
    stages=(
        Stage(
            code="assess",
            label=Text("评估", "Assess"),
            by=By(),
            approval=Approval(
                cast(JsonText(col(Motion.data), "support"), Integer),
                cast(JsonText(col(Motion.data), "valid"), Integer),
                at_least("2/3"),
            ),
        ),
    ),
)


async def assessed(locality: Locality, **data: str) -> Conclusion:
    locality = working_by(locality, ASSESSED)
    unit = await make_unit(locality)
    named = {"code": "M1", "title": "拆迁", "procedure": "test.rules.assessed", "step": "assess"}
    motion = Motion(**named, unit_id=unit.id, data=data)
    async with locality.database.writing() as tx:
        await tx.add(motion)
        return await conclude(
            tx,
            locality,
            in_force(locality, ASSESSED),
            motion_id=motion.id,
            stage_code="assess",
            eligible=0,
            meeting_id=None,
        )


@pytest.mark.parametrize(("support", "passed"), [("200", True), ("199", False)])
async def test_exactly_the_part_passes_and_one_less_does_not(
    locality: Locality, support: str, passed: bool
) -> None:
    found = await assessed(locality, support=support, valid="300")
    assert (found.decided, found.passed) == (True, passed)


async def test_nothing_is_decided_before_anybody_was_asked(locality: Locality) -> None:
    [problem] = (await assessed(locality)).problems
    assert problem.rule_key == "test.rules.assessed"


@pytest.mark.parametrize(
    ("votes", "winners"),
    [
        ({1: 5, 2: 4, 3: 3}, {1, 2}),
        ({1: 5, 2: 4, 3: 4}, {1}),
        ({1: 4, 2: 4, 3: 4}, set()),
        ({1: 5, 2: 2}, {1}),
        ({1: 5}, {1}),
        ({}, set()),
    ],
)
def test_those_with_most_votes_and_the_majority_are_elected(
    votes: dict[int, int], winners: set[int]
) -> None:
    vote = Vote(Voters(households=True), more_than("1/2"), seats=2)
    found = elected(vote, votes, Tally(5, 0, 0, 9), {})
    assert {each.person_id for each in found if each.elected} == winners
