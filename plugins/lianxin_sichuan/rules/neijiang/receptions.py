"""SC-NJ1 大接访: leaders and heads receive, at fixed places on fixed days, and settle what can be."""

from datetime import date
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import Integer, cast, exists, extract, or_
from sqlmodel import col

from lianxin.database import Key
from lianxin.language import Text
from lianxin.rules import (
    Action,
    Coverage,
    Duty,
    Guard,
    Indicator,
    Input,
    Phase,
    Registry,
    Step,
    Term,
    Workflow,
    by,
    figures,
    given,
    holders,
    in_force,
    meetings,
    rate,
    record,
    times,
)
from lianxin.tables import Appointment, Case, CaseEntry, Meeting, Participant
from lianxin_sichuan.settings import NeijiangSettings
from lianxin_sichuan.sources import NEIJIANG
from lianxin_sichuan.tables import CaseFacts, ReceptionPoint
from lianxin_sichuan.terms import (
    DEPARTMENT_HEAD,
    GREAT_RECEPTION,
    RECEIVING_LEADER,
    RECEPTION_MATTER,
)

F = figures(NeijiangSettings)
SUNDAY = 7


class ReceptionPointFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="接访单位 / Unit")
    place: str = Field(min_length=2, max_length=100, title="地点 / Place")
    weekday: int = Field(ge=1, le=SUNDAY, title="星期几（1 为星期一） / Weekday, 1 is Monday")
    since: date = Field(title="自 / Since")
    until: date | None = Field(None, title="至 / Until")


RECEPTION_POINTS = Registry(
    key="reception_points",
    clause="SC-NJ1",
    source=NEIJIANG,
    title=Text("大接访的固定地点和日期", "Where and on which days leaders receive"),
    table=ReceptionPoint,
    fields=ReceptionPointFields,
    unique=(("unit_id", "place", "weekday", "since"),),
    public=tuple(ReceptionPointFields.model_fields),
    order=("place",),
)

_weekday = (cast(extract("dow", col(Meeting.day)), Integer) + SUNDAY - 1) % SUNDAY + 1

RECEIVED_AT_FIXED_PLACES_ON_FIXED_DAYS = Guard(
    key="received_at_fixed_places",
    clause="SC-NJ1",
    source=NEIJIANG,
    title=Text("大接访定期定点", "Receptions are at fixed places on fixed days"),
    actions=("record_meeting",),
    refuse_if=(col(Meeting.kind) == GREAT_RECEPTION.code)
    & ~exists().where(
        col(ReceptionPoint.unit_id) == col(Meeting.unit_id),
        col(ReceptionPoint.place) == col(Meeting.place),
        col(ReceptionPoint.weekday) == _weekday,
        in_force(col(ReceptionPoint.since), col(ReceptionPoint.until), col(Meeting.day)),
    ),
    because=Text(
        "须在登记的固定地点（place）和固定日期接访",
        "Receive at the place (place) and on the weekday that are on record",
    ),
)

LEADERS_RECEIVE = Duty(
    key="leaders_receive",
    clause="SC-NJ1",
    source=NEIJIANG,
    title=Text("市、县（区）领导定期接访", "City and county leaders receive regularly"),
    every=holders(RECEIVING_LEADER),
    count=times(of=GREAT_RECEPTION),
    at_least=F.receptions,
    per="month",
)


def _is_there(post: Term) -> Any:
    return record(
        col(Participant.meeting_id),
        where=col(Participant.present)
        & exists()
        .where(
            col(Appointment.person_id) == col(Participant.person_id),
            col(Appointment.post) == post.code,
            col(Meeting.id) == col(Participant.meeting_id),
            in_force(col(Appointment.since), col(Appointment.until), col(Meeting.day)),
        )
        .correlate(Participant),
        called=post.label,
    )


A_LEADER_WITH_DEPARTMENT_HEADS = Coverage(
    key="leader_with_heads",
    clause="SC-NJ1",
    source=NEIJIANG,
    title=Text("领导带队，部门负责人参加", "A leader, with heads of departments"),
    every=meetings(GREAT_RECEPTION),
    has=(_is_there(RECEIVING_LEADER), _is_there(DEPARTMENT_HEAD)),
    per="month",
)

MATTERS = Workflow(
    key="reception_matters",
    clause="SC-NJ1",
    source=NEIJIANG,
    title=Text(
        "大接访：能当场解决的当场解决", "What is brought up: settled on the spot, or handed on"
    ),
    channels=frozenset({RECEPTION_MATTER.code}),
    facts=CaseFacts,
    in_order=False,
    steps=(
        Step("brought_up", Text("当面反映", "Brought up"), Phase.INTAKE),
        Step("handed_on", Text("交办", "Handed on"), Phase.HANDLING),
        Step("settled", Text("办结", "Settled"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "settle_on_the_spot",
            Text("现场解决", "Settle it on the spot"),
            by("clerk", "leader"),
            sources=("brought_up",),
            to="settled",
            inputs=(Input("result", Text("解决情况", "How it was settled"), sets="result"),),
        ),
        Action(
            "hand_on",
            Text("交办", "Hand it on"),
            by("clerk", "leader"),
            sources=("brought_up", "handed_on"),
            to="handed_on",
            inputs=(Input("unit", Text("责任单位", "Unit"), "unit", sets="case.unit_id"),),
            note_required=True,
        ),
        Action(
            "settle",
            Text("办结", "Settle"),
            by("clerk", unit=True),
            sources=("handed_on",),
            to="settled",
            inputs=(Input("result", Text("解决情况", "How it was settled"), sets="result"),),
        ),
    ),
)

BROUGHT_UP_FACE_TO_FACE = Guard(
    key="brought_up_face_to_face",
    clause="SC-NJ1",
    source=NEIJIANG,
    title=Text("面对面接访", "It is brought up face to face"),
    workflow="reception_matters",
    actions=("submit",),
    refuse_if=or_(
        given("meeting", Key).is_(None),
        ~exists().where(
            col(Meeting.id) == given("meeting", Key), col(Meeting.kind) == GREAT_RECEPTION.code
        ),
    ),
    because=Text(
        "请写明在哪次大接访上反映（meeting）", "Say at which reception it came up (meeting)"
    ),
)

SETTLED_ON_THE_SPOT = Indicator(
    key="settled_on_the_spot",
    clause="SC-NJ1",
    source=NEIJIANG,
    title=Text("大接访当场解决率", "Settled on the spot"),
    value=rate(
        Case,
        exists()
        .where(
            col(CaseEntry.case_id) == col(Case.id), col(CaseEntry.action) == "settle_on_the_spot"
        )
        .correlate(Case),
        on=col(Case.submitted_at),
        where=col(Case.channel) == RECEPTION_MATTER.code,
    ),
    per="year",
)

RECEPTION_RULES = (
    RECEPTION_POINTS,
    RECEIVED_AT_FIXED_PLACES_ON_FIXED_DAYS,
    LEADERS_RECEIVE,
    A_LEADER_WITH_DEPARTMENT_HEADS,
    MATTERS,
    BROUGHT_UP_FACE_TO_FACE,
    SETTLED_ON_THE_SPOT,
)
