"""Recorded encounters: meetings, who took part, motions and ballots."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint

from lianxin.database.types import Key
from lianxin.tables.base import (
    Field,
    SQLModel,
    document,
    instant,
    primary_key,
    reference,
    sorted_text,
)


class Meeting(SQLModel, table=True):
    """Any recorded encounter; `day` is the local date on which it began."""

    __tablename__ = "core_meeting"
    __table_args__ = (
        Index("ix_core_meeting_starts_at_id", "starts_at", "id"),
        Index("ix_core_meeting_kind_day", "kind", "day"),
        Index("ix_core_meeting_unit_id_starts_at_id", "unit_id", "starts_at", "id"),
    )

    id: int = primary_key()
    code: str = sorted_text(unique=True)
    kind: str
    title: str
    unit_id: int | None = reference("core_unit", optional=True, index=False)
    place: str | None = None
    starts_at: datetime = instant()
    ends_at: datetime | None = instant(optional=True)
    day: date
    recorded_at: datetime = instant()
    recorder_id: int | None = reference("core_person", optional=True)
    data: dict[str, Any] = document()


class Participant(SQLModel, table=True):
    __tablename__ = "core_participant"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id", "role"),)

    id: int = primary_key()
    meeting_id: int = reference("core_meeting", index=False)
    person_id: int = reference("core_person")
    role: str
    present: bool = True


class MeetingCase(SQLModel, table=True):
    """A case that a meeting dealt with."""

    __tablename__ = "core_meeting_case"

    meeting_id: int = reference("core_meeting", primary=True, index=False)
    case_id: int = reference("core_case", primary=True)


class MeetingTarget(SQLModel, table=True):
    """Whom a visit was paid to: a household, a unit or a person."""

    __tablename__ = "core_meeting_target"
    __table_args__ = (
        UniqueConstraint("meeting_id", "target_type", "target_id"),
        Index("ix_core_meeting_target_target", "target_type", "target_id"),
    )

    id: int = primary_key()
    meeting_id: int = reference("core_meeting", index=False)
    target_type: str
    target_id: int = Field(sa_type=Key)


class Motion(SQLModel, table=True):
    """What a meeting decides on, by a procedure of steps; about a case, or what several name."""

    __tablename__ = "core_motion"

    id: int = primary_key()
    code: str = sorted_text(unique=True)
    version: int = 1
    title: str
    procedure: str
    step: str
    meeting_id: int | None = reference("core_meeting", optional=True)
    unit_id: int | None = reference("core_unit", optional=True)
    case_id: int | None = reference("core_case", optional=True)
    problem_id: int | None = reference("core_problem", optional=True)
    eligible: int = 0
    decided: bool = False
    passed: bool | None = None
    data: dict[str, Any] = document()


class MotionEntry(SQLModel, table=True):
    __tablename__ = "core_motion_entry"
    __table_args__ = (UniqueConstraint("motion_id", "n"),)

    id: int = primary_key()
    motion_id: int = reference("core_motion", index=False)
    n: int
    action: str
    step: str
    meeting_id: int | None = reference("core_meeting", optional=True)
    actor_id: int | None = reference("core_person", optional=True)
    at: datetime = instant()
    note: str | None = None
    data: dict[str, Any] = document()


class Ballot(SQLModel, table=True):
    """One vote in one step of a motion; one a person, or one a household."""

    __tablename__ = "core_ballot"
    __table_args__ = (
        UniqueConstraint("motion_id", "step", "person_id"),
        UniqueConstraint("motion_id", "step", "household_id"),
    )

    id: int = primary_key()
    motion_id: int = reference("core_motion", index=False)
    step: str
    person_id: int = reference("core_person")
    household_id: int | None = reference("core_household", optional=True)
    choice: str
    at: datetime = instant()


class BallotName(SQLModel, table=True):
    """Whom a ballot of an election names."""

    __tablename__ = "core_ballot_name"

    ballot_id: int = reference("core_ballot", primary=True, index=False)
    person_id: int = reference("core_person", primary=True)


class Candidacy(SQLModel, table=True):
    """How an election ended for somebody who could be named."""

    __tablename__ = "core_candidacy"
    __table_args__ = (UniqueConstraint("motion_id", "step", "person_id"),)

    id: int = primary_key()
    motion_id: int = reference("core_motion", index=False)
    step: str
    person_id: int = reference("core_person")
    votes: int
    elected: bool
    tied: bool = False
