"""SC-KZ3, SC-KZ4: everybody belongs to a grid, what comes in goes there, its one lead visits."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    OWN_UNIT,
    Coverage,
    Duty,
    Guard,
    Indicator,
    OneOf,
    Registry,
    Route,
    appointment,
    counted,
    days,
    figures,
    holders,
    home_of,
    in_force,
    nearest,
    recording,
    units,
)
from lianxin.rules.conditions import ON_THE_DAY, is_of_kind
from lianxin.tables import Appointment, Case, Unit
from lianxin_sichuan.settings import KangzhuangSettings
from lianxin_sichuan.sources import KANGZHUANG
from lianxin_sichuan.tables import CaseFacts
from lianxin_sichuan.terms import GRID_LEAD, GRID_MEMBER, GRID_PEOPLE, GRID_VISIT

F = figures(KangzhuangSettings)
IS_MEMBER = col(Appointment.post) == GRID_MEMBER.code
GRID_PEOPLE_HOLD = holders(*GRID_PEOPLE)


class GridMemberFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="网格 / Grid")
    person_id: int = Field(title="成员 / Member")
    post: Annotated[str, OneOf("post", (GRID_MEMBER,))] = GRID_MEMBER.code
    since: date = Field(title="自 / Since")
    until: date | None = Field(None, title="至 / Until")


GRID_MEMBERS = Registry(
    key="grid_members",
    clause="SC-KZ3",
    source=KANGZHUANG,
    title=Text("网格责任区成员", "Who belongs to which grid"),
    table=Appointment,
    named="GridMember",
    fields=GridMemberFields,
    unique=(("unit_id", "person_id", "since"),),
    order=("since",),
    where=IS_MEMBER,
)

MEMBERS_BELONG_TO_GRIDS = Guard(
    key="members_belong_to_grids",
    clause="SC-KZ3",
    source=KANGZHUANG,
    title=Text("成员细化到网格", "It is a grid that one belongs to"),
    actions=(recording("grid_members"),),
    refuse_if=~is_of_kind(col(Appointment.unit_id), "grid"),
    because=Text("请填写网格", "Name a grid"),
)

EVERYBODY_BELONGS_TO_ONE_GRID = Coverage(
    key="everybody_in_a_grid",
    clause="SC-KZ3",
    source=KANGZHUANG,
    title=Text("骨干全部细化到网格，每人一个", "Each of them belongs to one grid"),
    every=GRID_PEOPLE_HOLD,
    has=(appointment(GRID_MEMBER, at=("grid",), most=1),),
)

PEOPLE_IN_GRIDS = Indicator(
    key="people_in_grids",
    clause="SC-KZ3",
    source=KANGZHUANG,
    title=Text("网格责任区成员数", "People in grids"),
    value=counted(
        Appointment,
        where=IS_MEMBER & in_force(col(Appointment.since), col(Appointment.until), ON_THE_DAY),
        different=col(Appointment.person_id),
    ),
    per="year",
)

GRIDS = Indicator(
    key="grids",
    clause="SC-KZ3",
    source=KANGZHUANG,
    title=Text("网格责任区数", "Grids of a community"),
    value=counted(Unit, by=col(Unit.id), where=(col(Unit.kind) == "grid") & col(Unit.active)),
    every=units("community"),
    target=F.grids,
    per="year",
)

TO_THE_GRID_WHERE_ITS_WRITER_LIVES = Route(
    key="to_the_grid_of_the_home",
    clause="SC-KZ3",
    source=KANGZHUANG,
    title=Text("诉求归口到居住地网格", "What comes in goes to the grid where its writer lives"),
    workflow="voices",
    unit=nearest("grid", to=home_of(col(Case.reporter_id))),
)

OR_WHERE_ITS_MESSENGER_BELONGS = Route(
    key="to_the_grid_of_the_messenger",
    clause="SC-KZ3",
    source=KANGZHUANG,
    title=Text("未署名的归口到转达人所在网格", "Else to the grid of whoever passes it on"),
    workflow="voices",
    unit=select(col(Appointment.unit_id))
    .where(
        IS_MEMBER,
        col(Appointment.person_id) == col(CaseFacts.passed_on_by_id),
        in_force(col(Appointment.since), col(Appointment.until), ON_THE_DAY),
    )
    .order_by(col(Appointment.since), col(Appointment.id))
    .limit(1)
    .correlate(CaseFacts)
    .scalar_subquery(),
)

A_GRID_HAS_ONE_LEAD = Coverage(
    key="grids_have_one_lead",
    clause="SC-KZ4",
    source=KANGZHUANG,
    title=Text("每个网格有一名责任人", "Every grid has one named person responsible"),
    every=units("grid"),
    has=(appointment(GRID_LEAD, most=1),),
)

THREE_DAYS_A_WEEK = Duty(
    key="lead_visits",
    clause="SC-KZ4",
    source=KANGZHUANG,
    title=Text("责任人每周走访不少于 3 天", "The lead visits on three days of each week"),
    every=holders(GRID_LEAD),
    count=days(of=GRID_VISIT, at=OWN_UNIT),
    at_least=F.visit_days,
    per="week",
)

GRID_RULES = (
    GRID_MEMBERS,
    MEMBERS_BELONG_TO_GRIDS,
    EVERYBODY_BELONGS_TO_ONE_GRID,
    PEOPLE_IN_GRIDS,
    GRIDS,
    TO_THE_GRID_WHERE_ITS_WRITER_LIVES,
    OR_WHERE_ITS_MESSENGER_BELONGS,
    A_GRID_HAS_ONE_LEAD,
    THREE_DAYS_A_WEEK,
)
