"""HB-C2: services rendered in the village are recorded, and rated by those whom they were for."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, Field
from sqlalchemy import exists, or_, select
from sqlmodel import col

from lianxin.builtin.words import COMMON_WORDS
from lianxin.language import Text
from lianxin.rules import (
    PERIOD_FROM,
    PERIOD_UNTIL,
    Guard,
    Indicator,
    Input,
    MeetingForm,
    OneOf,
    Registry,
    Survey,
    asked,
    figures,
    holders,
    rate,
    recording,
)
from lianxin.rules.conditions import is_of_kind
from lianxin.tables import Meeting, Participant
from lianxin_hubei.settings import VillagePostSettings
from lianxin_hubei.sources import POST_RULES
from lianxin_hubei.tables import ServiceRating
from lianxin_hubei.terms import SERVICE, VILLAGE_POST

F = figures(VillagePostSettings)
GRADES = COMMON_WORDS["satisfaction"]
GOOD = ("satisfied", "fairly_satisfied")
IS_SERVICE = col(Meeting.kind) == SERVICE.code
SERVED, SERVING = "visitor", "host"

WHAT_WAS_DONE = MeetingForm(
    key="service_form",
    clause="HB-C2",
    source=POST_RULES,
    title=Text("记录在村服务", "Services in the village are recorded"),
    of=SERVICE,
    fields=(Input("what", Text("服务内容", "What was done")),),
)

RENDERED_IN_A_VILLAGE = Guard(
    key="rendered_in_a_village",
    clause="HB-C2",
    source=POST_RULES,
    title=Text("服务在村（社区）", "Services are rendered in a village"),
    actions=("record_meeting",),
    refuse_if=IS_SERVICE
    & (col(Meeting.unit_id).is_(None) | ~is_of_kind(col(Meeting.unit_id), "village", "community")),
    because=Text("请填写服务所在的村（社区）", "Name the village in which it was rendered"),
)


class RatingFields(BaseModel, extra="forbid"):
    meeting_id: int = Field(title="服务 / Service")
    person_id: int = Field(title="评价人 / Who rates")
    grade: Annotated[str, OneOf("satisfaction", GRADES)] = Field(title="评价 / Grade")
    rated_on: date = Field(title="日期 / When")
    remark: str | None = Field(None, max_length=2000, title="意见 / Remark")


RATINGS = Registry(
    key="service_ratings",
    clause="HB-C2",
    source=POST_RULES,
    title=Text("群众对在村服务的评价", "How residents rate services"),
    table=ServiceRating,
    fields=RatingFields,
    writers=frozenset({"clerk"}),
    authors=frozenset({"resident"}),
    author="person_id",
    unique=(("meeting_id", "person_id"),),
    public=("meeting_id", "grade", "rated_on"),
    order=("rated_on",),
)

_was_served = exists().where(
    col(Meeting.id) == col(ServiceRating.meeting_id),
    IS_SERVICE,
    col(Meeting.day) <= col(ServiceRating.rated_on),
    col(Participant.meeting_id) == col(Meeting.id),
    col(Participant.person_id) == col(ServiceRating.person_id),
    col(Participant.role) == SERVED,
)

RATED_BY_WHOM_IT_WAS_FOR = Guard(
    key="rated_by_whom_it_was_for",
    clause="HB-C2",
    source=POST_RULES,
    title=Text("由接受服务的群众评价", "Rated by those whom it was for"),
    actions=(recording("service_ratings"),),
    refuse_if=~_was_served,
    because=Text("只能由接受该次服务的群众评价", "It is for those whom the service was for"),
)

SATISFIED_WITH_SERVICES = Indicator(
    key="satisfied_with_services",
    clause="HB-C2",
    source=POST_RULES,
    title=Text("在村服务满意率", "Residents satisfied with services"),
    value=rate(
        ServiceRating,
        or_(*(col(ServiceRating.grade) == grade for grade in GOOD)),
        by=col(Meeting.unit_id),
        on=col(ServiceRating.rated_on),
        joins=((Meeting, col(Meeting.id) == col(ServiceRating.meeting_id)),),
    ),
    per="year",
)

_serving, _served = Participant.__table__.alias(), Participant.__table__.alias()  # type: ignore[attr-defined]
_by_those_served: Any = (
    select(_serving.c.person_id.label("subject_id"), _served.c.person_id.label("respondent_id"))
    .join_from(_serving, _served, _served.c.meeting_id == _serving.c.meeting_id)
    .join(Meeting, col(Meeting.id) == _serving.c.meeting_id)
    .where(
        IS_SERVICE,
        _serving.c.role == SERVING,
        _served.c.role == SERVED,
        col(Meeting.starts_at) >= PERIOD_FROM,
        col(Meeting.starts_at) < PERIOD_UNTIL,
    )
)

CADRES_RATED_BY_THOSE_SERVED = Survey(
    key="cadres_rated",
    clause="HB-C2",
    source=POST_RULES,
    title=Text("在村干部群众评议", "Cadres rated by those whom they served"),
    every=holders(VILLAGE_POST),
    frame=asked(_by_those_served),
    grades=F.points,
    least_answers=F.least_answers,
    per="year",
)

SERVICE_RULES = (
    WHAT_WAS_DONE,
    RENDERED_IN_A_VILLAGE,
    RATINGS,
    RATED_BY_WHOM_IT_WAS_FOR,
    SATISFIED_WITH_SERVICES,
    CADRES_RATED_BY_THOSE_SERVED,
)
