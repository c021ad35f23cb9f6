"""Writing what is decided and published by hand: consequences, publications."""

from datetime import date
from typing import Any

import strawberry

from lianxin.context import Context
from lianxin_schema.fields import CHECKED, OPEN, value, value_type
from lianxin_schema.types.base import FieldValueInput
from lianxin_schema.types.errors import UserError, user_errors
from lianxin_schema.types.records import Consequence, Publication
from lianxin_schema.types.survey_changes import reference


@strawberry.input
class RecordConsequenceInput:
    rule: str = strawberry.field(description="规则的 key 或条款号 / The rule's key or clause.")
    subject: strawberry.ID
    ground: str
    unit: str | None = strawberry.UNSET
    case: str | None = strawberry.UNSET
    decided_on: date | None = strawberry.UNSET
    fields: list[FieldValueInput] | None = strawberry.UNSET


@strawberry.input
class PublishInput:
    rule: str = strawberry.field(description="规则的 key 或条款号 / The rule's key or clause.")
    title: str
    fields: list[FieldValueInput] | None = strawberry.field(
        default=strawberry.UNSET,
        description="公开的内容；号码会被隐去 / What is published; numbers of people are removed.",
    )
    subject: strawberry.ID | None = strawberry.UNSET
    unit: str | None = strawberry.UNSET


@value_type(access=OPEN)
class RecordConsequencePayload:
    consequence: Consequence | None = value()
    errors: list[UserError] = value()


@value_type(access=OPEN)
class PublishPayload:
    publication: Publication | None = value()
    errors: list[UserError] = value()


async def record_consequence(_: None, context: Context, input: Any) -> RecordConsequencePayload:
    from lianxin.commands import run_raw
    from lianxin.commands.consequences.record import RecordConsequence

    outcome = await run_raw(RecordConsequence, input, context)
    return RecordConsequencePayload(
        consequence=reference("Consequence", outcome, "consequence"),
        errors=user_errors(context, outcome.problems),
    )


async def publish(_: None, context: Context, input: Any) -> PublishPayload:
    from lianxin.commands import run_raw
    from lianxin.commands.publications.publish import Publish

    outcome = await run_raw(Publish, input, context)
    return PublishPayload(
        publication=reference("Publication", outcome, "publication"),
        errors=user_errors(context, outcome.problems),
    )


@strawberry.type
class DecisionMutations:
    """Root fields over what is decided by hand; merged into the root of all writing."""

    record_consequence: RecordConsequencePayload = value(
        record_consequence,
        arguments={"input": RecordConsequenceInput},
        permission=CHECKED,
        description="登记一项问责或奖励，须写明依据 / Record a consequence, with its ground.",
    )
    publish: PublishPayload = value(
        publish,
        arguments={"input": PublishInput},
        permission=CHECKED,
        description="手工公开 / Publish what somebody has written.",
    )
