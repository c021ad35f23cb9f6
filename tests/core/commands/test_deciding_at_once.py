"""What is decided once is decided once, however many decide it at the same moment."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from factories import make_appointment, make_case, make_unit
from factories.letters import act, make_letter
from factories.rules import CLAUSE, working_by
from factories.storing import writing
from factories.viewers import viewer_with
from lianxin.commands import (
    ActOnMotion,
    AddTask,
    CastBallot,
    FinishTask,
    Outcome,
    ProposeMotion,
    run,
)
from lianxin.commands.attempt import Attempt
from lianxin.commands.pipeline import before, within
from lianxin.commands.publications.publish import Publish
from lianxin.commands.surveys.answer import RecordAnswer
from lianxin.commands.surveys.close import CloseSurvey
from lianxin.commands.surveys.draw import DrawSample
from lianxin.context import Context
from lianxin.errors import Refused
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules import (
    ConsequenceRule,
    Procedure,
    Publication,
    Stage,
    Survey,
    Vote,
    after_survey,
    at_least,
    by,
    holders_vote,
    roll,
    top,
    units,
)
from lianxin.rules.workflow import Term
from lianxin.sweep import sweep
from lianxin.tables import (
    Ballot,
    CaseTally,
    Consequence,
    Drawn,
    MotionEntry,
    OutboxEvent,
    Respondent,
    Score,
    Unit,
)
from lianxin.tables import Publication as Published
from lianxin.tables import Survey as SurveyRow

Ask = Callable[..., Context]
Say = Coroutine[Any, Any, Outcome]
RATING = Survey(
    **CLAUSE, key="rating", every=units("office"), frame=roll("served"), grades={"good": 100}
)
PRAISE = ConsequenceRule(
    **CLAUSE,
    key="praise",
    effect=Term("praise", Text("表彰", "Praise")),
    when=after_survey("rating", top(1)),
)
PLEDGE = Publication(**CLAUSE, key="pledge", per="year", by_hand=True)
COUNCIL = Procedure(
    **CLAUSE,
    key="council",
    stages=(
        Stage(code="discuss", label=Text("评议", "Discuss"), by=by("clerk")),
        Stage(
            code="resolve",
            label=Text("决议", "Resolve"),
            by=by("clerk"),
            vote=Vote(holders_vote("council"), at_least("2/3")),
        ),
    ),
)


async def at_once(*asked: Say) -> list[list[str]]:
    """What each was told, those that did it first."""
    return told(await asyncio.gather(*asked))


def told(outcomes: Iterable[Outcome]) -> list[list[str]]:
    return sorted([problem.code for problem in outcome.problems] for outcome in outcomes)


@pytest.fixture
def clerk(locality: Locality, context: Ask) -> Context:
    asking = context("clerk")
    return replace(asking, locality=working_by(locality, RATING, PRAISE, COUNCIL, PLEDGE))


async def rows(who: Context, table: Any) -> list[Any]:
    return await who.locality.database.all(select(table.__table__))


async def proposed(who: Context, unit: Unit, step: str = "discuss") -> int:
    asked = ProposeMotion(title="修路", procedure="test.rules.council", unit=unit.code)
    key: int = (await run(asked, who)).values["motion"]
    if step == "resolve":
        assert (await run(ActOnMotion(motion=key, action="conclude"), who)).done
    return key


async def test_a_survey_is_closed_once_and_what_follows_is_written_once(clerk: Context) -> None:
    office = await make_unit(clerk.locality, kind="office")
    async with writing(clerk.locality) as tx:
        await tx.add(Respondent(roll="served", unit_id=office.id, number=1))
    assert (await run(DrawSample(rule="test.rules.rating"), clerk)).done
    [survey], [drawn] = await rows(clerk, SurveyRow), await rows(clerk, Drawn)
    assert (await run(RecordAnswer(drawn=drawn.id, grade="good"), clerk)).done
    closings = [run(CloseSurvey(survey=survey.code), clerk) for _ in range(3)]
    assert await at_once(*closings) == [[], ["CLOSED_ALREADY"], ["CLOSED_ALREADY"]]
    await asyncio.gather(*(sweep(clerk.locality, clerk.now) for _ in range(2)))
    events = [e.kind for e in await rows(clerk, OutboxEvent)]
    assert (events.count("survey_closed"), events.count("consequence_recorded")) == (1, 1)
    assert (len(await rows(clerk, Score)), len(await rows(clerk, Consequence))) == (1, 1)


async def test_an_answer_that_comes_with_the_closing_is_scored_or_refused(clerk: Context) -> None:
    office = await make_unit(clerk.locality, kind="office")
    async with writing(clerk.locality) as tx:
        await tx.add(Respondent(roll="served", unit_id=office.id, number=1))
    assert (await run(DrawSample(rule="test.rules.rating"), clerk)).done
    [survey], [drawn] = await rows(clerk, SurveyRow), await rows(clerk, Drawn)
    closing, answering = await asyncio.gather(
        run(CloseSurvey(survey=survey.code), clerk),
        run(RecordAnswer(drawn=drawn.id, grade="good"), clerk),
    )
    [score] = await rows(clerk, Score)
    assert closing.done
    assert score.answered == (1 if answering.done else 0)


async def test_the_same_stage_of_a_motion_is_concluded_once(clerk: Context) -> None:
    key = await proposed(clerk, await make_unit(clerk.locality))
    seen = [ActOnMotion(motion=key, action="discuss", version=1) for _ in range(3)]
    codes = await at_once(*(run(each, clerk) for each in seen))
    assert (codes[0], {first for first, *_ in codes[1:]}) == ([], {"UNKNOWN_ACTION"})
    assert sorted(e.n for e in await rows(clerk, MotionEntry)) == [1, 2]


async def test_who_waited_while_a_stage_was_concluded_does_not_conclude_the_next(
    clerk: Context,
) -> None:
    key = await proposed(clerk, await make_unit(clerk.locality))
    clicked = [Attempt(ActOnMotion(motion=key, action="conclude"), clerk) for _ in range(2)]
    for each in clicked:
        await before(each)
    first, second = clicked
    async with clerk.locality.database.writing() as tx:
        await within(first, tx)
    with pytest.raises(Refused) as refused:
        async with clerk.locality.database.writing() as tx:
            await within(second, tx)
    assert refused.value.code == "STALE_VERSION"
    assert sorted(e.n for e in await rows(clerk, MotionEntry)) == [1, 2]


async def test_a_motion_is_decided_once_by_the_ballots_that_came_before(clerk: Context) -> None:
    unit = await make_unit(clerk.locality)
    members = [await make_appointment(clerk.locality, unit, "council") for _ in range(3)]
    key = await proposed(clerk, unit, "resolve")
    voters = [
        replace(clerk, viewer=viewer_with("resident", person_id=m.person_id)) for m in members
    ]
    for voter in voters[:2]:
        assert (await run(CastBallot(motion=key, choice="FOR"), voter)).done
    *concluded, cast = await asyncio.gather(
        *(run(ActOnMotion(motion=key, action="conclude"), clerk) for _ in range(3)),
        run(CastBallot(motion=key, choice="AGAINST"), voters[2]),
    )
    assert told(concluded) == [[], ["MOTION_DECIDED"], ["MOTION_DECIDED"]]
    last = max(await rows(clerk, MotionEntry), key=lambda entry: entry.n)
    assert len(last.data["vote"]["ballots"]) == 2 + cast.done
    assert len(await rows(clerk, Ballot)) == 2 + cast.done


async def test_a_year_s_notice_is_published_once(clerk: Context) -> None:
    asked = Publish(rule="test.rules.pledge", title="承诺")
    assert await at_once(*(run(asked, clerk) for _ in range(3))) == [
        [],
        ["RULE_REFUSED"],
        ["RULE_REFUSED"],
    ]
    assert len(await rows(clerk, Published)) == 1


async def test_a_case_is_filed_once_and_counted_once(locality: Locality, context: Ask) -> None:
    case, who = await make_letter(locality, "called", way="handle"), context("clerk")
    filings = await at_once(*(act(case, "file", who) for _ in range(3)))
    assert filings == [[], ["CASE_CLOSED"], ["CASE_CLOSED"]]
    tallies = [t for t in await rows(who, CaseTally) if t.step == "filed"]
    assert {t.cases for t in tallies} == {1}


async def test_a_task_is_finished_once(locality: Locality, context: Ask) -> None:
    case, unit, who = await make_case(locality), await make_unit(locality), context("clerk")
    key = (await run(AddTask(title="查", case=case.code, unit=unit.code), who)).values["task"]
    finishes = [run(FinishTask(task=key), who) for _ in range(3)]
    assert await at_once(*finishes) == [[], ["DONE_ALREADY"], ["DONE_ALREADY"]]
