"""Closing a survey: scores and ranks; what follows from them is derived once they are stored."""

from typing import Any, ClassVar

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command
from lianxin.commands.values import Code
from lianxin.database import Row
from lianxin.surveys.closing import closed_at, closing_event, scores_of, to_be_closed
from lianxin.tables import Survey

_BY_CODE = select(Survey.__table__).where(col(Survey.code) == bindparam("code"))  # type: ignore[attr-defined]


class CloseSurvey(Command):
    does: ClassVar[str] = "close_survey"
    permission: ClassVar[str | None] = "survey.draw"

    survey: Code

    async def load(self, attempt: Attempt) -> Row:
        survey = await to_be_closed(attempt.tx, _BY_CODE, code=self.survey)
        attempt.on("Survey", survey.id)
        return survey

    async def apply(self, attempt: Attempt, loaded: Row) -> dict[str, Any]:
        attempt.work.add(*await scores_of(attempt.tx, attempt.context, loaded))
        attempt.work.change(Survey, loaded.id, **closed_at(attempt.context))
        event = closing_event(loaded)
        attempt.tell(event["kind"], event["subject_type"], event["subject_id"], **event["data"])
        attempt.closed_surveys.append(loaded.id)
        return {"survey": loaded.id}
