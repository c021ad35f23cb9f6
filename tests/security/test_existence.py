"""A case that is kept from somebody is for every command what a case is that is not there."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from factories import make_case, make_person
from factories.asking import data
from factories.rules import CLAUSE, working_by
from factories.storing import stored
from factories.viewers import viewer_with
from lianxin.commands import (
    ActOnMotion,
    AddTask,
    CastBallot,
    Command,
    FinishTask,
    ProposeMotion,
    RecordMeeting,
    run,
)
from lianxin.context import Context
from lianxin.ids import new_id
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules import Procedure, Stage, Vote, by, holders_vote, more_than
from lianxin.tables import Motion, Task

COUNCIL = Procedure(
    **CLAUSE,
    key="council",
    stages=(
        Stage(
            code="vote",
            label=Text("表决", "Vote"),
            by=by("clerk"),
            vote=Vote(holders_vote("council"), more_than("1/2")),
        ),
    ),
)


@dataclass
class Keys:
    """Of a case, of a motion about it, of that motion's task, and of whom the case is about."""

    case: int = field(default_factory=new_id)
    motion: int = field(default_factory=new_id)
    task: int = field(default_factory=new_id)
    named: int = field(default_factory=new_id)


DOING: dict[str, Callable[[Keys], Command]] = {
    "propose": lambda k: ProposeMotion(title="修路", procedure="test.rules.council", case=k.case),
    "conclude": lambda k: ActOnMotion(motion=k.motion, action="conclude"),
    "vote": lambda k: CastBallot(motion=k.motion, choice="FOR"),
    "hand out": lambda k: AddTask(title="查", motion=k.motion),
    "finish": lambda k: FinishTask(task=k.task),
    "meet": lambda k: RecordMeeting(
        kind="talk", title="会", starts_at="2026-09-24T09:00:00+08:00", motions=[f"M{k.motion}"]
    ),
}


@pytest.fixture
async def kept(locality: Locality) -> Keys:
    named = await make_person(locality, official=True)
    case = await make_case(locality, concerning=named)
    keys = Keys(case=case.id, named=named.id)
    about = {"procedure": "test.rules.council", "step": "vote", "case_id": case.id}
    await stored(locality, Motion(id=keys.motion, code=f"M{keys.motion}", title="修路", **about))
    await stored(locality, Task(id=keys.task, title="查", motion_id=keys.motion))
    return keys


async def _told(locality: Locality, command: Command, person_id: int) -> list[tuple[str, str]]:
    viewer = viewer_with("clerk", person_id=person_id)
    outcome = await run(command, Context(locality, viewer, locality.clock.now()))
    return [(problem.code, ".".join(problem.path)) for problem in outcome.problems]


@pytest.mark.parametrize("doing", DOING)
async def test_whom_a_case_is_about_is_told_that_there_is_none(
    locality: Locality, kept: Keys, doing: str
) -> None:
    at = working_by(locality, COUNCIL)
    somebody = (await make_person(locality)).id
    told = await _told(at, DOING[doing](kept), kept.named)
    assert "NOT_FOUND" in {code for code, _ in told}
    assert told == await _told(at, DOING[doing](Keys()), kept.named)
    assert told != await _told(at, DOING[doing](kept), somebody)


TASKS = "{ tasks(first: 9) { edges { node { title } } } }"


async def test_a_task_is_seen_by_who_sees_what_it_belongs_to(
    locality: Locality, kept: Keys
) -> None:
    await stored(locality, Task(title="自办", person_id=kept.named))

    async def seen(role: str, person_id: int) -> set[str]:
        answer = await data(locality, TASKS, viewer=viewer_with(role, person_id=person_id))
        return {edge["node"]["title"] for edge in answer["tasks"]["edges"]}

    assert await seen("clerk", kept.named) == {"自办"}
    assert await seen("clerk", 77) == {"查", "自办"}
    assert await seen("resident", 77) == {"查"}
