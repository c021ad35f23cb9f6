"""FG-E2: teams of tea-country orderlies in towns and villages."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Coverage,
    Guard,
    OneOf,
    Registry,
    appointment,
    figures,
    recording,
    units,
)
from lianxin.rules.conditions import is_of_kind
from lianxin.tables import Appointment
from lianxin_fenggang.settings import PointSettings
from lianxin_fenggang.sources import POINTS
from lianxin_fenggang.terms import ORDERLY

F = figures(PointSettings)


class OrderlyFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="乡镇或村 / Town or village")
    person_id: int = Field(title="勤务员 / Orderly")
    post: Annotated[str, OneOf("post", (ORDERLY,))] = ORDERLY.code
    since: date = Field(title="自 / Since")
    until: date | None = Field(None, title="至 / Until")


ORDERLIES = Registry(
    key="orderlies",
    clause="FG-E2",
    source=POINTS,
    title=Text("“茶乡勤务员”队伍", "Teams of tea-country orderlies"),
    table=Appointment,
    named="Orderly",
    fields=OrderlyFields,
    own_writers=frozenset({"handler"}),
    unique=(("unit_id", "person_id", "since"),),
    public=("unit_id", "since", "until"),
    order=("since",),
    where=col(Appointment.post) == ORDERLY.code,
)

IN_TOWNS_AND_VILLAGES = Guard(
    key="orderlies_in_towns_and_villages",
    clause="FG-E2",
    source=POINTS,
    title=Text("勤务员队伍设在乡镇、村", "The teams are those of towns and villages"),
    actions=(recording("orderlies"),),
    refuse_if=~is_of_kind(col(Appointment.unit_id), "town", "village"),
    because=Text("请填写乡镇或村", "Name a town or a village"),
)

EVERY_TOWN_AND_VILLAGE_HAS_A_TEAM = Coverage(
    key="teams_of_orderlies",
    clause="FG-E2",
    source=POINTS,
    title=Text("乡镇、村都有勤务员队伍", "Every town and village has its team"),
    every=units("town", "village"),
    has=(appointment(ORDERLY, least=F.orderlies),),
)

ORDERLY_RULES = (ORDERLIES, IN_TOWNS_AND_VILLAGES, EVERY_TOWN_AND_VILLAGE_HAS_A_TEAM)
