"""FG-C2: cadres of county departments hold posts in towns, and in villages as first deputies."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import exists, or_
from sqlalchemy.orm import aliased
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Coverage,
    Guard,
    OneOf,
    Registry,
    appointment,
    figures,
    in_force,
    recording,
    units,
)
from lianxin.rules.conditions import is_of_kind
from lianxin.tables import Appointment
from lianxin_fenggang.settings import ReachSettings
from lianxin_fenggang.sources import REACH
from lianxin_fenggang.terms import FIRST_DEPUTY, REACH_POSTS, TOWN_CADRE

F = figures(ReachSettings)


class SecondmentFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="挂任乡镇或村 / Town or village")
    person_id: int = Field(title="县直部门干部 / Cadre of a department")
    post: Annotated[str, OneOf("post", REACH_POSTS)] = Field(title="职务 / Post")
    since: date = Field(title="自 / Since")
    until: date | None = Field(None, title="至 / Until")


SECONDMENTS = Registry(
    key="secondments",
    clause="FG-C2",
    source=REACH,
    title=Text("县直部门干部挂任乡镇、村第一副书记", "Cadres seconded to towns and villages"),
    table=Appointment,
    named="Secondment",
    fields=SecondmentFields,
    unique=(("unit_id", "person_id", "post", "since"),),
    public=tuple(SecondmentFields.model_fields),
    order=("since",),
    where=col(Appointment.post).in_([post.code for post in REACH_POSTS]),
)

_home = aliased(Appointment)

FROM_A_DEPARTMENT_TO_ITS_PLACE = Guard(
    key="seconded_from_departments",
    clause="FG-C2",
    source=REACH,
    title=Text("县直部门干部到乡镇、村任职", "They come from a department, to town or village"),
    actions=(recording("secondments"),),
    refuse_if=~or_(
        (col(Appointment.post) == TOWN_CADRE.code) & is_of_kind(col(Appointment.unit_id), "town"),
        (col(Appointment.post) == FIRST_DEPUTY.code)
        & is_of_kind(col(Appointment.unit_id), "village"),
    )
    | ~exists().where(
        col(_home.person_id) == col(Appointment.person_id),
        in_force(col(_home.since), col(_home.until), col(Appointment.since)),
        is_of_kind(col(_home.unit_id), "department"),
    ),
    because=Text(
        "须为在任的县直部门干部；乡镇职务挂在乡镇，第一副书记挂在村",
        "They serve in a county department; a town's post is in a town, a first deputy in a village",
    ),
)

EVERY_PLACE_HAS_ITS_CADRES = Coverage(
    key="towns_have_cadres",
    clause="FG-C2",
    source=REACH,
    title=Text("每个乡镇有挂任干部", "Every town has seconded cadres"),
    every=units("town"),
    has=(appointment(TOWN_CADRE, least=F.town_cadres),),
)

EVERY_VILLAGE_HAS_A_FIRST_DEPUTY = Coverage(
    key="villages_have_first_deputies",
    clause="FG-C2",
    source=REACH,
    title=Text("每个村有第一副书记", "Every village has a first deputy secretary"),
    every=units("village"),
    has=(appointment(FIRST_DEPUTY, least=F.deputy_secretaries),),
)

CADRE_RULES = (
    SECONDMENTS,
    FROM_A_DEPARTMENT_TO_ITS_PLACE,
    EVERY_PLACE_HAS_ITS_CADRES,
    EVERY_VILLAGE_HAS_A_FIRST_DEPUTY,
)
