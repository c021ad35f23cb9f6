"""FG-F2: the leading group, its office and its headquarters: who holds which post."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Coverage,
    Guard,
    OneOf,
    Publication,
    Registry,
    appointment,
    figures,
    in_force,
    official_name,
    recording,
    units,
    worded,
)
from lianxin.rules.conditions import ON_THE_DAY, is_of_kind
from lianxin.tables import Appointment, Person
from lianxin_fenggang.settings import WorkSettings
from lianxin_fenggang.sources import ORGANISATION
from lianxin_fenggang.terms import (
    COMMANDER,
    DEPUTY_COMMANDER,
    GROUP_HEAD,
    OFFICE_DIRECTOR,
    OFFICE_STAFF,
    WORK_POSTS,
)

F = figures(WorkSettings)
IS_OURS = col(Appointment.post).in_([post.code for post in WORK_POSTS])


class OfficerFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="县 / County")
    person_id: int = Field(title="任职人 / Who holds it")
    post: Annotated[str, OneOf("post", WORK_POSTS)] = Field(title="职务 / Post")
    since: date = Field(title="自 / Since")
    until: date | None = Field(None, title="至 / Until")


OFFICERS = Registry(
    key="officers",
    clause="FG-F2",
    source=ORGANISATION,
    title=Text("领导小组、创建办、指挥部任职", "Posts of group, office and headquarters"),
    table=Appointment,
    named="Officer",
    fields=OfficerFields,
    unique=(("unit_id", "person_id", "post", "since"),),
    public=tuple(OfficerFields.model_fields),
    order=("since",),
    where=IS_OURS,
)

POSTS_ARE_THE_COUNTYS = Guard(
    key="posts_of_the_county",
    clause="FG-F2",
    source=ORGANISATION,
    title=Text("领导小组、创建办、指挥部设在县", "They are the county's"),
    actions=(recording("officers"),),
    refuse_if=~is_of_kind(col(Appointment.unit_id), "county"),
    because=Text("请填写县", "Name the county"),
)

THE_COUNTY_HAS_ITS_OFFICERS = Coverage(
    key="county_has_officers",
    clause="FG-F2",
    source=ORGANISATION,
    title=Text("领导小组、创建办、指挥部人员到位", "All posts are held"),
    every=units("county"),
    has=(
        appointment(GROUP_HEAD, most=1),
        appointment(OFFICE_DIRECTOR, most=1),
        appointment(COMMANDER, most=1),
        appointment(DEPUTY_COMMANDER, least=F.deputy_commanders),
        appointment(OFFICE_STAFF, least=F.added_staff),
    ),
)

WHO_HOLDS_WHICH_POST = Publication(
    key="who_holds_which_post",
    clause="FG-F2",
    source=ORGANISATION,
    title=Text("“四直为民”创建工作机构", "Who holds which post"),
    query=select(
        worded(col(Appointment.post), WORK_POSTS).label("post"),
        official_name(Person).label("holder"),
        col(Appointment.since).label("since"),
    )
    .join_from(Appointment, Person, col(Person.id) == col(Appointment.person_id))
    .where(IS_OURS, in_force(col(Appointment.since), col(Appointment.until), ON_THE_DAY))
    .order_by(col(Appointment.post), col(Appointment.since), col(Appointment.id)),
    labels={
        "post": Text("职务", "Post"),
        "holder": Text("任职人", "Holder"),
        "since": Text("自", "Since"),
    },
    live=True,
)

ORGANISATION_RULES = (
    OFFICERS,
    POSTS_ARE_THE_COUNTYS,
    THE_COUNTY_HAS_ITS_OFFICERS,
    WHO_HOLDS_WHICH_POST,
)
