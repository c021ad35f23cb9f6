"""FG-D1: powers are moved down; what is asked for where the power is held is handled there."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import exists, or_
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Action,
    Guard,
    Input,
    OneOf,
    Phase,
    Registry,
    Step,
    Workflow,
    by,
    in_force,
    recording,
)
from lianxin.rules.conditions import ON_THE_DAY, is_of_kind
from lianxin.tables import Case
from lianxin_fenggang.sources import HANDLING
from lianxin_fenggang.tables import CaseFacts, Power
from lianxin_fenggang.terms import ITEM_REQUEST, POWERS

POWER_CODES = [power.code for power in POWERS]


class PowerFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="承接层级（乡镇、村） / Town or village")
    kind: Annotated[str, OneOf("category", POWERS)] = Field(title="五类权限 / Kind of power")
    item: str = Field(min_length=2, max_length=200, title="事项 / Item")
    since: date = Field(title="自 / Since")
    until: date | None = Field(None, title="至 / Until")


MOVED_DOWN = Registry(
    key="powers",
    clause="FG-D1",
    source=HANDLING,
    title=Text("下放乡镇、村的权限", "Powers moved down to towns and villages"),
    table=Power,
    fields=PowerFields,
    unique=(("unit_id", "kind", "item", "since"),),
    public=tuple(PowerFields.model_fields),
    order=("since",),
)

TO_TOWNS_AND_VILLAGES = Guard(
    key="powers_of_towns_and_villages",
    clause="FG-D1",
    source=HANDLING,
    title=Text("权限下移到乡镇、村（社区）", "Powers move down to towns and villages"),
    actions=(recording("powers"),),
    refuse_if=~is_of_kind(col(Power.unit_id), "town", "village", "community"),
    because=Text("承接层级须为乡镇或村（社区）", "It is a town or a village that takes it over"),
)

REQUESTS = Workflow(
    key="requests",
    clause="FG-D1",
    source=HANDLING,
    title=Text("下放事项就地办理", "What is asked for is handled there"),
    channels=frozenset({ITEM_REQUEST.code}),
    facts=CaseFacts,
    asks=(Input("item", Text("事项", "Item"), required=False, sets="item"),),
    steps=(
        Step("asked", Text("申请", "Asked for"), Phase.INTAKE),
        Step("handled", Text("办结", "Handled"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "handle",
            Text("办结", "Handle"),
            by("clerk", unit=True),
            sources=("asked",),
            to="handled",
            inputs=(Input("result", Text("办理结果", "Result"), sets="result"),),
        ),
        Action(
            "hand_over",
            Text("转办", "Hand over"),
            by("clerk", unit=True),
            sources=("asked",),
            inputs=(Input("unit", Text("转往单位", "Unit"), "unit", sets="case.unit_id"),),
            note_required=True,
        ),
    ),
)

A_REQUEST_SAYS_FOR_WHAT = Guard(
    key="request_says_for_what",
    clause="FG-D1",
    source=HANDLING,
    title=Text("申请写明事项类别和受理层级", "A request says for what, and where"),
    workflow="requests",
    actions=("submit",),
    refuse_if=col(Case.category).is_(None)
    | col(Case.category).not_in(POWER_CODES)
    | col(Case.unit_id).is_(None),
    because=Text(
        "请写明事项类别（category）和受理单位（unit）",
        "Name the kind of item (category) and where it is asked for (unit)",
    ),
)

HANDLED_WHERE_THE_POWER_IS = Guard(
    key="handled_where_the_power_is",
    clause="FG-D1",
    source=HANDLING,
    title=Text("本级有权办理的不得转出", "Who holds the power handles it"),
    workflow="requests",
    actions=("hand_over",),
    refuse_if=exists().where(
        col(Power.unit_id) == col(Case.unit_id),
        col(Power.kind) == col(Case.category),
        or_(col(CaseFacts.item).is_(None), col(CaseFacts.item) == col(Power.item)),
        in_force(col(Power.since), col(Power.until), ON_THE_DAY),
    ),
    because=Text(
        "该事项的权限已下放到本级，请直接办理", "The power has been moved down here: handle it"
    ),
)

POWER_RULES = (
    MOVED_DOWN,
    TO_TOWNS_AND_VILLAGES,
    REQUESTS,
    A_REQUEST_SAYS_FOR_WHAT,
    HANDLED_WHERE_THE_POWER_IS,
)
