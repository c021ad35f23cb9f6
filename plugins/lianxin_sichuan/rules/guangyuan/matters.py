"""SC-GY1: each matter belongs to the unit of its place and level, and to whoever is in charge."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, Field
from sqlalchemy import exists, select
from sqlmodel import col

from lianxin.database import Key
from lianxin.language import Text
from lianxin.rules import (
    Action,
    Guard,
    Input,
    OneOf,
    Phase,
    Registry,
    Route,
    Step,
    Workflow,
    by,
    given,
    home_of,
    in_force,
    nearest,
    recording,
)
from lianxin.rules.conditions import ON_THE_DAY, holds
from lianxin.tables import Case, Unit
from lianxin_sichuan.sources import GUANGYUAN
from lianxin_sichuan.tables import CaseFacts, Charge
from lianxin_sichuan.terms import GUANGYUAN_FIELDS, LOCAL_MATTER

PLACES = ("town", "street")

MATTERS = Workflow(
    key="local_matters",
    clause="SC-GY1",
    source=GUANGYUAN,
    title=Text(
        "属地管理、分级负责，谁主管谁负责", "A matter has its place, its level and who is in charge"
    ),
    channels=frozenset({LOCAL_MATTER.code}),
    facts=CaseFacts,
    steps=(
        Step("received", Text("受理", "Received"), Phase.INTAKE),
        Step("handled", Text("办理", "Handled"), Phase.HANDLING),
        Step("settled", Text("办结", "Settled"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "take_up",
            Text("属地受理", "Take it up"),
            by("clerk", handler=True, unit=True),
            sources=("received",),
            to="handled",
            actor_becomes=("handler",),
        ),
        Action(
            "push_up",
            Text("提请上级办理", "Push it up"),
            by(handler=True, unit=True),
            sources=("received", "handled"),
            inputs=(
                Input("unit", Text("上一级单位", "The unit above"), "unit", sets="case.unit_id"),
            ),
            note_required=True,
        ),
        Action(
            "settle",
            Text("办结", "Settle"),
            by(handler=True, unit=True),
            sources=("handled",),
            to="settled",
            inputs=(Input("result", Text("办理结果", "Result"), sets="result"),),
        ),
    ),
)


class ChargeFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="单位 / Unit")
    field: Annotated[str, OneOf("category", GUANGYUAN_FIELDS)] = Field(title="领域 / Field")
    person_id: int = Field(title="主管人 / Who is in charge")
    since: date = Field(title="自 / Since")
    until: date | None = Field(None, title="至 / Until")


CHARGES = Registry(
    key="charges",
    clause="SC-GY1",
    source=GUANGYUAN,
    title=Text("谁主管、谁负责", "Who is in charge of what, where"),
    table=Charge,
    fields=ChargeFields,
    unique=(("unit_id", "field", "since"),),
    public=tuple(ChargeFields.model_fields),
    order=("since",),
)

IN_CHARGE_WHERE_THEY_SERVE = Guard(
    key="in_charge_where_they_serve",
    clause="SC-GY1",
    source=GUANGYUAN,
    title=Text("主管人须在本单位任职", "Whoever is in charge serves in the unit"),
    actions=(recording("charges"),),
    refuse_if=~holds(col(Charge.person_id), at=col(Charge.unit_id), on=col(Charge.since)),
    because=Text("主管人须在该单位任职", "They have to serve in that unit"),
)

OF_A_PLACE = Guard(
    key="of_a_place",
    clause="SC-GY1",
    source=GUANGYUAN,
    title=Text("诉求有属地", "A matter has its place"),
    workflow="local_matters",
    actions=("submit",),
    refuse_if=col(Case.unit_id).is_(None),
    because=Text(
        "请写明属地单位（unit），或由有住址的反映人提交",
        "Name the unit of its place (unit), or a reporter whose home is known",
    ),
)

_HOME = nearest(*PLACES, to=home_of(col(Case.reporter_id)))
_mine = (col(Charge.field) == col(Case.category)) & in_force(
    col(Charge.since), col(Charge.until), ON_THE_DAY
)


def _in_charge(unit: Any) -> Any:
    found = select(col(Charge.person_id)).where(_mine, col(Charge.unit_id) == unit)
    return found.order_by(col(Charge.since).desc(), col(Charge.id)).limit(1).scalar_subquery()


TO_THE_UNIT_OF_ITS_PLACE = Route(
    key="to_the_unit_of_its_place",
    clause="SC-GY1",
    source=GUANGYUAN,
    title=Text(
        "属地管理、谁主管谁负责", "To the unit of its place, and whoever is in charge there"
    ),
    workflow="local_matters",
    unit=_HOME,
    handler=_in_charge(_HOME),
)

_upper: Any = Unit.__table__.alias()  # type: ignore[attr-defined]

UP_BY_ONE_LEVEL = Guard(
    key="up_by_one_level",
    clause="SC-GY1",
    source=GUANGYUAN,
    title=Text("分级负责，逐级提请", "A matter goes up by one level at a time"),
    workflow="local_matters",
    actions=("push_up",),
    refuse_if=given("unit", Key).is_not(None)
    & ~exists().where(_upper.c.id == col(Case.unit_id), _upper.c.parent_id == given("unit", Key)),
    because=Text("只能提请上一级单位办理", "It goes to the unit right above, and no other"),
)

MATTER_RULES = (
    MATTERS,
    CHARGES,
    IN_CHARGE_WHERE_THEY_SERVE,
    OF_A_PLACE,
    TO_THE_UNIT_OF_ITS_PLACE,
    UP_BY_ONE_LEVEL,
)
