"""Writing down what somebody who was drawn answered, on a form or by telephone."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator
from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command
from lianxin.commands.values import Code, DrawnKey, by_name
from lianxin.database import Key, Row, among_keys
from lianxin.errors import Refused, not_found, not_permitted
from lianxin.language import Text
from lianxin.rules.survey import may_see_drawn
from lianxin.surveys import record_answer
from lianxin.tables import Drawn

_UNKNOWN = Text("没有这一被抽中者", "There is nobody drawn by this ID")
_OWN = Text(
    "被评单位及其人员不得经手评议", "Whoever is rated, and their unit, has no part in the survey"
)
_hidden = ~may_see_drawn(
    Drawn.__table__.c,  # type: ignore[attr-defined]
    units=among_keys(col(Drawn.subject_id), "lineage"),
    person=col(Drawn.subject_id) == bindparam("person_id", type_=Key),
)
_DRAWN = select(
    col(Drawn.survey_id), col(Drawn.subject_id), col(Drawn.respondent_id), _hidden.label("hidden")
).where(col(Drawn.id) == bindparam("id", type_=Key))


class RecordAnswer(Command):
    does: ClassVar[str] = "record_answer"
    permission: ClassVar[str | None] = "survey.record"
    audits_itself: ClassVar[bool] = True

    drawn: DrawnKey
    grade: Code
    way: Code | None = None
    answers: Annotated[Mapping[str, str], BeforeValidator(by_name)] = {}

    async def load(self, attempt: Attempt) -> Row:
        viewer = attempt.viewer
        row = await attempt.tx.first(
            _DRAWN, id=self.drawn, lineage=list(viewer.lineage), person_id=viewer.person_id or 0
        )
        if row is None:
            raise Refused([not_found(_UNKNOWN, "drawn")])
        if row.hidden:
            raise Refused([not_permitted(_OWN, "drawn")])
        return row

    async def apply(self, attempt: Attempt, loaded: Row) -> dict[str, Any]:
        await record_answer(
            attempt.tx,
            attempt.context,
            loaded.survey_id,
            loaded.subject_id,
            loaded.respondent_id,
            self.grade,
            way=self.way,
            answers=self.answers,
        )
        attempt.on("Survey", loaded.survey_id)
        return {"drawn": self.drawn, "survey": loaded.survey_id}
