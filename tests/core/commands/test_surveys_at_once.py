"""Surveys when several draw or write at once: one sample, one answer."""

import asyncio
from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from factories import make_unit
from factories.rules import CLAUSE, working_by
from factories.storing import writing
from lianxin.commands import Outcome, run
from lianxin.commands.surveys.answer import RecordAnswer
from lianxin.commands.surveys.close import CloseSurvey
from lianxin.commands.surveys.draw import DrawSample
from lianxin.commands.surveys.in_person import AnswerInPerson
from lianxin.context import Context
from lianxin.localities import Locality
from lianxin.rules import Survey, asked, roll, units
from lianxin.tables import AuditEntry, Drawn, Respondent, Unit
from lianxin.tables import Survey as SurveyRow

RATING = Survey(
    **CLAUSE, key="rating", every=units("office"), frame=roll("served"), grades={"good": 100}
)

_town = Unit.__table__.alias()  # type: ignore[attr-defined]


async def at_once(*commands: Any, who: Context) -> list[Outcome]:
    return list(await asyncio.gather(*(run(command, who) for command in commands)))


async def test_a_sample_is_drawn_and_an_answer_written_once(
    locality: Locality, context: Callable[..., Context]
) -> None:
    locality = working_by(locality, RATING)
    who = Context(locality, context("clerk").viewer, locality.clock.now())
    office = await make_unit(locality, kind="office")
    async with writing(locality) as tx:
        await tx.add(Respondent(roll="served", unit_id=office.id, number=1))
    draws = await at_once(*[DrawSample(rule="T-1")] * 4, who=who)
    assert sum(outcome.done for outcome in draws) == 1
    [survey] = await locality.database.all(select(SurveyRow.__table__))
    [drawn] = await locality.database.all(select(Drawn.__table__))
    answer = RecordAnswer(drawn=drawn.id, grade="good")
    assert sum(o.done for o in await at_once(*[answer] * 4, who=who)) == 1
    closings = await at_once(*[CloseSurvey(survey=survey.code)] * 2, who=who)
    assert sum(outcome.done for outcome in closings) == 1
    audited = await locality.database.all(select(AuditEntry.__table__))
    told = sorted((e.action, e.object) for e in audited if e.result == "done")
    assert told == [
        (action, f"Survey:{survey.id}")
        for action in ("close_survey", "open_survey", "record_answer")
    ]


TOWNS_RATE = Survey(
    **CLAUSE,
    key="assessed",
    every=units("department"),
    frame=asked(
        select(
            col(Unit.id).label("subject_id"),
            _town.c.id.label("respondent_id"),
        ).where(_town.c.kind == "town"),
        type="Unit",
    ),
    grades={"good": 100},
    in_person=True,
)


async def test_who_serves_in_a_unit_that_was_drawn_answers_for_it(
    locality: Locality, context: Callable[..., Context]
) -> None:
    locality = working_by(locality, TOWNS_RATE)
    department = await make_unit(locality, kind="department")
    county = await make_unit(locality, kind="county")
    town = await make_unit(locality, kind="town", parent=county)
    at = {
        "town": ((town.id,), (town.id, county.id)),
        "county": ((county.id, town.id), (county.id,)),
    }

    def who(place: str) -> Context:
        below, above = at[place]
        viewer = context("handler", person_id=1, unit_ids=below, lineage=above).viewer
        return Context(locality, viewer, locality.clock.now())

    drawing = Context(locality, context("clerk").viewer, locality.clock.now())
    assert (await run(DrawSample(rule="T-1"), drawing)).done
    [survey] = await locality.database.all(select(SurveyRow.__table__))
    asked = AnswerInPerson(survey=survey.code, subject=("Unit", department.id), grade="good")
    assert [p.code for p in (await run(asked, who("county"))).problems] == ["NOT_FOUND"]
    assert (await run(asked, who("town"))).done
    assert [p.code for p in (await run(asked, who("town"))).problems] == ["ANSWERED_ALREADY"]
    [drawn] = await locality.database.all(select(Drawn.__table__))
    assert (drawn.grade, drawn.way) == ("good", "in_person")
