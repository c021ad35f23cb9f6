"""Closing a survey: answers become scores, scores a ranking, the ranking its consequences."""

from collections import Counter, defaultdict
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlmodel import col

from lianxin.context import Context
from lianxin.database import JsonText, Key, Transaction
from lianxin.errors import Refused, conflict, not_found
from lianxin.events import announce, audit
from lianxin.ids import global_id
from lianxin.language import Text
from lianxin.rules.base import figure_of
from lianxin.rules.sql.values import table_of
from lianxin.rules.survey import Survey
from lianxin.rules.words import code_of
from lianxin.surveys.consequences import derive
from lianxin.surveys.ranking import Ranked, rank, ranking
from lianxin.tables import Drawn, Score
from lianxin.tables import Survey as SurveyRow

DIGITS = 2
ANSWERS = table_of(Drawn).c.answers
_SURVEY = select(SurveyRow.__table__).where(col(SurveyRow.id) == bindparam("id", type_=Key))  # type: ignore[attr-defined]
_UNKNOWN = Text("没有这次评议", "There is no such survey")
_CLOSED = Text("评议已经结束", "The survey is closed already")


async def close_survey(tx: Transaction, context: Context, survey_id: int) -> list[Ranked]:
    """Score and rank; write what follows from it. Raises Refused where it is closed already."""
    survey = await tx.first(_SURVEY, id=survey_id)
    if survey is None:
        raise Refused([not_found(_UNKNOWN, "survey")])
    closed = await tx.change(
        SurveyRow,
        col(SurveyRow.id) == survey_id,
        col(SurveyRow.state) == "open",
        state="closed",
        open_for=None,
        closed_at=context.now,
    )
    if not closed:
        raise Refused([conflict("CLOSED_ALREADY", _CLOSED)])
    entry = context.locality.composition.rule(survey.rule_key)
    assert entry is not None
    assert isinstance(entry.rule, Survey)
    await tx.add(*await _scores(tx, context, entry.rule, survey_id))
    told = global_id("Survey", survey_id)
    await audit(tx, context, action="close_survey", object=told, result="done")
    await announce(
        tx,
        context,
        kind="survey_closed",
        subject_type="Survey",
        subject_id=survey_id,
        data={"rule": survey.rule_key},
    )
    await derive(tx, context, survey_id)
    return await ranking(tx, survey_id)


async def _scores(tx: Transaction, context: Context, rule: Survey, survey_id: int) -> list[Score]:
    settings = context.locality.figures.settings
    points, least = rule.points(settings), figure_of(rule.least_answers, settings)
    drawn, counts = await _grades(tx, survey_id)
    further = {
        code_of(question): await _further(tx, survey_id, code_of(question))
        for question in rule.questions
    }
    scores = {subject: _mean(counts[subject], points, least) for subject in drawn}
    places = rank(scores)
    found = []
    for subject, number in drawn.items():
        from_first, from_last = places.get(subject, (None, None))
        data: dict[str, Any] = {"grades": dict(counts[subject])}
        data |= {question: dict(given[subject]) for question, given in further.items()}
        found.append(
            Score(
                survey_id=survey_id,
                subject_type=rule.every.type,
                subject_id=subject,
                drawn=number,
                answered=counts[subject].total(),
                score=scores[subject],
                rank=from_first,
                rank_from_last=from_last,
                data=data,
            )
        )
    return found


def _mean(grades: Counter[str], points: dict[str, float], least: int) -> float | None:
    """Rounded as it is published, so that whoever is equal there shares a rank."""
    answered = grades.total()
    if answered < max(least, 1):
        return None
    return round(sum(points.get(g, 0.0) * n for g, n in grades.items()) / answered, DIGITS)


async def _grades(
    tx: Transaction, survey_id: int
) -> tuple[dict[int, int], dict[int, Counter[str]]]:
    """How many were drawn for each subject, and which grades they gave."""
    drawn: Counter[int] = Counter()
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for row in await tx.all(_COUNTED, survey_id=survey_id):
        drawn[row.subject_id] += row.number
        if row.grade is not None:
            counts[row.subject_id][row.grade] += row.number
    return dict(drawn), counts


async def _further(tx: Transaction, survey_id: int, question: str) -> dict[int, Counter[str]]:
    answer = JsonText(ANSWERS, question)
    statement = (
        select(col(Drawn.subject_id), answer.label("grade"), func.count().label("number"))
        .where(col(Drawn.survey_id) == bindparam("survey_id", type_=Key), answer.is_not(None))
        .group_by(col(Drawn.subject_id), answer)
    )
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for row in await tx.all(statement, survey_id=survey_id):
        found[row.subject_id][row.grade] += row.number
    return found


_COUNTED = (
    select(col(Drawn.subject_id), col(Drawn.grade), func.count().label("number"))
    .where(col(Drawn.survey_id) == bindparam("survey_id", type_=Key))
    .group_by(col(Drawn.subject_id), col(Drawn.grade))
)
