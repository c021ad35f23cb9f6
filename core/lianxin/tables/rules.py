"""How subjects stand against rules, and what follows."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint

from lianxin.database.types import Key
from lianxin.tables.base import Field, SQLModel, document, instant, primary_key, reference


class Standing(SQLModel, table=True):
    """How a subject stands against a rule in a period; kept as last found.

    `clause` is the rule's (a filter takes keys and clauses alike), `person_id` who answers for it, where that is one person; `unit_of_measure` the code of a
    measure; `detail` what the rule's explanation names, in the rule's own short notation.
    """

    __tablename__ = "core_standing"
    __table_args__ = (
        UniqueConstraint("rule_key", "period_start", "subject_type", "subject_id"),
        Index("ix_core_standing_subject", "subject_id", "period_start"),
        Index("ix_core_standing_state_rule", "state", "rule_key"),
    )

    id: int = primary_key()
    rule_key: str
    clause: str = ""
    subject_type: str
    subject_id: int = Field(sa_type=Key)
    unit_id: int | None = Field(default=None, sa_type=Key, index=True)
    person_id: int | None = Field(default=None, sa_type=Key, index=True)
    period_start: date
    period_end: date
    period_label: str
    required: float
    actual: float
    unit_of_measure: str
    state: str
    detail: str = ""
    changed_at: datetime = instant()


class Consequence(SQLModel, table=True):
    """What is recorded for or against a person or unit, with its ground."""

    __tablename__ = "core_consequence"
    __table_args__ = (Index("ix_core_consequence_subject", "subject_type", "subject_id"),)

    id: int = primary_key()
    rule_key: str = Field(index=True)
    kind: str
    subject_type: str
    subject_id: int = Field(sa_type=Key)
    unit_id: int | None = reference("core_unit", optional=True)
    decided_on: date
    ground: str
    survey_id: int | None = reference("core_survey", optional=True)
    case_id: int | None = reference("core_case", optional=True)
    by_hand: bool = False
    recorded_at: datetime = instant()
    recorder_id: int | None = reference("core_person", optional=True)
    data: dict[str, Any] = document()


class Publication(SQLModel, table=True):
    """What its audience may read (`public`: anyone; else a role, besides the staff); `body` holds
    no personal data."""

    __tablename__ = "core_publication"
    __table_args__ = (UniqueConstraint("rule_key", "subject_type", "subject_id", "period_start"),)

    id: int = primary_key()
    rule_key: str = Field(index=True)
    title: str
    subject_type: str | None = None
    subject_id: int | None = Field(default=None, sa_type=Key, index=True)
    unit_id: int | None = reference("core_unit", optional=True)
    period_start: date
    period_end: date
    body: dict[str, Any] = document()
    audience: str = "public"
    published_at: datetime = instant()


class RefusalNote(SQLModel, table=True):
    """That a rule refused an action: the clause's own record of what it is good for."""

    __tablename__ = "core_refusal"

    id: int = primary_key()
    rule_key: str = Field(index=True)
    action: str
    day: date = Field(index=True)
    case_id: int | None = Field(default=None, sa_type=Key)
