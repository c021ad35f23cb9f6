"""What residents bring up: cases, their timeline, deadlines, tasks, and whom they concern."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text

from lianxin.database.types import Json, Key
from lianxin.tables.base import (
    Field,
    SQLModel,
    document,
    instant,
    primary_key,
    reference,
    sealed,
    sorted_text,
)


class Case(SQLModel, table=True):
    """A case 诉求.

    `phase` repeats what the workflow says of `step`, so that lists can filter by it. `due_at` is
    the earliest running deadline's. `restricted` is set where the case names officials or units:
    only then are the rows of `CaseConcern` looked at. A case `confined_to` a unit is seen there
    alone (and by its reporter). The `giver` is the unit that handed it on and goes on seeing it.

    `contact_…` is what was left for this case and is not what is registered of the reporter:
    masked here, sealed beside.
    """

    __tablename__ = "core_case"
    __table_args__ = (
        Index("ix_core_case_submitted_at_id", "submitted_at", "id"),
        # With the step, so that a unit's list of one step looks at no row of another.
        Index("ix_core_case_unit_id_submitted_at_id_step", "unit_id", "submitted_at", "id", "step"),
        Index("ix_core_case_due_at_id", "due_at", "id"),
        Index("ix_core_case_closed_at_id", "closed_at", "id"),
        Index(
            "ix_core_case_confined_to_id_submitted_at_id",
            *("confined_to_id", "submitted_at", "id"),
            sqlite_where=text("confined_to_id IS NOT NULL"),
            postgresql_where=text("confined_to_id IS NOT NULL"),
        ),
        # Lists by what many cases have in common, in the order that they are mostly read in.
        Index("ix_core_case_channel_submitted_at_id", "channel", "submitted_at", "id"),
        Index("ix_core_case_category_submitted_at_id", "category", "submitted_at", "id"),
        Index("ix_core_case_step_submitted_at_id", "step", "submitted_at", "id"),
        Index("ix_core_case_phase_submitted_at_id", "phase", "submitted_at", "id"),
        # Lists of whoever sees some cases only: one for each ground of seeing them, in the order
        # that they are read in (of units, in every order).
        Index("ix_core_case_unit_id_due_at_id", "unit_id", "due_at", "id"),
        Index("ix_core_case_unit_id_closed_at_id", "unit_id", "closed_at", "id"),
        Index("ix_core_case_handler_id_submitted_at_id", "handler_id", "submitted_at", "id"),
        Index(
            "ix_core_case_responsible_id_submitted_at_id", "responsible_id", "submitted_at", "id"
        ),
        Index(
            "ix_core_case_offered_to_id_submitted_at_id",
            *("offered_to_id", "submitted_at", "id"),
            sqlite_where=text("offered_to_id IS NOT NULL"),
            postgresql_where=text("offered_to_id IS NOT NULL"),
        ),
        Index(
            "ix_core_case_giver_id_submitted_at_id",
            *("giver_id", "submitted_at", "id"),
            sqlite_where=text("giver_id IS NOT NULL"),
            postgresql_where=text("giver_id IS NOT NULL"),
        ),
        Index("ix_core_case_reporter_id_submitted_at_id", "reporter_id", "submitted_at", "id"),
        UniqueConstraint("channel", "external_id", name="uq_core_case_channel_external_id"),
        Index(
            # The few that are kept from some. An index of confined_to_id by itself would tempt
            # SQLite to read all that are not confined by it, instead of a page in its order.
            "ix_core_case_kept_from_some",
            "unit_id",
            "submitted_at",
            sqlite_where=text("restricted = 1 OR confined_to_id IS NOT NULL"),
            postgresql_where=text("restricted OR confined_to_id IS NOT NULL"),
        ),
    )

    id: int = primary_key()
    code: str = sorted_text(unique=True)
    version: int = 1
    workflow: str
    workflow_version: int = 1
    title: str
    body: str | None = None
    channel: str
    category: str | None = None
    step: str
    phase: str
    unit_id: int | None = reference("core_unit", optional=True, index=False)
    handler_id: int | None = reference("core_person", optional=True, index=False)
    responsible_id: int | None = reference("core_person", optional=True, index=False)
    offered_to_id: int | None = reference("core_person", optional=True, index=False)
    giver_id: int | None = reference("core_unit", optional=True, index=False)
    supervisor_id: int | None = reference("core_person", optional=True)
    reporter_id: int | None = reference("core_person", optional=True, index=False)
    anonymous: bool = False
    contactable: bool = False
    contact_name: str | None = None
    contact_phone: str | None = None
    contact_address: str | None = None
    contact_sealed: str | None = sealed("core_case")
    restricted: bool = False
    confined_to_id: int | None = reference("core_unit", optional=True, index=False)
    submitted_at: datetime = instant()
    assigned_at: datetime | None = instant(optional=True)
    answered_at: datetime | None = instant(optional=True)
    called_back_at: datetime | None = instant(optional=True)
    closed_at: datetime | None = instant(optional=True)
    due_at: datetime | None = instant(optional=True)
    satisfaction: str | None = None
    returns: int = 0
    external_id: str | None = None
    receipt_hash: str | None = Field(default=None, unique=True)


class CaseEntry(SQLModel, table=True):
    """One line of a case's timeline; `n` counts from 1 within the case."""

    __tablename__ = "core_case_entry"
    __table_args__ = (
        UniqueConstraint("case_id", "n"),
        # The few that later cases follow: rules/returning.py.
        Index(
            "ix_core_case_entry_rulings",
            "at",
            sqlite_where=text("action = 'rule_lead'"),
            postgresql_where=text("action = 'rule_lead'"),
        ),
    )

    id: int = primary_key()
    case_id: int = reference("core_case", index=False)
    n: int
    action: str
    step: str
    actor_id: int | None = reference("core_person", optional=True)
    unit_id: int | None = reference("core_unit", optional=True)
    at: datetime = instant()
    note: str | None = None
    data: dict[str, Any] = document()


