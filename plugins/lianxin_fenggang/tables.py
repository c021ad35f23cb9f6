"""What Fenggang keeps of its own."""

from datetime import date

from sqlmodel import SQLModel

from lianxin.tables.base import Field, primary_key, reference


class CaseFacts(SQLModel, table=True):
    """What a case of Fenggang's workflows has besides the core's columns; `budget` in yuan."""

    __tablename__ = "fenggang_case"

    case_id: int = reference("core_case", primary=True, index=False)
    result: str | None = None
    # line: why it went up
    reason: str | None = None
    # handling: what is asked for, as it is called among the powers
    item: str | None = None
    # reach: who passes it down
    giver_id: int | None = reference("core_unit", optional=True)
    # works: whose project it is, by which standard, out of what
    owner_id: int | None = reference("core_person", optional=True)
    standard: str | None = None
    budget_line: str | None = None
    budget: float | None = None


# --- deliberation


class Report(SQLModel, table=True):
    """How far a resolution is carried out, reported back to the council."""

    __tablename__ = "fenggang_report"

    id: int = primary_key()
    motion_id: int = reference("core_motion")
    person_id: int = reference("core_person")
    reported_on: date
    progress: str


# --- line


class LinkResult(SQLModel, table=True):
    """What came of a leader's link: `amount` in yuan where funds were raised, else a number."""

    __tablename__ = "fenggang_link_result"

    id: int = primary_key()
    person_id: int = reference("core_person")
    unit_id: int = reference("core_unit")
    kind: str = Field(index=True)
    amount: float
    achieved_on: date
    what: str


class Broadcast(SQLModel, table=True):
    """A procedure, a policy or news, sent to homes by TV or app."""

    __tablename__ = "fenggang_broadcast"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    kind: str = Field(index=True)
    medium: str
    title: str
    text: str
    sent_on: date


# --- reach


class Training(SQLModel, table=True):
    """A course of the platform of study and training; `attended`: how many came."""

    __tablename__ = "fenggang_training"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    title: str
    held_on: date
    hours: float
    attended: int


# --- handling


class Power(SQLModel, table=True):
    """That a town or village holds a power that was moved down to it."""

    __tablename__ = "fenggang_power"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    kind: str = Field(index=True)
    item: str
    since: date
    until: date | None = None


class Benefit(SQLModel, table=True):
    """Cash benefits of a programme paid out in a place; `amount` in yuan."""

    __tablename__ = "fenggang_benefit"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    programme: str = Field(index=True)
    paid_on: date
    amount: float
    people: int


# --- points


class Point(SQLModel, table=True):
    """That a place is to be a demonstration point."""

    __tablename__ = "fenggang_point"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    since: date
    until: date | None = None


class Facility(SQLModel, table=True):
    """A facility of a place."""

    __tablename__ = "fenggang_facility"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    kind: str = Field(index=True)
    since: date
    until: date | None = None
    note: str | None = None
