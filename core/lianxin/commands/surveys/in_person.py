"""Answering for oneself, or for the unit that one serves in, where a survey takes such answers."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator
from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command
from lianxin.commands.values import Code, by_name, subject_of
from lianxin.database import Key, Row, among_keys
from lianxin.errors import Refused, not_found, not_permitted
from lianxin.language import Text
from lianxin.rules.survey import Survey
from lianxin.surveys import record_answer
from lianxin.tables import Drawn
from lianxin.tables import Survey as SurveyRow

Rated = Annotated[tuple[str, int], BeforeValidator(subject_of("Unit", "Person", "Case"))]
IN_PERSON = "in_person"
"""The way by which such an answer came."""

_NOT_DRAWN = Text(
    "本次评议没有抽到您或您所在的单位，或评议不接受自行填答",
    "Neither you nor your unit was drawn to rate this, or the survey is not answered in person",
)
_MINE = (
    select(col(Drawn.respondent_id), col(Drawn.survey_id), col(SurveyRow.rule_key))
    .join(SurveyRow, col(SurveyRow.id) == col(Drawn.survey_id))
    .where(
        col(SurveyRow.code) == bindparam("code"),
        col(Drawn.subject_type) == bindparam("subject_type"),
        col(Drawn.subject_id) == bindparam("subject_id", type_=Key),
        (
            (col(Drawn.respondent_type) == "Person")
            & (col(Drawn.respondent_id) == bindparam("person_id", type_=Key))
        )
        | ((col(Drawn.respondent_type) == "Unit") & among_keys(col(Drawn.respondent_id), "units")),
    )
    .order_by(col(Drawn.grade).is_not(None), col(Drawn.n))
    .limit(1)
)


class AnswerInPerson(Command):
    """`survey` by its code. For a unit answers whoever serves in it, not whoever stands above."""

    does: ClassVar[str] = "answer_in_person"
    permission: ClassVar[str | None] = None
    audits_itself: ClassVar[bool] = True

    survey: Code
    subject: Rated
    grade: Code
    answers: Annotated[Mapping[str, str], BeforeValidator(by_name)] = {}

    async def load(self, attempt: Attempt) -> Row:
        viewer = attempt.viewer
        if viewer.person_id is None:
            raise Refused([not_permitted(_NOT_DRAWN)])
        row = await attempt.tx.first(
            _MINE,
            code=self.survey,
            subject_type=self.subject[0],
            subject_id=self.subject[1],
            person_id=viewer.person_id,
            units=sorted(set(viewer.unit_ids) & set(viewer.lineage)),
        )
        entry = attempt.locality.composition.rule(row.rule_key) if row else None
        if row is None or entry is None or not _takes(entry.rule):
            raise Refused([not_found(_NOT_DRAWN, "subject")])
        return row

    async def apply(self, attempt: Attempt, loaded: Row) -> dict[str, Any]:
        await record_answer(
            attempt.tx,
            attempt.context,
            loaded.survey_id,
            self.subject[1],
            loaded.respondent_id,
            self.grade,
            way=IN_PERSON,
            answers=self.answers,
        )
        attempt.on("Survey", loaded.survey_id)
        return {"survey": loaded.survey_id}


def _takes(rule: Any) -> bool:
    return isinstance(rule, Survey) and rule.in_person