class CaseUnit(SQLModel, table=True):
    """A unit that a case involves besides the one that handles it."""

    __tablename__ = "core_case_unit"

    case_id: int = reference("core_case", primary=True, index=False)
    unit_id: int = reference("core_unit", primary=True)
    role: str = "involved"


class CaseConcern(SQLModel, table=True):
    """Whom a case is about: that unit with all below it, and that person, never learn of it."""

    __tablename__ = "core_case_concern"

    id: int = primary_key()
    case_id: int = reference("core_case")
    unit_id: int | None = reference("core_unit", optional=True)
    person_id: int | None = reference("core_person", optional=True)


class Deadline(SQLModel, table=True):
    """A running or ended term of a case, with the figures it was counted by.

    `pauses` is a list of `[from, to]` dates, the last `to` null while paused; `due_at` is null
    then. `task_id`: it is that task's, not the case's as a whole.
    """

    __tablename__ = "core_deadline"
    __table_args__ = (
        Index("ix_core_deadline_state_due_at", "state", "due_at"),
        UniqueConstraint("case_id", "rule_key", "round"),
    )

    id: int = primary_key()
    case_id: int = reference("core_case", index=False)
    task_id: int | None = reference("core_task", optional=True)
    rule_key: str = Field(index=True)
    round: int = 1
    started_at: datetime = instant()
    days: int
    unit_of_count: str
    from_same_day: bool = False
    extension_days: int = 0
    pauses: list[list[str | None]] = Field(default_factory=list, sa_type=Json, nullable=False)
    due_at: datetime | None = instant(optional=True)
    provisional: bool = False
    state: str = "RUNNING"
    ended_at: datetime | None = instant(optional=True)
    escalated_at: datetime | None = instant(optional=True)


class Task(SQLModel, table=True):
    """Who does what by when: what a joint session, a resolution or a plan hands out."""

    __tablename__ = "core_task"

    id: int = primary_key()
    case_id: int | None = reference("core_case", optional=True)
    meeting_id: int | None = reference("core_meeting", optional=True)
    motion_id: int | None = reference("core_motion", optional=True)
    title: str
    unit_id: int | None = reference("core_unit", optional=True)
    person_id: int | None = reference("core_person", optional=True)
    handed_out_at: datetime | None = instant(optional=True)
    starts_on: date | None = None
    due_on: date | None = None
    started_at: datetime | None = instant(optional=True)
    done_at: datetime | None = instant(optional=True)
    note: str | None = None


class CaseTally(SQLModel, table=True):
    """How many cases there are in a cell, kept by whoever changes a case.

    A grain of the roll-up has some of the dimensions, the others are empty (0, ""); `day` is the
    local day of submission, or the first of its month where the grain has months only.
    """

    __tablename__ = "core_case_tally"
    __table_args__ = (
        Index("ix_core_case_tally_unit_id_day", "unit_id", "day"),
        {"sqlite_with_rowid": False},
    )

    grain: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    unit_id: int = Field(default=0, sa_type=Key, primary_key=True)
    channel: str = Field(default="", primary_key=True)
    category: str = Field(default="", primary_key=True)
    step: str = Field(primary_key=True)
    phase: str = Field(primary_key=True)
    cases: int = 0
    open: int = 0
    answered: int = 0
    called_back: int = 0
    satisfied: int = 0
