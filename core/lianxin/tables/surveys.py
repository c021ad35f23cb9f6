"""Surveys: the register, who was drawn, what they answered, and the score."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint

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


class Respondent(SQLModel, table=True):
    """An entry of a roll (register) of service objects: whom a unit served and who may be asked."""

    __tablename__ = "core_respondent"
    __table_args__ = (UniqueConstraint("roll", "unit_id", "number"),)

    id: int = primary_key()
    roll: str
    unit_id: int = reference("core_unit")
    number: int
    name: str | None = None
    phone: str | None = None
    sealed: str | None = sealed("core_respondent")
    person_id: int | None = reference("core_person", optional=True)
    active: bool = True


class Survey(SQLModel, table=True):
    """One run of a survey. `frame` is the hash of all frames drawn from (`SurveyFrame`): with the
    seed and the number to be drawn (`sample`; null: all) they give the same sample again.
    `open_for` names rule and period while it is open, so that there is one at a time."""

    __tablename__ = "core_survey"

    id: int = primary_key()
    code: str = sorted_text(unique=True)
    rule_key: str = Field(index=True)
    title: str
    period_start: date
    period_end: date
    agency_id: int | None = reference("core_unit", optional=True)
    seed: str
    frame: str
    sample: int | None = None
    state: str = "open"
    open_for: str | None = Field(default=None, unique=True)
    opened_at: datetime = instant()
    closed_at: datetime | None = instant(optional=True)


class SurveyFrame(SQLModel, table=True):
    """Whom a subject's sample was drawn from: their keys, ascending."""

    __tablename__ = "core_survey_frame"
    __table_args__ = (UniqueConstraint("survey_id", "subject_id"),)

    id: int = primary_key()
    survey_id: int = reference("core_survey", index=False)
    subject_type: str
    subject_id: int = Field(sa_type=Key)
    members: list[int] = Field(default_factory=list, sa_type=Json, nullable=False)


class Drawn(SQLModel, table=True):
    """Someone drawn to rate a subject; the subject never learns who.

    `grade` answers the first question, `answers` the further ones, by question.
    """

    __tablename__ = "core_drawn"
    __table_args__ = (
        Index("ix_core_drawn_survey_subject", "survey_id", "subject_id"),
        UniqueConstraint("survey_id", "subject_id", "respondent_id"),
    )

    id: int = primary_key()
    survey_id: int = reference("core_survey", index=False)
    subject_type: str
    subject_id: int = Field(sa_type=Key)
    respondent_type: str = "Respondent"
    respondent_id: int = Field(sa_type=Key)
    n: int
    way: str | None = None
    grade: str | None = None
    answers: dict[str, str] = document()
    answered_at: datetime | None = instant(optional=True)


class Score(SQLModel, table=True):
    """What a survey found of a subject; ranks are shared at ties. `data` counts the grades."""

    __tablename__ = "core_score"
    __table_args__ = (UniqueConstraint("survey_id", "subject_id"),)

    id: int = primary_key()
    survey_id: int = reference("core_survey", index=False)
    subject_type: str
    subject_id: int = Field(sa_type=Key, index=True)
    drawn: int
    answered: int
    score: float | None = None
    rank: int | None = None
    rank_from_last: int | None = None
    data: dict[str, Any] = document()
