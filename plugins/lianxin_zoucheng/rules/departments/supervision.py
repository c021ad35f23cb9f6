"""ZC-B7: tours and reviews by offices that work jointly, and matters listed until struck off."""

from sqlalchemy import ColumnElement, cast, exists, extract
from sqlmodel import col

from lianxin.database import Among, Key, Keys
from lianxin.language import Text
from lianxin.rules import (
    Action,
    Coverage,
    Deadline,
    Indicator,
    Input,
    Phase,
    Step,
    Term,
    Workflow,
    by,
    counted,
    done,
    encounter,
    entered,
    figures,
    holders,
    meetings,
    record,
    units,
)
from lianxin.tables import Appointment, Meeting, Participant
from lianxin_zoucheng.settings import DepartmentSettings
from lianxin_zoucheng.sources import DEPARTMENTS
from lianxin_zoucheng.tables import OpinionFacts
from lianxin_zoucheng.terms import (
    DISCIPLINE_OFFICER,
    FULL_SUPERVISION,
    LISTED_MATTER,
    ORGANISATION_OFFICER,
    RANDOM_SUPERVISION,
    SUPERVISION_OFFICER,
    TOUR,
    YEAR_END_REVIEW,
)

F = figures(DepartmentSettings)

IN_ITS_MONTH = Among(cast(extract("month", col(Meeting.day)), Key), F.tour_months.sql(Keys()))

HALF_YEARLY_TOUR = Coverage(
    key="half_yearly_tour",
    clause="ZC-B7",
    source=DEPARTMENTS,
    title=Text("半年巡察、年底考察全覆盖", "Every unit is toured each half-year"),
    every=units(F.toured_units),
    has=(encounter(TOUR, YEAR_END_REVIEW, where=IN_ITS_MONTH),),
    per="half_year",
)

LEADERS_ARE_REVIEWED = Coverage(
    key="leaders_reviewed",
    clause="ZC-B7",
    source=DEPARTMENTS,
    title=Text("副科级以上领导干部年底考察", "Leaders are reviewed at the year's end"),
    every=holders(at=F.toured_units, ranks=F.toured_ranks),
    has=(encounter(YEAR_END_REVIEW, where=IN_ITS_MONTH),),
    per="year",
)


def _somebody_of(post: Term) -> ColumnElement[bool]:
    """Whoever took part holds that post on that day."""
    return col(Participant.present) & exists().where(
        col(Appointment.person_id) == col(Participant.person_id),
        col(Appointment.post) == post.code,
        col(Meeting.id) == col(Participant.meeting_id),
        col(Appointment.since) <= col(Meeting.day),
        col(Appointment.until).is_(None) | (col(Appointment.until) >= col(Meeting.day)),
    ).correlate(Participant)


OFFICES_WORK_JOINTLY = Coverage(
    key="offices_work_jointly",
    clause="ZC-B7",
    source=DEPARTMENTS,
    title=Text("组织、纪检、督查部门联合办公", "Organisation, discipline and supervision offices"),
    every=meetings(TOUR, YEAR_END_REVIEW, FULL_SUPERVISION, RANDOM_SUPERVISION),
    has=tuple(
        record(
            col(Participant.meeting_id),
            where=_somebody_of(post),
            called=post.label,
        )
        for post in (ORGANISATION_OFFICER, DISCIPLINE_OFFICER, SUPERVISION_OFFICER)
    ),
    per="half_year",
)

SUPERVISED = Indicator(
    key="supervisions",
    clause="ZC-B7",
    source=DEPARTMENTS,
    title=Text("全面督查、随机抽查、巡察次数", "How often units were supervised"),
    value=counted(
        Meeting,
        on=col(Meeting.day),
        where=col(Meeting.kind).in_(
            [kind.code for kind in (TOUR, YEAR_END_REVIEW, FULL_SUPERVISION, RANDOM_SUPERVISION)]
        ),
    ),
    split=(col(Meeting.kind),),
    per="half_year",
)

LISTED_SUPERVISION = Workflow(
    key="listed_supervision",
    clause="ZC-B7",
    source=DEPARTMENTS,
    title=Text("挂号督办，直至销号", "Listed supervision of a matter until it is struck off"),
    channels=frozenset({LISTED_MATTER.code}),
    facts=OpinionFacts,
    steps=(
        Step("proposed", Text("提出", "Proposed"), Phase.INTAKE),
        Step("listed", Text("挂号", "Listed"), Phase.SUPERVISION),
        Step("rectified", Text("整改报告", "Rectified"), Phase.ANSWERED),
        Step("struck_off", Text("销号", "Struck off"), Phase.CLOSED, terminal=True),
    ),
    actions=(
        Action(
            "list",
            Text("挂号督办", "List"),
            by("supervisor", "leader"),
            sources=("proposed",),
            to="listed",
            inputs=(
                Input("unit", Text("责任单位", "Unit"), "unit", sets="case.unit_id"),
                Input(
                    "handler",
                    Text("责任人", "Who answers for it"),
                    "person",
                    required=False,
                    sets="case.handler_id",
                ),
                Input(
                    "rectify_by",
                    Text("要求完成日期", "To be done by"),
                    "date",
                    required=False,
                    sets="rectify_by",
                ),
            ),
            actor_becomes=("supervisor",),
        ),
        Action(
            "urge",
            Text("催办", "Urge"),
            by("supervisor", "leader"),
            sources=("listed",),
            note_required=True,
        ),
        Action(
            "rectify",
            Text("报告整改情况", "Report what was done"),
            by(handler=True, unit=True),
            sources=("listed",),
            to="rectified",
            inputs=(
                Input("rectification", Text("整改情况", "What was done"), sets="rectification"),
            ),
        ),
        Action(
            "send_back",
            Text("整改不到位，退回", "Not done: send back"),
            by("supervisor", "leader"),
            sources=("rectified",),
            to="listed",
            note_required=True,
            reopens=True,
        ),
        Action(
            "strike_off",
            Text("销号", "Strike off"),
            by("supervisor", "leader"),
            sources=("rectified",),
            to="struck_off",
            note_required=True,
        ),
        Action(
            "note",
            Text("备注", "Add a note"),
            by("clerk", "supervisor", "leader", handler=True, unit=True),
            note_required=True,
        ),
    ),
)

RECTIFIED_IN_TIME = Deadline(
    key="rectified_in_time",
    clause="ZC-B7",
    source=DEPARTMENTS,
    title=Text("挂号督办事项限期整改", "Listed matters are rectified in time"),
    workflow="listed_supervision",
    starts=done("list", "send_back"),
    ends=entered("rectified"),
    days=F.listed_days,
    until="rectify_by",
)

SUPERVISION_RULES = (
    HALF_YEARLY_TOUR,
    LEADERS_ARE_REVIEWED,
    OFFICES_WORK_JOINTLY,
    SUPERVISED,
    LISTED_SUPERVISION,
    RECTIFIED_IN_TIME,
)
