"""Answers: only of those who were drawn, each once, while the survey is open."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.context import Context
from lianxin.database import Batch, Key, Transaction, together
from lianxin.errors import Problem, Refused, conflict, not_found
from lianxin.events import audit
from lianxin.ids import global_id
from lianxin.language import Text
from lianxin.rules.base import RuleInForce
from lianxin.rules.survey import Survey
from lianxin.rules.words import code_of, codes
from lianxin.standings.refusing import refused
from lianxin.tables import Drawn
from lianxin.tables import Survey as SurveyRow

# Whoever closes it waits for answers under way, and the other way round: each is scored or refused.
_SURVEY = (
    select(SurveyRow.__table__)  # type: ignore[attr-defined]
    .with_for_update(read=True)
    .where(col(SurveyRow.id) == bindparam("id", type_=Key))
)
_DRAWN = (
    select(*Drawn.__table__.columns)  # type: ignore[attr-defined]
    .with_for_update(of=Drawn)
    .where(
        col(Drawn.survey_id) == bindparam("survey_id", type_=Key),
        col(Drawn.subject_id) == bindparam("subject_id", type_=Key),
        col(Drawn.respondent_id) == bindparam("respondent_id", type_=Key),
    )
)


async def record_answer(
    tx: Transaction,
    context: Context,
    survey_id: int,
    subject_id: int,
    respondent_id: int,
    grade: str,
    *,
    way: str | None = None,
    answers: Mapping[str, str] | None = None,
) -> int:
    """Store how a respondent rates a subject; the key of the drawn row.

    `answers` are the further questions' grades. Raises Refused: not drawn, closed, answered
    already, or a grade or way that the survey does not know.
    """
    named = {"survey_id": survey_id, "subject_id": subject_id, "respondent_id": respondent_id}
    survey, drawn = await together(
        tx,
        lambda session: session.first(_SURVEY, id=survey_id),
        lambda session: session.first(_DRAWN, **named),
    )
    if survey is None:
        raise Refused([not_found(_UNKNOWN, "survey")])
    entry = context.locality.composition.rule(survey.rule_key)
    assert entry is not None
    assert isinstance(entry.rule, Survey)
    problems = _problems(context, entry, entry.rule, survey, drawn, grade, way, answers or {})
    if problems or drawn is None:
        raise Refused(problems)
    given = {"way": way, "answers": dict(answers or {}), "answered_at": context.now}
    batch = Batch()
    batch.change(Drawn, {"id": drawn.id}, {"grade": grade, **given})
    await tx.write(batch)
    # Who answered what is in no log: the survey alone is named.
    await audit(
        tx, context, action="record_answer", object=global_id("Survey", survey_id), result="done"
    )
    found: int = drawn.id
    return found


def _problems(
    context: Context,
    entry: RuleInForce,
    rule: Survey,
    survey: Any,
    drawn: Any,
    grade: str,
    way: str | None,
    answers: Mapping[str, str],
) -> list[Problem]:
    settings = context.locality.figures.settings
    if survey.state != "open":
        return [refused(entry, _CLOSED, "survey")]
    if drawn is None:
        return [refused(entry, _NOT_DRAWN, "respondent")]
    if drawn.grade is not None:
        return [conflict("ANSWERED_ALREADY", _ANSWERED)]
    found, grades, ways = [], rule.points(settings), codes(rule.ways, settings)
    if grade not in grades:
        found.append(refused(entry, _GRADES.format(grades="、".join(grades)), "grade"))
    if ways and way not in ways and not (rule.in_person and way == "in_person"):
        found.append(refused(entry, _WAYS.format(ways="、".join(ways)), "way"))
    asked = {code_of(question) for question in rule.questions}
    for question in sorted(set(answers) - asked):
        found.append(refused(entry, _QUESTION.format(question=question), "answers", question))
    return found


_UNKNOWN = Text("没有这次评议", "There is no such survey")
_CLOSED = Text("评议已经结束，不再接受评价", "The survey is closed; no more answers are taken")
_NOT_DRAWN = Text("只有被抽中的对象才能评价", "Only those who were drawn may rate")
_ANSWERED = Text("已经评价过，不能再评", "This answer has been given already")
_GRADES = Text("请选择等次：{grades}", "Choose a grade: {grades}")
_WAYS = Text("请选择调查方式：{ways}", "Choose how the answer was given: {ways}")
_QUESTION = Text("评议中没有“{question}”这一问", "The survey does not ask “{question}”")
