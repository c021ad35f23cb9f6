"""Writing about who and where: units, persons, households, posts and lasting links."""

from datetime import date
from typing import Any

import strawberry

from lianxin.context import Context
from lianxin.language import Text
from lianxin_schema.fields import CHECKED, OPEN, Ref, value, value_type
from lianxin_schema.types.commanding import command_field, payload_of
from lianxin_schema.types.errors import UserError, user_errors
from lianxin_schema.types.people import (
    Appointment,
    Household,
    Liaison,
    Person,
    Unit,
)
from lianxin_schema.types.rules import Rule, rule_value

AddUnitPayload: Any = payload_of("AddUnit", "unit", Unit)
AddPersonPayload: Any = payload_of("AddPerson", "person", Person)
AddHouseholdPayload: Any = payload_of("AddHousehold", "household", Household)
MarkHouseholdPayload: Any = payload_of("MarkHousehold", "household", Household)
AppointPayload: Any = payload_of("Appoint", "appointment", Appointment)
EndAppointmentPayload: Any = payload_of("EndAppointment", "appointment", Appointment)
EndLinkPayload: Any = payload_of("EndLink", "liaison", Liaison)


@value_type(
    access=OPEN,
    description="规则的提醒：不拒绝，但宜另作安排 / What a rule would rather have otherwise; it "
    "refuses nothing.",
)
class RuleWarning:
    message: str = value()
    rule: Rule = value()


@value_type(access=OPEN)
class LinkPayload:
    liaison: Liaison | None = value()
    warnings: list[RuleWarning] = value()
    errors: list[UserError] = value()


@strawberry.input
class AddUnitInput:
    code: str
    name: str
    kind: str
    parent: str | None = strawberry.UNSET
    households: int | None = strawberry.UNSET


@strawberry.input
class AddPersonInput:
    name: str
    phone: str | None = strawberry.UNSET
    address: str | None = strawberry.UNSET
    official: bool = False
    household: str | None = strawberry.UNSET
    external_id: str | None = strawberry.UNSET


@strawberry.input
class AddHouseholdInput:
    code: str
    unit: str
    head: strawberry.ID | None = strawberry.UNSET
    marks: list[str] | None = strawberry.field(default_factory=list)
    since: date | None = strawberry.UNSET


@strawberry.input
class MarkHouseholdInput:
    household: str
    mark: str
    marked: bool = True
    since: date | None = strawberry.UNSET


@strawberry.input
class AppointInput:
    person: strawberry.ID
    unit: str
    post: str
    rank: str | None = strawberry.UNSET
    since: date | None = strawberry.UNSET
    until: date | None = strawberry.UNSET


@strawberry.input
class EndAppointmentInput:
    appointment: strawberry.ID
    until: date | None = strawberry.UNSET


@strawberry.input
class LinkInput:
    kind: str
    holder: strawberry.ID = strawberry.field(description="人员或单位 / A person or a unit.")
    target: strawberry.ID = strawberry.field(
        description="单位、户或人员 / A unit, a household or a person."
    )
    since: date | None = strawberry.UNSET
    until: date | None = strawberry.UNSET


@strawberry.input
class EndLinkInput:
    liaison: strawberry.ID
    until: date | None = strawberry.UNSET


async def link(_: None, context: Context, input: Any) -> LinkPayload:
    from lianxin import commands

    outcome = await commands.run_raw(commands.Link, input, context)
    key, told = outcome.values.get("liaison"), outcome.values.get("warnings", ())
    composition = context.locality.composition
    found: Any = None if key is None else Ref("Liaison", key)
    return LinkPayload(
        liaison=found,
        warnings=[
            RuleWarning(message=Text(zh, en).say(context.language), rule=rule_value(context, entry))
            for rule, zh, en in told
            if (entry := composition.rule(rule)) is not None
        ],
        errors=user_errors(context, outcome.problems),
    )


@strawberry.type
class PeopleMutations:
    """Root fields over who and where; merged into the root of all writing."""

    add_unit: AddUnitPayload = command_field(
        "AddUnit", AddUnitInput, "unit", AddUnitPayload, "新增单位 / Add a unit."
    )
    add_person: AddPersonPayload = command_field(
        "AddPerson", AddPersonInput, "person", AddPersonPayload, "新增人员 / Add a person."
    )
    add_household: AddHouseholdPayload = command_field(
        "AddHousehold",
        AddHouseholdInput,
        "household",
        AddHouseholdPayload,
        "新增户 / Add a household.",
    )
    mark_household: MarkHouseholdPayload = command_field(
        "MarkHousehold",
        MarkHouseholdInput,
        "household",
        MarkHouseholdPayload,
        "标注或取消标注一户 / Mark a household, or take the mark away.",
    )
    appoint: AppointPayload = command_field(
        "Appoint", AppointInput, "appointment", AppointPayload, "任职 / Appoint somebody to a post."
    )
    end_appointment: EndAppointmentPayload = command_field(
        "EndAppointment",
        EndAppointmentInput,
        "appointment",
        EndAppointmentPayload,
        "免职 / End an appointment.",
    )
    link: LinkPayload = value(
        link,
        arguments={"input": LinkInput},
        permission=CHECKED,
        description="建立联系点 / Make a lasting link.",
    )
    end_link: EndLinkPayload = command_field(
        "EndLink", EndLinkInput, "liaison", EndLinkPayload, "结束联系 / End a link."
    )
