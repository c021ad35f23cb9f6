"""Closing a survey: scores, ranks, and what follows from them."""

from typing import Any, ClassVar

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command
from lianxin.commands.values import Code
from lianxin.database import Key
from lianxin.errors import Refused, not_found
from lianxin.language import Text
from lianxin.surveys import close_survey
from lianxin.tables import Consequence, Survey

_UNKNOWN = Text("没有编号为 {code} 的评议", "There is no survey {code}")
_FOLLOWED = (
    select(col(Consequence.id))
    .where(col(Consequence.survey_id) == bindparam("survey_id", type_=Key))
    .order_by(col(Consequence.rule_key), col(Consequence.subject_id))
)
_BY_CODE = select(col(Survey.id)).where(col(Survey.code) == bindparam("code"))


class CloseSurvey(Command):
    does: ClassVar[str] = "close_survey"
    permission: ClassVar[str | None] = "survey.draw"
    audits_itself: ClassVar[bool] = True

    survey: Code

    async def load(self, attempt: Attempt) -> int:
        found = await attempt.tx.scalar(_BY_CODE, code=self.survey)
        if found is None:
            raise Refused([not_found(_UNKNOWN.format(code=self.survey), "survey")])
        return int(found)

    async def apply(self, attempt: Attempt, loaded: int) -> dict[str, Any]:
        await close_survey(attempt.tx, attempt.context, loaded)
        attempt.on("Survey", loaded)
        followed = await attempt.tx.all(_FOLLOWED, survey_id=loaded)
        return {"survey": loaded, "consequences": [row.id for row in followed]}
