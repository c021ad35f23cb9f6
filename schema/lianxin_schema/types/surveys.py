"""Surveys: what was drawn, answered and found."""

from datetime import date, datetime
from typing import Annotated, Any

import strawberry

from lianxin import tables
from lianxin.context import Context
from lianxin.database import Among
from lianxin.rules import may_see_drawn
from lianxin_schema.fields import (
    Argument,
    Who,
    ascending,
    choice,
    column,
    computed,
    descending,
    find,
    key,
    link,
    page,
    table_type,
)
from lianxin_schema.types.base import Node, Term, connection_of
from lianxin_schema.types.cases import Case
from lianxin_schema.types.people import Person, Unit, term_of
from lianxin_schema.types.rules import Rule, rules_by_key
from lianxin_schema.types.visibility import everything

HERE = "lianxin_schema.types.surveys"
SurveyConnection: Any = connection_of("Survey", HERE)
SurveyScoreConnection: Any = connection_of("SurveyScore", HERE)
DrawnConnection: Any = connection_of("Drawn", HERE)
RatedSubject = Annotated[Person | Unit | Case, strawberry.union("RatedSubject")]


@strawberry.input(description="按规则（key）和状态 / By rule (its key) and state")
class SurveyFilter:
    rule: list[str] | None = strawberry.UNSET
    state: list[str] | None = strawberry.UNSET


SURVEY_FILTERS = {
    "rule": lambda c, g: Among(c.rule_key, g.words()),
    "state": lambda c, g: Among(c.state, g.words()),
}


async def grades(context: Context, rows: Any) -> list[Term | None]:
    return [term_of(context, "satisfaction", row[0]) if row[0] else None for row in rows]


@table_type(tables.Score, access="survey.read")
class SurveyScore(Node):
    id: strawberry.ID = key()
    subject: RatedSubject = choice(
        "subject_type", "subject_id", ["Person", "Unit", "Case"], through=everything
    )
    drawn: int = column()
    answered: int = column()
    score: float | None = column()
    rank: int | None = column()
    rank_from_last: int | None = column()


def _kept_from_the_rated(c: Any, who: Who) -> Any:
    return may_see_drawn(
        c, units=Among(c.subject_id, who.lineage), person=c.subject_id == who.person_id
    )


@table_type(
    tables.Drawn,
    access="survey.read_sample",
    visible=_kept_from_the_rated,
    description="被抽中者；被评单位不得知晓 / Who was drawn; the rated unit never learns",
)
class Drawn(Node):
    id: strawberry.ID = key()
    subject: RatedSubject = choice(
        "subject_type", "subject_id", ["Person", "Unit", "Case"], through=everything
    )
    n: int = column()
    number: int = column(lambda c: _number(c))
    person: Person | None = link(
        lambda c: _person(c),
        through=everything,
        description="被抽中的人，联系方式脱敏 / Where known; contact data is masked.",
    )
    way: str | None = column()
    grade: Term | None = computed(grades, "grade")
    answered_at: datetime | None = column()


def _number(c: Any) -> Any:
    from sqlalchemy import func, select

    respondent = tables.Respondent.__table__.alias()  # type: ignore[attr-defined]
    found = select(respondent.c.number).where(respondent.c.id == c.respondent_id)
    return func.coalesce(found.correlate_except(respondent).scalar_subquery(), 0)


def _person(c: Any) -> Any:
    from sqlalchemy import case, select

    respondent = tables.Respondent.__table__.alias()  # type: ignore[attr-defined]
    behind = select(respondent.c.person_id).where(respondent.c.id == c.respondent_id)
    of_register = behind.correlate_except(respondent).scalar_subquery()
    return case((c.respondent_type == "Person", c.respondent_id), else_=of_register)


@table_type(tables.Survey, access="survey.read", description="评议 / A survey")
class Survey(Node):
    id: strawberry.ID = key()
    code: str = column()
    title: str = column()
    rule: Rule = computed(rules_by_key, "rule_key")
    state: str = column()
    period_start: date = column()
    period_end: date = column()
    opened_at: datetime = column()
    closed_at: datetime | None = column()
    seed: str | None = column(permission="survey.read_sample")
    frame: str = column()
    sample_size: int | None = column("sample")
    agency: Unit | None = link("agency_id")
    scores: SurveyScoreConnection = page(
        "survey_id", order=[ascending("rank", kind="int", nullable=True)]
    )
    sample: DrawnConnection = page(
        "survey_id",
        order=[ascending("subject_id", kind="int"), ascending("n", kind="int")],
        permission="survey.read_sample",
    )
    answered: DrawnConnection = page(
        "survey_id",
        order=[descending("answered_at", kind="instant")],
        where=lambda c: c.answered_at.is_not(None),
        permission="survey.read_sample",
        description="已答者，最近的在前 / Those of the sample who have answered, the latest first.",
    )


@strawberry.type
class SurveyQueries:
    survey: Survey | None = find(
        permission="survey.read", code=Argument(str, lambda c, g: c.code == g.text())
    )
    surveys: SurveyConnection = page(
        order=[descending("opened_at", kind="instant")],
        filters=(SurveyFilter, SURVEY_FILTERS),
        permission="survey.read",
    )
