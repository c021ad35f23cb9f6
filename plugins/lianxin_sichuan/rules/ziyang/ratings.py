"""SC-ZY2, SC-ZY3: ten thousand rate departments; the ranking is public, the last answer for it."""

from typing import Annotated, Any

from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    ConsequenceRule,
    Indicator,
    OneOf,
    Publication,
    Registry,
    Survey,
    after_survey,
    bottom,
    counted,
    figures,
    roll,
    units,
)
from lianxin.tables import Respondent, Score, Unit
from lianxin.tables import Survey as SurveyRow
from lianxin_sichuan.settings import ZiyangSettings
from lianxin_sichuan.sources import ZIYANG
from lianxin_sichuan.terms import ANSWERS_FOR_RANK, ROLLS

F = figures(ZiyangSettings)
ON_A_ROLL = col(Respondent.roll).in_([each.code for each in ROLLS])


class RaterFields(BaseModel, extra="forbid"):
    roll: Annotated[str, OneOf("sichuan_roll", ROLLS)] = Field(title="名册 / Roll")
    unit_id: int = Field(title="登记单位 / Unit")
    number: int = Field(ge=1, title="序号 / Number")
    person_id: int | None = Field(None, title="人员 / Person")
    active: bool = Field(True, title="有效 / Active")


RATERS = Registry(
    key="raters",
    clause="SC-ZY2",
    source=ZIYANG,
    title=Text("评议人名册", "The rolls of those who rate"),
    table=Respondent,
    named="Rater",
    fields=RaterFields,
    unique=(("roll", "unit_id", "number"),),
    where=ON_A_ROLL,
)

DEPARTMENTS_RATED = Survey(
    key="departments_rated",
    clause="SC-ZY2",
    source=ZIYANG,
    title=Text(
        "群众、服务对象、两代表一委员评议部门", "Departments, rated by residents and delegates"
    ),
    every=units("department"),
    frame=roll(*ROLLS, own=False),
    sample=F.sample,
    least_answers=F.least_answers,
    grades=F.points,
    per="year",
)

TEN_THOUSAND_AND_MORE = Indicator(
    key="raters_on_the_rolls",
    clause="SC-ZY2",
    source=ZIYANG,
    title=Text("参加评议的人数", "How many are to rate"),
    value=counted(Respondent, where=ON_A_ROLL & col(Respondent.active)),
    every=units("city"),
    target=F.respondents,
    per="year",
)

_ranking: Any = (
    select(
        col(SurveyRow.title).label("survey"),
        col(Score.rank).label("rank"),
        col(Unit.name).label("department"),
        col(Score.answered).label("answered"),
        col(Score.score).label("score"),
    )
    .join_from(Score, SurveyRow, col(SurveyRow.id) == col(Score.survey_id))
    .join(Unit, col(Unit.id) == col(Score.subject_id))
    .where(
        col(SurveyRow.rule_key) == "sichuan.ziyang.departments_rated",
        col(SurveyRow.state) == "closed",
        col(Score.rank).is_not(None),
    )
    .order_by(col(SurveyRow.period_start).desc(), col(Score.rank), col(Unit.code))
)

THE_RANKING_IS_PUBLIC = Publication(
    key="ranking",
    clause="SC-ZY2",
    source=ZIYANG,
    title=Text("部门评议排名", "How departments rank"),
    query=_ranking,
    labels={
        "survey": Text("评议", "Survey"),
        "rank": Text("名次", "Rank"),
        "department": Text("部门", "Department"),
        "answered": Text("评议人数", "Answers"),
        "score": Text("得分", "Score"),
    },
    counts=("answered",),
    live=True,
)

THE_LAST_ANSWER_FOR_IT = ConsequenceRule(
    key="answers_for_rank",
    clause="SC-ZY3",
    source=ZIYANG,
    title=Text("评议名次靠后的单位严肃问责", "Those ranked low answer for it"),
    effect=ANSWERS_FOR_RANK,
    when=after_survey("departments_rated", bottom(F.last)),
)

RATING_RULES = (
    RATERS,
    DEPARTMENTS_RATED,
    TEN_THOUSAND_AND_MORE,
    THE_RANKING_IS_PUBLIC,
    THE_LAST_ANSWER_FOR_IT,
)
