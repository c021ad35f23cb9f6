"""CD-E3: supervisors from outside read and comment; leaders and departments check together."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, Field
from sqlalchemy import exists, func, select
from sqlmodel import col

from lianxin.database import Key
from lianxin.language import Text
from lianxin.rules import (
    Coverage,
    Guard,
    OneOf,
    Publication,
    Registry,
    figures,
    in_force,
    meetings,
    record,
    recording,
    viewer,
    worded,
)
from lianxin.rules.conditions import holds, is_of_kind
from lianxin.tables import Appointment, Case, Meeting, MeetingTarget, Participant, Unit
from lianxin_chengdu.rules.rights.problems import FIELD_CODES, LEADING_RANKS
from lianxin_chengdu.settings import RightsSettings
from lianxin_chengdu.sources import SUPERVISION
from lianxin_chengdu.tables import CaseFacts, Comment, ThirdParty
from lianxin_chengdu.terms import CAMPAIGN_FIELDS, CONCENTRATED_CHECK, THIRD_PARTY

F = figures(RightsSettings)


class ThirdPartyFields(BaseModel, extra="forbid"):
    person_id: int = Field(title="监督员 / Supervisor")
    field: Annotated[str, OneOf("category", CAMPAIGN_FIELDS)] = Field(title="领域 / Field")
    since: date = Field(title="自 / Since")
    until: date | None = Field(None, title="至 / Until")


class CommentFields(BaseModel, extra="forbid"):
    case_id: int = Field(title="事项 / Case")
    person_id: int = Field(title="监督员 / Who comments")
    said_on: date = Field(title="日期 / When")
    text: str = Field(min_length=2, max_length=4000, title="意见 / Comment")


THIRD_PARTIES = Registry(
    key="third_parties",
    clause="CD-E3",
    source=SUPERVISION,
    title=Text("第三方监督员", "Supervisors from outside, by field"),
    table=ThirdParty,
    fields=ThirdPartyFields,
    unique=(("person_id", "field", "since"),),
    public=tuple(ThirdPartyFields.model_fields),
    order=("since",),
)

FROM_OUTSIDE = Guard(
    key="from_outside",
    clause="CD-E3",
    source=SUPERVISION,
    title=Text("第三方监督员不在被监督部门任职", "They hold no office in a department"),
    actions=(recording("third_parties"),),
    refuse_if=~holds(col(ThirdParty.person_id), THIRD_PARTY)
    | exists().where(
        col(Appointment.person_id) == col(ThirdParty.person_id),
        in_force(col(Appointment.since), col(Appointment.until), col(ThirdParty.since)),
        is_of_kind(col(Appointment.unit_id), "department", "window"),
    ),
    because=Text(
        "须为受聘的第三方监督员，且不在部门、窗口任职",
        "They have the post of a supervisor from outside, and none in a department or window",
    ),
)

_open: Any = (
    select(
        col(Case.code).label("code"),
        worded(col(Case.category), CAMPAIGN_FIELDS).label("field"),
        col(Case.title).label("title"),
        col(Unit.name).label("unit"),
        col(Case.phase).label("phase"),
        col(Case.submitted_at).label("submitted_at"),
        col(Case.due_at).label("due_at"),
        col(Case.closed_at).label("closed_at"),
        col(CaseFacts.result).label("result"),
    )
    .select_from(Case)
    .outerjoin(Unit, col(Unit.id) == col(Case.unit_id))
    .outerjoin(CaseFacts, col(CaseFacts.case_id) == col(Case.id))
    .where(
        col(Case.category).in_(FIELD_CODES),
        ~col(Case.restricted),
        col(Case.confined_to_id).is_(None),
    )
    .order_by(col(Case.category), col(Case.submitted_at).desc(), col(Case.id))
)

OPEN_TO_SUPERVISORS = Publication(
    key="cases_open_to_supervisors",
    clause="CD-E3",
    source=SUPERVISION,
    title=Text("供第三方监督的各领域事项", "Cases of each field, without personal data"),
    query=_open,
    labels={
        "code": Text("编号", "Code"),
        "field": Text("领域", "Field"),
        "title": Text("事项", "Matter"),
        "unit": Text("责任单位", "Unit"),
        "phase": Text("阶段", "Phase"),
        "submitted_at": Text("排查时间", "Found"),
        "due_at": Text("化解期限", "Due"),
        "closed_at": Text("化解时间", "Resolved"),
        "result": Text("化解情况", "Result"),
    },
    live=True,
)

COMMENTS = Registry(
    key="comments",
    clause="CD-E3",
    source=SUPERVISION,
    title=Text("第三方监督意见", "What supervisors from outside comment"),
    table=Comment,
    fields=CommentFields,
    writers=frozenset({"handler", "supervisor", "clerk"}),
    open_cases=True,
    order=("said_on",),
)

_in_their_field = exists().where(
    col(ThirdParty.person_id) == col(Comment.person_id),
    in_force(col(ThirdParty.since), col(ThirdParty.until), col(Comment.said_on)),
    col(Case.id) == col(Comment.case_id),
    col(Case.category) == col(ThirdParty.field),
)

COMMENTED_IN_THEIR_OWN_FIELD = Guard(
    key="commented_in_their_field",
    clause="CD-E3",
    source=SUPERVISION,
    title=Text("第三方监督员就本领域事项提出意见", "Supervisors comment on cases of their field"),
    actions=(recording("comments"),),
    refuse_if=~_in_their_field
    | (col(Comment.person_id) != func.coalesce(viewer("person_id", Key), 0)),
    because=Text(
        "由该领域的第三方监督员本人提出",
        "It is for a supervisor of that field to say, in person",
    ),
)

_leads = col(Participant.present) & exists().where(
    col(Appointment.person_id) == col(Participant.person_id),
    col(Appointment.rank).in_(LEADING_RANKS),
    col(Meeting.id) == col(Participant.meeting_id),
    in_force(col(Appointment.since), col(Appointment.until), col(Meeting.day)),
).correlate(Participant)

LEADERS_AND_DEPARTMENTS_CHECK_TOGETHER = Coverage(
    key="checked_together",
    clause="CD-E3",
    source=SUPERVISION,
    title=Text("领导带头、多部门联动、集中检查", "Led by leaders, several departments at once"),
    every=meetings(CONCENTRATED_CHECK),
    has=(
        record(
            col(Participant.meeting_id),
            where=_leads,
            called=Text("带头的领导", "a leader who takes the lead"),
        ),
        record(
            col(MeetingTarget.meeting_id),
            where=(col(MeetingTarget.target_type) == "Unit")
            & is_of_kind(col(MeetingTarget.target_id), "department"),
            least=F.joint_departments,
            called=Text("联动的部门", "departments that act jointly"),
        ),
    ),
    per="quarter",
)

SUPERVISION_RULES = (
    THIRD_PARTIES,
    FROM_OUTSIDE,
    OPEN_TO_SUPERVISORS,
    COMMENTS,
    COMMENTED_IN_THEIR_OWN_FIELD,
    LEADERS_AND_DEPARTMENTS_CHECK_TOGETHER,
)
