"""FG-A1: each villagers' group has an elected council, and a branch that serves it."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement, Integer, case, exists, extract, func, select
from sqlmodel import col

from lianxin.database import DaysBetween
from lianxin.language import Text
from lianxin.rules import (
    AS_OF,
    Coverage,
    Guard,
    Indicator,
    LiaisonRule,
    OneOf,
    Procedure,
    Publication,
    Registry,
    Stage,
    Vote,
    appointment,
    at_least,
    by,
    counted,
    figures,
    households_vote,
    in_force,
    link,
    more_than,
    recording,
    units,
)
from lianxin.rules.conditions import is_of_kind
from lianxin.rules.measures import PERSON
from lianxin.tables import Appointment, Candidacy, Motion, Unit
from lianxin_fenggang.settings import DeliberationSettings
from lianxin_fenggang.sources import COUNCILS
from lianxin_fenggang.terms import BRANCH_SERVES, COUNCIL_ELECTION, COUNCIL_MEMBER

F = figures(DeliberationSettings)


COUNCIL_IS_ELECTED = Procedure(
    key="council_election",
    clause="FG-A1",
    source=COUNCILS,
    title=Text("各户选举组议事会成员", "The households elect the group's council"),
    meeting_kinds=(COUNCIL_ELECTION,),
    proposed_by=by("clerk", unit=True),
    stages=(
        Stage(
            code="elect",
            label=Text("选举", "Elect"),
            by=by("clerk", unit=True),
            vote=Vote(
                households_vote(),
                more_than(F.majority),
                quorum=at_least(F.quorum),
                seats=F.council_seats,
            ),
        ),
    ),
)


class MemberFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="村民组 / Group")
    person_id: int = Field(title="成员 / Member")
    post: Annotated[str, OneOf("post", (COUNCIL_MEMBER,))] = COUNCIL_MEMBER.code
    since: date = Field(title="任期自 / Since")
    until: date = Field(title="任期至 / Until")


MEMBERS = Registry(
    key="council_members",
    clause="FG-A1",
    source=COUNCILS,
    title=Text("组议事会成员及任期", "Members of councils, with their term"),
    table=Appointment,
    named="CouncilMember",
    fields=MemberFields,
    unique=(("unit_id", "person_id", "since"),),
    public=("unit_id", "since", "until"),
    order=("since",),
    where=col(Appointment.post) == COUNCIL_MEMBER.code,
)


MEMBERS_ARE_THOSE_ELECTED = Guard(
    key="members_are_elected",
    clause="FG-A1",
    source=COUNCILS,
    title=Text("成员由本组各户选举产生", "Members are those whom the households elected"),
    actions=(recording("council_members"),),
    refuse_if=~exists().where(
        col(Motion.procedure) == "fenggang.deliberation.council_election",
        col(Motion.unit_id) == col(Appointment.unit_id),
        col(Candidacy.motion_id) == col(Motion.id),
        col(Candidacy.person_id) == col(Appointment.person_id),
        col(Candidacy.elected),
    ),
    because=Text(
        "须由本组各户在选举大会上选出", "They have to be elected by the households of the group"
    ),
)


def _month(day: Any) -> ColumnElement[int]:
    """Months since the year 0, so that a term is told in whole months."""
    return extract("year", day) * 12 + extract("month", day)


ELECTED_BY_A_GROUP_FOR_A_TERM = Guard(
    key="elected_for_a_term",
    clause="FG-A1",
    source=COUNCILS,
    title=Text("成员由村民组选举，任期有限", "A group elects its members, for a term"),
    actions=(recording("council_members"),),
    refuse_if=~is_of_kind(col(Appointment.unit_id), "group")
    | (col(Appointment.until) < col(Appointment.since))
    | (
        _month(col(Appointment.until)) - _month(col(Appointment.since))
        > F.term_years.sql(Integer()) * 12
    ),
    because=Text(
        "议事会设在村民组，任期不得超过规定年限",
        "A council is a villagers' group's, and its term is no longer than the years set",
    ),
    reads=(F.term_years,),
)

BRANCHES_SERVE_GROUPS = LiaisonRule(
    key="branches_serve_groups",
    clause="FG-A1",
    source=COUNCILS,
    title=Text("组级党支部联系村民组", "A group-level branch serves groups"),
    of=BRANCH_SERVES,
    holders=units("branch"),
    at_least=1,
    target_type="Unit",
    target_kinds=("group",),
)

EVERY_GROUP_HAS_COUNCIL_AND_BRANCH = Coverage(
    key="groups_have_councils",
    clause="FG-A1",
    source=COUNCILS,
    title=Text(
        "每个村民组有议事会和所属党支部", "Every group has its council and a branch that serves it"
    ),
    every=units("group"),
    has=(appointment(COUNCIL_MEMBER, least=F.council_members), link(BRANCH_SERVES)),
)

_sitting = (col(Appointment.post) == COUNCIL_MEMBER.code) & in_force(
    col(Appointment.since), col(Appointment.until), AS_OF
)

MEMBERS_ELECTED = Indicator(
    key="members_elected",
    clause="FG-A1",
    source=COUNCILS,
    title=Text("议事会成员人数", "Members of councils"),
    value=counted(Appointment, where=_sitting, different=col(Appointment.person_id)),
    unit_of_measure=PERSON,
    per="year",
)

_ends: Any = func.max(col(Appointment.until))
_without_end = func.sum(
    case((col(Appointment.id).is_not(None) & col(Appointment.until).is_(None), 1), else_=0)
)
_council_of = (col(Appointment.unit_id) == col(Unit.id)) & (
    col(Appointment.post) == COUNCIL_MEMBER.code
)

ELECTIONS_DUE = Publication(
    key="elections_due",
    clause="FG-A1",
    source=COUNCILS,
    title=Text("即将换届、应换届的议事会", "Councils whose election is due"),
    query=select(
        col(Unit.name).label("group"),
        _ends.label("due_on"),
        case((_ends.is_(None) | (_ends < AS_OF), 1), else_=0).label("overdue"),
    )
    .join_from(Unit, Appointment, _council_of, isouter=True)
    .where(col(Unit.kind) == "group", col(Unit.active))
    .group_by(col(Unit.id), col(Unit.name), col(Unit.code))
    .having(_without_end == 0)
    .having(_ends.is_(None) | (DaysBetween(AS_OF, _ends) <= F.announce_days.sql(Integer())))
    .order_by(_ends, col(Unit.code)),
    labels={
        "group": Text("村民组", "Group"),
        "due_on": Text("本届任期至", "Term ends"),
        "overdue": Text("已逾期或尚无议事会", "Overdue, or none yet"),
    },
    live=True,
)

COUNCIL_RULES = (
    COUNCIL_IS_ELECTED,
    MEMBERS,
    MEMBERS_ARE_THOSE_ELECTED,
    ELECTED_BY_A_GROUP_FOR_A_TERM,
    BRANCHES_SERVE_GROUPS,
    EVERY_GROUP_HAS_COUNCIL_AND_BRANCH,
    MEMBERS_ELECTED,
    ELECTIONS_DUE,
)
