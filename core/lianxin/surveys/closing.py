"""Closing a survey: answers become scores, scores a ranking, the ranking its consequences."""

from collections import Counter, defaultdict
from functools import partial
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlmodel import col

from lianxin.context import Context
from lianxin.database import Batch, JsonText, Key, Row, Session, Transaction, together
from lianxin.database.base import row_values
from lianxin.errors import Refused, conflict, not_found
from lianxin.events import audit_entry, outbox_event
from lianxin.ids import global_id
from lianxin.language import Text
from lianxin.rules.base import figure_of
from lianxin.rules.ranks import rank
from lianxin.rules.sql.values import table_of
from lianxin.rules.survey import Survey
from lianxin.rules.words import code_of
from lianxin.surveys.following import derive
from lianxin.surveys.ranking import Ranked, ranking
from lianxin.tables import Drawn, Score
from lianxin.tables import Survey as SurveyRow

DIGITS = 2
ANSWERS = table_of(Drawn).c.answers
_SURVEY = select(SurveyRow.__table__).where(col(SurveyRow.id) == bindparam("id", type_=Key))  # type: ignore[attr-defined]
_UNKNOWN = Text("没有这次评议", "There is no such survey")
_CLOSED = Text("评议已经结束", "The survey is closed already")


async def close_survey(tx: Transaction, context: Context, survey_id: int) -> list[Ranked]:
    """Score and rank; write what follows from it. Raises Refused where it is closed already."""
    survey = await to_be_closed(tx, _SURVEY, id=survey_id)
    batch = Batch()
    batch.change(SurveyRow, {"id": survey_id}, closed_at(context))
    for score in await scores_of(tx, context, survey):
        batch.add(Score, row_values(score))
    told = global_id("Survey", survey_id)
    entry = audit_entry(context, action="close_survey", object=told, result="done")
    event = outbox_event(context, **closing_event(survey))
    for row in (entry, event):
        batch.add(type(row), row_values(row))
    await tx.write(batch)
    await derive(tx, context, survey_id)
    return await ranking(tx, survey_id)


async def to_be_closed(tx: Transaction, statement: Select[Any], **named: Any) -> Row:
    """The survey, locked. Raises Refused where there is none, or it is closed already."""
    survey = await tx.first(statement.with_for_update(), **named)
    if survey is None:
        raise Refused([not_found(_UNKNOWN, "survey")])
    if survey.state != "open":
        raise Refused([conflict("CLOSED_ALREADY", _CLOSED)])
    return survey


def closed_at(context: Context) -> dict[str, Any]:
    """The columns of a survey that is closed now."""
    return {"state": "closed", "open_for": None, "closed_at": context.now}


def closing_event(survey: Row) -> dict[str, Any]:
    return {
        "kind": "survey_closed",
        "subject_type": "Survey",
        "subject_id": survey.id,
        "data": {"rule": survey.rule_key},
    }


async def scores_of(tx: Transaction, context: Context, survey: Row) -> list[Score]:
    """What each subject comes to, by one statement."""
    entry = context.locality.composition.rule(survey.rule_key)
    assert entry is not None
    assert isinstance(entry.rule, Survey)
    return await _scores(tx, context, entry.rule, survey.id)


async def _scores(tx: Transaction, context: Context, rule: Survey, survey_id: int) -> list[Score]:
    settings = context.locality.figures.settings
    points, least = rule.points(settings), figure_of(rule.least_answers, settings)
    questions = [code_of(question) for question in rule.questions]
    found: list[Any] = await together(
        tx,
        partial(_grades, survey_id=survey_id),
        *(partial(_further, survey_id=survey_id, question=q) for q in questions),
    )
    (drawn, counts), further = found[0], dict(zip(questions, found[1:], strict=True))
    scores = {subject: _mean(counts[subject], points, least) for subject in drawn}
    places = rank(scores)
    rows = []
    for subject, number in drawn.items():
        from_first, from_last = places.get(subject, (None, None))
        data: dict[str, Any] = {"grades": dict(counts[subject])}
        data |= {question: dict(given[subject]) for question, given in further.items()}
        rows.append(
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
    return rows


def _mean(grades: Counter[str], points: dict[str, float], least: int) -> float | None:
    """Rounded as it is published, so that whoever is equal there shares a rank."""
    answered = grades.total()
    if answered < max(least, 1):
        return None
    return round(sum(points.get(g, 0.0) * n for g, n in grades.items()) / answered, DIGITS)


async def _grades(
    session: Session, survey_id: int
) -> tuple[dict[int, int], dict[int, Counter[str]]]:
    """How many were drawn for each subject, and which grades they gave."""
    drawn: Counter[int] = Counter()
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for row in await session.all(_COUNTED, survey_id=survey_id):
        drawn[row.subject_id] += row.number
        if row.grade is not None:
            counts[row.subject_id][row.grade] += row.number
    return dict(drawn), counts


async def _further(session: Session, survey_id: int, question: str) -> dict[int, Counter[str]]:
    answer = JsonText(ANSWERS, question)
    statement = (
        select(col(Drawn.subject_id), answer.label("grade"), func.count().label("number"))
        .where(col(Drawn.survey_id) == bindparam("survey_id", type_=Key), answer.is_not(None))
        .group_by(col(Drawn.subject_id), answer)
    )
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for row in await session.all(statement, survey_id=survey_id):
        found[row.subject_id][row.grade] += row.number
    return found


_COUNTED = (
    select(col(Drawn.subject_id), col(Drawn.grade), func.count().label("number"))
    .where(col(Drawn.survey_id) == bindparam("survey_id", type_=Key))
    .group_by(col(Drawn.subject_id), col(Drawn.grade))
)
