"""What may be done next, and why not."""

from collections.abc import Sequence
from typing import Any

import strawberry

from lianxin.context import Context
from lianxin_schema.fields import OPEN, value, value_type
from lianxin_schema.types.errors import RuleRefusal, UserError, user_errors


@value_type(access=OPEN, description="操作所需的一项 / A field that an action takes")
class ActionField:
    name: str = value()
    label: str = value()
    required: bool = value()
    schema: strawberry.scalars.JSON = value()


@value_type(
    access=OPEN, description="可做的操作；不可做时说明由哪条规则拒绝 / With the reason why not"
)
class AvailableAction:
    action: str = value()
    label: str = value()
    allowed: bool = value()
    refusals: list[RuleRefusal] = value()
    fields: list[ActionField] = value()


async def case_actions(
    context: Context, rows: Sequence[Sequence[Any]]
) -> list[list[AvailableAction]]:
    from lianxin.commands import available_actions

    async with context.locality.database.reading() as session:
        found = await available_actions(session, context, [row[0] for row in rows])
    return [[_action(context, a) for a in found.get(row[0], ())] for row in rows]


async def motion_actions(
    context: Context, rows: Sequence[Sequence[Any]]
) -> list[list[AvailableAction]]:
    from lianxin.commands import available_motion_actions

    async with context.locality.database.reading() as session:
        found = await available_motion_actions(session, context, [row[0] for row in rows])
    return [[_action(context, a) for a in found.get(row[0], ())] for row in rows]


def _action(context: Context, found: Any) -> AvailableAction:
    problems = [p for p in found.refusals if p.rule_key]
    refusals: list[UserError] = user_errors(context, problems)
    return AvailableAction(
        action=found.action,
        label=found.label.say(context.language),
        allowed=found.allowed,
        refusals=[r for r in refusals if isinstance(r, RuleRefusal)],
        fields=[_field(context, f) for f in found.fields],
    )


def read_submit_fields(
    _: None, context: Context, channel: str, category: str | None = None
) -> list[ActionField]:
    """What taking in a case of this channel and category asks for besides."""
    from lianxin.commands.available import described

    taken = context.locality.composition.workflow_for(channel, category)
    fields = described(taken[1].asks, context.language) if taken else ()
    return [_field(context, f) for f in fields]


def read_meeting_fields(_: None, context: Context, kind: str) -> list[ActionField]:
    """What recording a meeting of this kind asks for besides."""
    from lianxin.commands.available import described
    from lianxin.commands.meetings.forms import forms_of

    locality = context.locality
    forms = forms_of(locality.composition, locality.figures.settings, kind)
    inputs = [field for _, form in forms for field in form.fields]
    return [_field(context, f) for f in described(inputs, context.language)]


def _field(context: Context, f: Any) -> ActionField:
    return ActionField(
        name=f.name, label=f.label.say(context.language), required=f.required, schema=f.schema
    )
