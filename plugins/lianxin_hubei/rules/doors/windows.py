"""HB-B1, HB-B2: windows are open in working hours; who asks at the door is given a card."""

from datetime import date
from typing import Any

from pydantic import BaseModel, Field, field_validator
from sqlalchemy import select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Coverage,
    Guard,
    Opening,
    Publication,
    Registry,
    Unfit,
    figures,
    office_phone,
    opening_hours,
    record,
    recording,
    units,
)
from lianxin.rules.conditions import is_of_kind
from lianxin.tables import Unit
from lianxin_hubei.settings import OpenDoorSettings
from lianxin_hubei.sources import DOOR_RULES
from lianxin_hubei.tables import DepartmentCard, WindowHours
from lianxin_hubei.terms import OFFICE, WINDOW

F = figures(OpenDoorSettings)


class WindowHoursFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="窗口 / Window")
    spans: str = Field(max_length=100, title="开放时间，如 08:30-12:00,14:00-17:30 / Hours")
    since: date = Field(title="自 / Since")
    until: date | None = Field(None, title="至 / Until")

    @field_validator("spans")
    @classmethod
    def _can_be_read(cls, value: str) -> str:
        try:
            opening_hours(value)
        except ValueError:
            raise Unfit(
                Text("应如 08:30-12:00,14:00-17:30", "It should be like 08:30-12:00,14:00-17:30")
            ) from None
        return value


WINDOW_HOURS = Registry(
    key="window_hours",
    clause="HB-B1",
    source=DOOR_RULES,
    title=Text("窗口开放时间", "Opening hours of windows"),
    table=WindowHours,
    named="WindowTime",
    fields=WindowHoursFields,
    own_writers=frozenset({"handler"}),
    unique=(("unit_id", "since"),),
    public=tuple(WindowHoursFields.model_fields),
    order=("since",),
)

HOURS_ARE_THOSE_OF_WINDOWS = Guard(
    key="hours_of_windows",
    clause="HB-B1",
    source=DOOR_RULES,
    title=Text("开放时间按窗口登记", "Hours are those of a window"),
    actions=(recording("window_hours"),),
    refuse_if=~is_of_kind(col(WindowHours.unit_id), WINDOW),
    because=Text("请填写服务窗口", "Name a service window"),
)

OPEN_TO_EVERYONE_IN_WORKING_HOURS = Opening(
    key="open_in_working_hours",
    clause="HB-B1",
    source=DOOR_RULES,
    title=Text(
        "正常工作时间内，窗口一律对所有办事人员开放",
        "Windows are open to everyone in working hours",
    ),
    units=(WINDOW,),
    hours=F.opening_hours,
    own=col(WindowHours.spans),
    workflow="complaints",
    at="met_at",
    sets="in_hours",
)


class CardFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="内设机构 / Department within a unit")
    duties: str = Field(min_length=2, max_length=4000, title="基本职责 / Duties")
    office_number: str = Field(
        pattern=r"^[0-9][0-9 -]{4,19}$", title="联系电话 / Telephone of the office"
    )
    room: str | None = Field(None, max_length=60, title="房间 / Room")


CARDS = Registry(
    key="department_cards",
    clause="HB-B2",
    source=DOOR_RULES,
    title=Text("职能部门基本职责及联系电话", "Duties and telephone numbers of departments"),
    table=DepartmentCard,
    fields=CardFields,
    own_writers=frozenset({"handler"}),
    unique=(("unit_id",),),
    public=tuple(CardFields.model_fields),
)

_unit, _above = Unit.__table__.alias(), Unit.__table__.alias()  # type: ignore[attr-defined]
_cards: Any = (
    select(
        _above.c.name.label("unit"),
        _unit.c.name.label("department"),
        col(DepartmentCard.duties).label("duties"),
        office_phone(col(DepartmentCard.office_number)).label("office_number"),
        col(DepartmentCard.room).label("room"),
    )
    .join_from(DepartmentCard, _unit, _unit.c.id == col(DepartmentCard.unit_id))
    .outerjoin(_above, _above.c.id == _unit.c.parent_id)
    .order_by(_unit.c.code)
)

HANDED_OUT_AT_THE_DOOR = Publication(
    key="cards_at_the_door",
    clause="HB-B2",
    source=DOOR_RULES,
    title=Text("门卫或值班人员提供的单位资料", "What is handed out at the door"),
    query=_cards,
    labels={
        "unit": Text("单位", "Unit"),
        "department": Text("内设机构", "Department"),
        "duties": Text("基本职责", "Duties"),
        "office_number": Text("联系电话", "Telephone"),
        "room": Text("房间", "Room"),
    },
    live=True,
)

EVERY_DEPARTMENT_HAS_ITS_CARD = Coverage(
    key="departments_have_cards",
    clause="HB-B2",
    source=DOOR_RULES,
    title=Text("每个内设机构备有资料", "Every department within a unit has its card"),
    every=units(OFFICE),
    has=(
        record(
            col(DepartmentCard.unit_id),
            called=Text("职责和联系电话资料", "a card with duties and telephone"),
        ),
    ),
)

WINDOW_RULES = (
    WINDOW_HOURS,
    HOURS_ARE_THOSE_OF_WINDOWS,
    OPEN_TO_EVERYONE_IN_WORKING_HOURS,
    CARDS,
    HANDED_OUT_AT_THE_DOOR,
    EVERY_DEPARTMENT_HAS_ITS_CARD,
)
