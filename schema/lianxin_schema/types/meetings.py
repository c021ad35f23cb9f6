"""Recorded encounters: meetings, participants, motions, ballots."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, func, select
from sqlmodel import col

from lianxin import tables
from lianxin.context import Context
from lianxin.database import Among
from lianxin.search.matching import matches
from lianxin_schema.fields import (
    OPEN,
    ascending,
    column,
    computed,
    descending,
    key,
    link,
    many,
    page,
    same,
    table_type,
    word,
)
from lianxin_schema.types.actions import AvailableAction, motion_actions
from lianxin_schema.types.base import DateTimeRange, Direction, Node, Term, connection_of
from lianxin_schema.types.people import Person, Unit, units_under
from lianxin_schema.types.rules import Rule, rules_by_key
from lianxin_schema.types.visibility import everything, visible_meeting

HERE = "lianxin_schema.types.meetings"
ParticipantConnection: Any = connection_of("Participant", HERE)
MeetingConnection: Any = connection_of("Meeting", HERE)


@strawberry.enum
class BallotChoice(Enum):
    FOR = "FOR"
    AGAINST = "AGAINST"
    ABSTAIN = "ABSTAIN"


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
    from sqlalchemy import and_, true

    return and_(*(conditions or [true()]))


def attended(c: Any, given: Any) -> ColumnElement[bool]:
    participant = tables.Participant
    found: ColumnElement[bool] = c.id.in_(
        select(col(participant.meeting_id)).where(col(participant.person_id) == given.key("Person"))
    )
    return found


MEETING_FILTERS = {
    "search": lambda c, g: matches(c.id, g),
    "kind": lambda c, g: Among(c.kind, g.words()),
    "unit": lambda c, g: c.unit_id.in_(units_under(g.text())),
    "participant": attended,
    "startsAt": lambda c, g: within(c.starts_at, g),
}
MEETING_ORDERS = {"STARTS_AT": ascending("starts_at", kind="instant")}


@table_type(tables.Participant, access=OPEN)
class Participant:
    person: Person = link("person_id", through=everything)
    role: Term = word("participant_role")
    present: bool = column()


def _ballots(c: Any, choice: str) -> ColumnElement[int]:
    ballot = tables.Ballot.__table__.alias()  # type: ignore[attr-defined]
    return (
        select(func.count())
        .select_from(ballot)
        .where(ballot.c.motion_id == c.id, ballot.c.step == c.step, ballot.c.choice == choice)
        .correlate_except(ballot)
        .scalar_subquery()
    )


@table_type(tables.Motion, access=OPEN, description="当前步骤的表决 / Of the present step")
class BallotCount:
    eligible: int = column()
    for_: int = column(lambda c: _ballots(c, "FOR"), name="for")
    against: int = column(lambda c: _ballots(c, "AGAINST"))
    abstain: int = column(lambda c: _ballots(c, "ABSTAIN"))


@table_type(tables.Motion, access=OPEN, description="议题 / What a meeting decides on")
class Motion(Node):
    id: strawberry.ID = key()
    code: str = column()
    version: int = column()
    title: str = column()
    procedure: Rule = computed(rules_by_key, "procedure")
    step: Term = computed(lambda context, rows: motion_steps(context, rows), "procedure", "step")
    decided: bool = column()
    passed: bool | None = column()
    ballots: BallotCount = same()
    available_actions: list[AvailableAction] = computed(motion_actions, "id")


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
    participants: ParticipantConnection = page(
        "meeting_id", order=[descending("present", kind="bool")]
    )
    motions: list[Annotated["Motion", strawberry.lazy(HERE)]] = many(
        "meeting_id", order=[ascending("code")]
    )


async def motion_steps(context: Context, rows: Sequence[Sequence[Any]]) -> list[Term]:
    """The steps of motions, in the words of their procedures."""
    found = []
    for procedure, step in rows:
        entry = context.locality.composition.rule(procedure)
        steps = getattr(entry.rule, "stages", ()) if entry else ()
        label = next((s.label.say(context.language) for s in steps if s.code == step), step)
        found.append(Term(code=step, label=label))
    return found
