"""What Hubei keeps of its own."""

from datetime import date, datetime

from sqlmodel import SQLModel

from lianxin.tables.base import Field, instant, primary_key, reference, sorted_text


class CaseFacts(SQLModel, table=True):
    """What a case of Hubei's workflows has besides the core's columns."""

    __tablename__ = "hubei_case"

    case_id: int = reference("core_case", primary=True, index=False)
    result: str | None = None
    # receptions: who took the four charges, and what was done for each
    leader_id: int | None = reference("core_person", optional=True)
    understood: str | None = None
    explained: str | None = None
    settled: str | None = None
    ended: str | None = None
    # letters: what the leader wrote on it
    annotation: str | None = None
    # the ledger: why it is there
    ground: str | None = None
    # hardship: what was done to help
    help: str | None = None
    # doors: when a window was found how, and what came of it
    met_at: datetime | None = instant(optional=True)
    found_closed: bool | None = None
    in_hours: bool | None = None
    field: str | None = None
    confirmed: bool | None = None


# --- contact


class ResearchReport(SQLModel, table=True):
    """The report that a leader wrote on a stay or trip."""

    __tablename__ = "hubei_research_report"

    id: int = primary_key()
    person_id: int = reference("core_person")
    meeting_id: int = reference("core_meeting")
    title: str
    finished_on: date


class HardPlace(SQLModel, table=True):
    """That a place is poor, or has many difficulties and disputes."""

    __tablename__ = "hubei_hard_place"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    mark: str = Field(index=True)
    since: date
    until: date | None = None
    ground: str


class ReceptionNotice(SQLModel, table=True):
    """What is announced of a reception: who, where, when and how."""

    __tablename__ = "hubei_reception_notice"

    id: int = primary_key()
    number: str = sorted_text(unique=True)
    person_id: int = reference("core_person")
    office: str
    portfolio: str
    held_on: date
    hours: str
    place: str
    manner: str = Field(index=True)
    manner_other: str | None = None
    announced_on: date


class Gathering(SQLModel, table=True):
    """That opinions were gathered on a motion before it is decided."""

    __tablename__ = "hubei_gathering"

    id: int = primary_key()
    motion_id: int = reference("core_motion")
    manner: str = Field(index=True)
    gathered_on: date
    asked: int
    opinions: str


# --- doors


class WindowHours(SQLModel, table=True):
    """A window's own opening hours; others have those of everybody."""

    __tablename__ = "hubei_window_hours"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    spans: str
    since: date
    until: date | None = None


class DepartmentCard(SQLModel, table=True):
    """What whoever is on duty at the door hands out of a department: its duties and telephone."""

    __tablename__ = "hubei_department_card"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    duties: str
    office_number: str
    room: str | None = None


class DoorArticle(SQLModel, table=True):
    """An article of the 18; its text where somebody has it."""

    __tablename__ = "hubei_door_article"

    id: int = primary_key()
    number: int
    field: str = Field(index=True)
    subject: str
    text: str | None = None


# --- posts


class ServiceRating(SQLModel, table=True):
    """How a resident rates a service that was rendered to them in their village."""

    __tablename__ = "hubei_service_rating"

    id: int = primary_key()
    meeting_id: int = reference("core_meeting")
    person_id: int = reference("core_person")
    grade: str = Field(index=True)
    rated_on: date
    remark: str | None = None


# --- regulations


class PlannedRegulation(SQLModel, table=True):
    """One of the regulations that are planned; issued once it has a date and a number."""

    __tablename__ = "hubei_planned_regulation"

    id: int = primary_key()
    number: int
    title: str
    unit_id: int = reference("core_unit")
    planned_on: date
    issued_on: date | None = None
    regulation_id: int | None = reference("core_regulation", optional=True)
