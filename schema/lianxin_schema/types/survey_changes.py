"""Writing about surveys: a sample is drawn, answers are written down, the survey is closed."""

from datetime import date
from typing import TYPE_CHECKING, Any

import strawberry
from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.context import Context
from lianxin.database import Key
from lianxin.tables import Consequence as ConsequenceRow
from lianxin_schema.fields import CHECKED, OPEN, Ref, value, value_type
from lianxin_schema.types.base import FieldValueInput
from lianxin_schema.types.errors import UserError, user_errors
from lianxin_schema.types.records import Consequence
from lianxin_schema.types.surveys import Drawn, Survey

if TYPE_CHECKING:
    from lianxin.commands import Outcome


@strawberry.input
class DrawSampleInput:
    rule: str = strawberry.field(description="评议规则的 key 或条款号 / A survey's key or clause.")
    on: date | None = strawberry.field(
        default=strawberry.UNSET, description="评议期间中的一天，默认今天 / A day of its period."
    )
    units: list[str] | None = strawberry.UNSET
    agency: str | None = strawberry.field(
        default=strawberry.UNSET, description="受委托机构的单位代码 / Who is commissioned, by code."
    )
    title: str | None = strawberry.UNSET
    seed: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="随机种子，默认随机产生；同一名册、同一种子抽出同一样本 / Random unless given; the "
        "same register and seed draw the same sample.",
    )


@strawberry.input
class RecordAnswerInput:
    drawn: strawberry.ID
    grade: str
    way: str | None = strawberry.UNSET
    answers: list[FieldValueInput] | None = strawberry.UNSET


@strawberry.input(description="本人或所在单位被抽中时自行填答 / One's own answer, or one's unit's")
class AnswerInPersonInput:
    survey: str = strawberry.field(description="评议编号 / The survey's code.")
    subject: strawberry.ID
    grade: str
    answers: list[FieldValueInput] | None = strawberry.UNSET


@strawberry.input
class CloseSurveyInput:
    survey: str


@value_type(access=OPEN)
class DrawSamplePayload:
    survey: Survey | None = value()
    errors: list[UserError] = value()


@value_type(access=OPEN)
class RecordAnswerPayload:
    drawn: Drawn | None = value()
    errors: list[UserError] = value()


@value_type(access=OPEN)
class AnswerInPersonPayload:
    survey: Survey | None = value()
    errors: list[UserError] = value()


@value_type(access=OPEN)
class CloseSurveyPayload:
    survey: Survey | None = value()
    consequences: list[Consequence] = value(
        description="最多一百条，其余见 consequences / At most a hundred; `consequences` has all."
    )
    errors: list[UserError] = value()


def reference(type_name: str, outcome: "Outcome", name: str) -> Any:
    key = outcome.values.get(name)
    return Ref(type_name, key) if key is not None else None


async def draw_sample(_: None, context: Context, input: Any) -> DrawSamplePayload:
    from lianxin.commands import run_raw
    from lianxin.commands.surveys.draw import DrawSample

    outcome = await run_raw(DrawSample, input, context)
    return DrawSamplePayload(
        survey=reference("Survey", outcome, "survey"),
        errors=user_errors(context, outcome.problems),
    )


async def record_answer(_: None, context: Context, input: Any) -> RecordAnswerPayload:
    from lianxin.commands import run_raw
    from lianxin.commands.surveys.answer import RecordAnswer

    outcome = await run_raw(RecordAnswer, input, context)
    return RecordAnswerPayload(
        drawn=reference("Drawn", outcome, "drawn"), errors=user_errors(context, outcome.problems)
    )


async def answer_in_person(_: None, context: Context, input: Any) -> AnswerInPersonPayload:
    from lianxin.commands import run_raw
    from lianxin.commands.surveys.in_person import AnswerInPerson

    outcome = await run_raw(AnswerInPerson, input, context)
    return AnswerInPersonPayload(
        survey=reference("Survey", outcome, "survey"), errors=user_errors(context, outcome.problems)
    )


async def close_survey(_: None, context: Context, input: Any) -> CloseSurveyPayload:
    from lianxin.commands import run_raw
    from lianxin.commands.surveys.close import CloseSurvey

    outcome = await run_raw(CloseSurvey, input, context)
    return CloseSurveyPayload(
        survey=reference("Survey", outcome, "survey"),
        consequences=await _followed(context, outcome.values.get("survey")),
        errors=user_errors(context, outcome.problems),
    )


async def _followed(context: Context, survey: int | None) -> list[Any]:
    if survey is None:
        return []
    rows = await context.locality.database.all(_FOLLOWED, survey_id=survey)
    return [Ref("Consequence", row.id) for row in rows]


_FOLLOWED = (
    select(col(ConsequenceRow.id))
    .where(col(ConsequenceRow.survey_id) == bindparam("survey_id", type_=Key))
    .order_by(col(ConsequenceRow.rule_key), col(ConsequenceRow.subject_id))
    .limit(100)
)


@strawberry.type
class SurveyMutations:
    """Root fields over surveys; merged into the root of all writing."""

    draw_sample: DrawSamplePayload = value(
        draw_sample,
        arguments={"input": DrawSampleInput},
        permission=CHECKED,
        description="为一次评议随机抽取样本 / Draw the sample of a survey.",
    )
    record_answer: RecordAnswerPayload = value(
        record_answer,
        arguments={"input": RecordAnswerInput},
        permission=CHECKED,
        description="登记一名被抽中者的评价 / Write down what somebody who was drawn answered.",
    )
    answer_in_person: AnswerInPersonPayload = value(
        answer_in_person,
        arguments={"input": AnswerInPersonInput},
        permission=CHECKED,
        description="被抽中者自行填答 / Answer for oneself, or for one's unit, where drawn.",
    )
    close_survey: CloseSurveyPayload = value(
        close_survey,
        arguments={"input": CloseSurveyInput},
        permission=CHECKED,
        description="结束评议：计分、排名、生成后果 / Score, rank, and derive what follows.",
    )
