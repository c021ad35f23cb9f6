"""What Chengdu keeps of its own."""

from datetime import date

from sqlmodel import SQLModel

from lianxin.tables.base import Field, primary_key, reference, sorted_text


class CaseFacts(SQLModel, table=True):
    """What a case of Chengdu's workflows has besides the core's columns; `progress` in percent."""

    __tablename__ = "chengdu_case"

    case_id: int = reference("core_case", primary=True, index=False)
    progress: int | None = None
    result: str | None = None
    # regulations: by which kind of each list a problem is classified
    central_kind: int | None = None
    province_kind: int | None = None
    city_kind: int | None = None
    # style: why a meeting or document cannot wait
    emergency: str | None = None
    # rights: who took a problem on, what a service needs, what checks found
    leader_id: int | None = reference("core_person", optional=True)
    materials: str | None = None
    self_check: str | None = None
    inspection: str | None = None
    sorted_out: str | None = None
    responsible_official_id: int | None = reference("core_person", optional=True)
    finding: str | None = None


# --- regulations


class Concern(SQLModel, table=True):
    """That an aspect of the system concerns a unit."""

    __tablename__ = "chengdu_concern"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    aspect: str = Field(index=True)


class ProblemKind(SQLModel, table=True):
    """A kind of problem on one of the three lists, by its number there."""

    __tablename__ = "chengdu_problem_kind"

    id: int = primary_key()
    list: str
    number: int
    name: str


# --- asking


class Microblog(SQLModel, table=True):
    """A unit's government microblog account."""

    __tablename__ = "chengdu_microblog"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    level: str = Field(index=True)
    handle: str = sorted_text(unique=True)
    opened_on: date


class ProjectSetter(SQLModel, table=True):
    """Who set a livelihood project at the start of the year, and will rate it at its end."""

    __tablename__ = "chengdu_project_setter"

    id: int = primary_key()
    case_id: int = reference("core_case")
    person_id: int = reference("core_person")
    set_on: date


class Asked(SQLModel, table=True):
    """That residents were asked in a major matter: what they need, how, or to what effect."""

    __tablename__ = "chengdu_asked"

    id: int = primary_key()
    case_id: int = reference("core_case")
    question: str = Field(index=True)
    asked_on: date
    how: str


# --- contact


class ResearchReport(SQLModel, table=True):
    """A report that a leading cadre wrote on research at the grassroots."""

    __tablename__ = "chengdu_research_report"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    person_id: int = reference("core_person")
    title: str
    finished_on: date
    guidance: str | None = None


# --- style


class IssuedDocument(SQLModel, table=True):
    """A document that a unit issued, and the application by which it was approved."""

    __tablename__ = "chengdu_document"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    number: str = sorted_text(unique=True)
    title: str
    issued_on: date
    application_id: int = reference("core_case")
    emergency: str | None = None


class Objection(SQLModel, table=True):
    """That a unit called to a meeting says its topic does not concern it."""

    __tablename__ = "chengdu_objection"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    application_id: int = reference("core_case")
    objected_on: date
    ground: str


class Violation(SQLModel, table=True):
    """A violation of discipline: found, and (later) how it was handled."""

    __tablename__ = "chengdu_violation"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    person_id: int = reference("core_person")
    kind: str = Field(index=True)
    found_on: date
    finding: str
    handled_on: date | None = None
    handling: str | None = None


# --- rights


class ThirdParty(SQLModel, table=True):
    """Who supervises which field from outside."""

    __tablename__ = "chengdu_third_party"

    id: int = primary_key()
    person_id: int = reference("core_person")
    field: str = Field(index=True)
    since: date
    until: date | None = None


class Comment(SQLModel, table=True):
    """What a supervisor from outside says of a case of their field."""

    __tablename__ = "chengdu_comment"

    id: int = primary_key()
    case_id: int = reference("core_case")
    person_id: int = reference("core_person")
    said_on: date
    text: str


class ServiceStandard(SQLModel, table=True):
    """What a window holds itself to."""

    __tablename__ = "chengdu_service_standard"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    subject: str
    text: str
    since: date
    until: date | None = None


# --- community


class Absence(SQLModel, table=True):
    """That somebody is away, both days included."""

    __tablename__ = "chengdu_absence"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    person_id: int = reference("core_person")
    since: date
    until: date
    reason: str | None = None


class ContactPoint(SQLModel, table=True):
    """Where residents reach a community secretary, also after hours."""

    __tablename__ = "chengdu_contact_point"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    person_id: int = reference("core_person")
    qq: str
    microblog: str


class Help(SQLModel, table=True):
    """Help given to a household by whoever is paired with it."""

    __tablename__ = "chengdu_help"

    id: int = primary_key()
    household_id: int = reference("core_household")
    unit_id: int = reference("core_unit")
    person_id: int = reference("core_person")
    kind: str = Field(index=True)
    given_on: date
    what: str
