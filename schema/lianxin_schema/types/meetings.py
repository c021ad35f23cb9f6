"""Recorded encounters: meetings, who took part, whom they reached, what they dealt with."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, and_, select, true
from sqlmodel import col

from lianxin import tables
from lianxin.database import Among
from lianxin.search.matching import matches
from lianxin_schema.fields import (
    OPEN,
    OneOf,
    Via,
    ascending,
    choice,
    column,
    descending,
    key,
    link,
    many,
    page,
    table_type,
    word,
)
from lianxin_schema.fields.declared import Condition
from lianxin_schema.types.base import DateTimeRange, Direction, Node, Term, connection_of
from lianxin_schema.types.people import LiaisonTarget, Person, Unit
from lianxin_schema.types.people_filters import units_under
from lianxin_schema.types.visibility import everything, visible_meeting

HERE = "lianxin_schema.types.meetings"
ParticipantConnection: Any = connection_of("Participant", HERE)
MeetingConnection: Any = connection_of("Meeting", HERE)
_Cases: Any = Annotated["CaseConnection", strawberry.lazy("lianxin_schema.types.cases")]  # noqa: F821
_Motion: Any = Annotated["Motion", strawberry.lazy("lianxin_schema.types.motions")]  # noqa: F821
_Task: Any = Annotated["Task", strawberry.lazy("lianxin_schema.types.tasks")]  # noqa: F821


@strawberry.input
class MeetingFilter:
    search: str | None = strawberry.UNSET
    kind: list[str] | None = strawberry.UNSET
    unit: str | None = strawberry.UNSET
    participant: strawberry.ID | None = strawberry.UNSET
    starts_at: DateTimeRange | None = strawberry.UNSET


@strawberry.enum
class MeetingOrderField(Enum):
    STARTS_AT = "STARTS_AT"


@strawberry.input
class MeetingOrder:
    field: MeetingOrderField
    direction: Direction = Direction.ASC


def within(expression: ColumnElement[Any], given: Any) -> ColumnElement[bool]:
    """An instant in a half-open range; either end may be left out."""
    conditions = []
    if (start := given["from"]) is not None:
        conditions.append(expression >= start.instant())
    if (end := given["to"]) is not None:
        conditions.append(expression < end.instant())
    return and_(*(conditions or [true()]))


def attended(c: Any, given: Any) -> ColumnElement[bool]:
    participant = tables.Participant
    found: ColumnElement[bool] = c.id.in_(
        select(col(participant.meeting_id)).where(col(participant.person_id) == given.key("Person"))
    )
    return found


MEETING_FILTERS: dict[str, Condition] = {
    "search": lambda c, g: matches(c.id, g),
    "kind": lambda c, g: Among(c.kind, g.words()),
    "unit": OneOf("unit_id", found=lambda g: units_under(g.text())),
    "participant": attended,
    "startsAt": lambda c, g: within(c.starts_at, g),
}
MEETING_ORDERS = {"STARTS_AT": ascending("starts_at", kind="instant")}


@table_type(tables.Participant, access=OPEN)
class Participant:
    person: Person = link("person_id", through=everything)
    role: Term = word("participant_role")
    present: bool = column()


@table_type(tables.MeetingTarget, access="meeting.read")
class MeetingTarget:
    target: LiaisonTarget = choice(
        "target_type", "target_id", ["Unit", "Household", "Person"], through=everything
    )


@table_type(
    tables.Meeting,
    access=OPEN,
    visible=visible_meeting,
    description="会议、走访、接访等一切有记录的接触 / Any recorded encounter",
)
class Meeting(Node):
    id: strawberry.ID = key()
    code: str = column()
    kind: Term = word("meeting_kind")
    title: str = column()
    unit: Unit | None = link("unit_id")
    place: str | None = column()
    starts_at: datetime = column()
    ends_at: datetime | None = column()
    recorded_at: datetime = column()
    recorder: Person | None = link("recorder_id", through=everything)
    participants: ParticipantConnection = page(
        "meeting_id", order=[descending("present", kind="bool")]
    )
    targets: list[MeetingTarget] = many(
        "meeting_id",
        order=[ascending("target_type"), ascending("target_id", kind="int")],
        description="走访到的户、单位或人 / The households, units or persons that were visited",
    )
    cases: _Cases = page(
        "id", via=Via(tables.MeetingCase, "meeting_id", "case_id"), order=[ascending("code")]
    )
    motions: list[_Motion] = many("meeting_id", order=[ascending("code")])
    tasks: list[_Task] = many("meeting_id", order=[ascending("title")])
