"""ZC-A2, ZC-A13: who leads the seconded, and who dispatches, supervises and assesses them."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field, field_validator, model_validator
from sqlalchemy import exists, or_
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    AS_OF,
    Coverage,
    Guard,
    Indicator,
    OneOf,
    Registry,
    Unfit,
    appointment,
    counted,
    figures,
    in_force,
    record,
    recording,
    units,
)
from lianxin.rules.conditions import (
    holds,
    in_force_together,
    is_of_kind,
    viewer_serves_in,
)
from lianxin.tables import Appointment, Person
from lianxin_zoucheng.rules.villages.officers import TOWN_KINDS, VILLAGE_KINDS
from lianxin_zoucheng.settings import VillageSettings
from lianxin_zoucheng.sources import VILLAGES
from lianxin_zoucheng.tables import SpotCheck, Team
from lianxin_zoucheng.terms import SECONDMENT_OFFICE, VILLAGE_POSTS

F = figures(VillageSettings)

SECTION_RANKS = ("section", "deputy_section")
POSTS_SENT = tuple(post.code for post in VILLAGE_POSTS)

NOT_DEPUTY = Text(
    "下派工作队队长须挂职镇街党（工）委副书记",
    "The leader of the team is deputy secretary of the town's party committee",
)


ENDS_TOO_EARLY = Text("结束日期早于开始日期", "It ends before it begins")


def _ends_after_it_begins(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise Unfit(ENDS_TOO_EARLY)


class TeamFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="镇街 Town or street")
    leader_id: int = Field(title="队长 Leader")
    department_id: int = Field(title="选派单位 The leader's department")
    deputy_secretary: bool = Field(True, title="挂职党（工）委副书记 Deputy secretary")
    since: date = Field(title="自 Since")
    until: date | None = Field(None, title="至 Until")

    @field_validator("deputy_secretary")
    @classmethod
    def is_deputy_secretary(cls, value: bool) -> bool:
        if not value:
            raise Unfit(NOT_DEPUTY)
        return value

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> "TeamFields":
        _ends_after_it_begins(self.since, self.until)
        return self


class DispatchFields(BaseModel, extra="forbid"):
    person_id: int = Field(title="下派人员 Who is sent")
    unit_id: int = Field(title="村（居） Where to")
    post: Annotated[str, OneOf("post", VILLAGE_POSTS)] = Field(title="岗位 As what")
    since: date = Field(title="自 Since")
    until: date | None = Field(None, title="至 Until")

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> "DispatchFields":
        _ends_after_it_begins(self.since, self.until)
        return self


class SpotCheckFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="村（居） Village")
    officer_id: int = Field(title="被检查人 Who was checked")
    inspector_id: int = Field(title="检查人 Who checked")
    day: date = Field(title="日期 Day")
    found_at_work: bool = Field(title="在岗 At work")
    finding: str | None = Field(None, title="检查情况 What was found", max_length=2000)


TEAMS = Registry(
    key="teams",
    clause="ZC-A2",
    source=VILLAGES,
    title=Text("下派工作队", "Seconded teams"),
    table=Team,
    fields=TeamFields,
    unique=(("unit_id", "since"),),
    public=("unit_id", "leader_id", "department_id", "deputy_secretary", "since", "until"),
    order=("since",),
)

A_TEAM_BELONGS_TO_A_TOWN = Guard(
    key="team_of_a_town",
    clause="ZC-A2",
    source=VILLAGES,
    title=Text("每个镇街一支下派工作队", "A seconded team for each town or street"),
    actions=(recording("teams"),),
    refuse_if=~is_of_kind(col(Team.unit_id), *TOWN_KINDS),
    because=Text("下派工作队设在镇或街道", "A team is that of a town or street"),
)

A_TEAM_IS_LED_BY_A_SECTION_CADRE = Guard(
    key="team_led_by_a_section_cadre",
    clause="ZC-A2",
    source=VILLAGES,
    title=Text("队长由市直部门科级干部担任", "A team is led by a department's section-level cadre"),
    actions=(recording("teams"),),
    refuse_if=~(
        is_of_kind(col(Team.department_id), "department")
        & holds(col(Team.leader_id), at=col(Team.department_id), ranks=SECTION_RANKS)
    ),
    because=Text(
        "队长须为该市直部门现任科级干部",
        "The leader has to be a section-level cadre of that city department",
    ),
)

_other = Team.__table__.alias()  # type: ignore[attr-defined]

ONE_TEAM_AT_A_TIME = Guard(
    key="one_team_at_a_time",
    clause="ZC-A2",
    source=VILLAGES,
    title=Text("一个镇街同时只有一支下派工作队", "One team in a town at a time"),
    actions=(recording("teams"),),
    refuse_if=exists().where(
        _other.c.unit_id == col(Team.unit_id),
        _other.c.id != col(Team.id),
        in_force_together(_other.c, Team),
    ),
    because=Text(
        "该镇街已有在任的下派工作队，请先写明其结束日期",
        "The town has a team then; say first when that one ends",
    ),
)

EVERY_TOWN_HAS_A_TEAM = Coverage(
    key="towns_have_teams",
    clause="ZC-A2",
    source=VILLAGES,
    title=Text("每个镇街有下派工作队队长", "Every town or street has the leader of a team"),
    every=units(*TOWN_KINDS),
    has=(
        record(
            col(Team.unit_id),
            where=in_force(col(Team.since), col(Team.until), AS_OF),
            called=Text("下派工作队队长", "the leader of a seconded team"),
        ),
    ),
)

SIXTEEN_LEADERS = Indicator(
    key="team_leaders",
    clause="ZC-A2",
    source=VILLAGES,
    title=Text("下派工作队队长人数", "Leaders of seconded teams"),
    value=counted(Team, where=in_force(col(Team.since), col(Team.until), AS_OF)),
    every=units("city", "county"),
    target=F.team_leaders,
)

DISPATCHES = Registry(
    key="dispatches",
    clause="ZC-A13",
    source=VILLAGES,
    title=Text("下派人员调度", "Dispatching officers to villages"),
    table=Appointment,
    named="Dispatch",
    fields=DispatchFields,
    writers=frozenset({"clerk", "handler", "supervisor", "admin"}),
    unique=(("person_id", "unit_id", "post", "since"),),
    public=("person_id", "unit_id", "post", "since", "until"),
    order=("since",),
    where=col(Appointment.post).in_(POSTS_SENT),
)

SPOT_CHECKS = Registry(
    key="spot_checks",
    clause="ZC-A13",
    source=VILLAGES,
    title=Text("下派干部督导检查", "Supervising the seconded"),
    table=SpotCheck,
    fields=SpotCheckFields,
    writers=frozenset({"clerk", "handler", "supervisor", "admin"}),
    order=("day",),
)

THE_OFFICE_DISPATCHES_AND_SUPERVISES = Guard(
    key="office_dispatches",
    clause="ZC-A13",
    source=VILLAGES,
    title=Text(
        "下派工作办公室负责调度、督导", "The seconded-work office dispatches and supervises"
    ),
    actions=(recording("dispatches"), recording("spot_checks")),
    refuse_if=~viewer_serves_in(SECONDMENT_OFFICE),
    because=Text(
        "由下派工作办公室的工作人员登记", "It is for the staff of the seconded-work office to enter"
    ),
)

DISPATCHED_TO_VILLAGES = Guard(
    key="dispatched_to_villages",
    clause="ZC-A13",
    source=VILLAGES,
    title=Text("下派到村（居）", "Officers are sent to villages"),
    actions=(recording("dispatches"),),
    refuse_if=~is_of_kind(col(Appointment.unit_id), *VILLAGE_KINDS),
    because=Text("下派人员派往村（居）", "Officers are sent to a village"),
)

_held = Appointment.__table__.alias()  # type: ignore[attr-defined]

SENT_ONCE = Guard(
    key="sent_once",
    clause="ZC-A13",
    source=VILLAGES,
    title=Text("下派人员为在职干部，同岗不重复", "Officials are sent, and once to the same post"),
    actions=(recording("dispatches"),),
    refuse_if=or_(
        ~exists().where(col(Person.id) == col(Appointment.person_id), col(Person.official)),
        exists().where(
            _held.c.id != col(Appointment.id),
            _held.c.person_id == col(Appointment.person_id),
            _held.c.unit_id == col(Appointment.unit_id),
            _held.c.post == col(Appointment.post),
            in_force_together(_held.c, Appointment),
        ),
    ),
    because=Text(
        "下派人员须为干部，且不得重复任同一岗位",
        "Only officials are sent, and nobody twice to the same post at a time",
    ),
)

CHECKED_WHERE_THEY_SERVE = Guard(
    key="checked_where_they_serve",
    clause="ZC-A13",
    source=VILLAGES,
    title=Text("在任职村检查下派干部", "Officers are checked where they serve"),
    actions=(recording("spot_checks"),),
    refuse_if=~holds(
        col(SpotCheck.officer_id), *POSTS_SENT, at=col(SpotCheck.unit_id), on=col(SpotCheck.day)
    ),
    because=Text("被检查人当日不在该村任职", "Whoever is checked held no post there on that day"),
)

THE_OFFICE_HAS_ITS_STAFF = Coverage(
    key="office_staff",
    clause="ZC-A13",
    source=VILLAGES,
    title=Text("下派工作办公室有工作人员", "The seconded-work office has its staff"),
    every=units(SECONDMENT_OFFICE),
    has=(appointment(least=F.office_staff, called=Text("工作人员", "members of staff")),),
)

LEADING_RULES = (
    TEAMS,
    A_TEAM_BELONGS_TO_A_TOWN,
    A_TEAM_IS_LED_BY_A_SECTION_CADRE,
    ONE_TEAM_AT_A_TIME,
    EVERY_TOWN_HAS_A_TEAM,
    SIXTEEN_LEADERS,
    DISPATCHES,
    SPOT_CHECKS,
    THE_OFFICE_DISPATCHES_AND_SUPERVISES,
    DISPATCHED_TO_VILLAGES,
    SENT_ONCE,
    CHECKED_WHERE_THEY_SERVE,
    THE_OFFICE_HAS_ITS_STAFF,
)
