"""What Sichuan keeps of its own."""

from datetime import date

from sqlmodel import SQLModel

from lianxin.database import Json
from lianxin.tables.base import Field, primary_key, reference, sorted_text


class CaseFacts(SQLModel, table=True):
    """What a case of Sichuan's workflows has besides the core's columns."""

    __tablename__ = "sichuan_case"

    case_id: int = reference("core_case", primary=True, index=False)
    # Kangzhuang: who passed it on
    passed_on_by_id: int | None = reference("core_person", optional=True)
    result: str | None = None
    # the wall: whether a post is shown, without which words of it, and why so
    shown: str | None = None
    blotted: list[str] | None = Field(default=None, sa_type=Json)
    reason: str | None = None
    # Guangyuan: by which consequence a tracing was opened, and what it found
    consequence_id: int | None = reference("core_consequence", optional=True)
    finding: str | None = None


# --- Neijiang


class ReceptionPoint(SQLModel, table=True):
    """Where leaders receive residents, and on which day of the week (1 is Monday)."""

    __tablename__ = "sichuan_reception_point"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    place: str = sorted_text()
    weekday: int
    since: date
    until: date | None = None


class PairHelp(SQLModel, table=True):
    """Help given within a pair."""

    __tablename__ = "sichuan_pair_help"

    id: int = primary_key()
    liaison_id: int = reference("core_liaison")
    unit_id: int = reference("core_unit")
    kind: str = Field(index=True)
    given_on: date
    what: str


# --- Langzhong


class Fund(SQLModel, table=True):
    """Money that a resolution raises; amounts in yuan for each person who benefits."""

    __tablename__ = "sichuan_fund"

    id: int = primary_key()
    motion_id: int = reference("core_motion")
    unit_id: int = reference("core_unit")
    purpose: str = sorted_text()
    direct_amount: int
    indirect_amount: int
    resolved_on: date


class Pledge(SQLModel, table=True):
    """What a household owes a fund, or gives it of its own will; in yuan."""

    __tablename__ = "sichuan_pledge"

    id: int = primary_key()
    fund_id: int = reference("sichuan_fund")
    household_id: int = reference("core_household")
    kind: str = Field(index=True)
    people: int
    amount: int
    pledged_on: date


class Payment(SQLModel, table=True):
    """What was paid of a pledge; in yuan."""

    __tablename__ = "sichuan_payment"

    id: int = primary_key()
    fund_id: int = reference("sichuan_fund")
    pledge_id: int = reference("sichuan_pledge")
    amount: int
    paid_on: date


class Spending(SQLModel, table=True):
    """What was spent of a fund; in yuan."""

    __tablename__ = "sichuan_spending"

    id: int = primary_key()
    fund_id: int = reference("sichuan_fund")
    amount: int
    spent_on: date
    what: str


# --- Suining


class Assessment(SQLModel, table=True):
    """The stability risk assessment of a motion."""

    __tablename__ = "sichuan_assessment"

    id: int = primary_key()
    motion_id: int = reference("core_motion")
    unit_id: int = reference("core_unit")
    assessed_on: date
    risks: str
    conclusion: str


class Consultation(SQLModel, table=True):
    """That people were asked in an assessment: how, whom, and what they said."""

    __tablename__ = "sichuan_consultation"

    id: int = primary_key()
    motion_id: int = reference("core_motion")
    method: str = Field(index=True)
    held_on: date
    asked_whom: str
    support: int = 0
    against: int = 0
    abstain: int = 0
    satisfied: int = 0
    confident: int = 0


# --- Guangyuan


class Charge(SQLModel, table=True):
    """Which unit handles a field for its place, and who there is in charge."""

    __tablename__ = "sichuan_charge"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    field: str = Field(index=True)
    person_id: int = reference("core_person")
    since: date
    until: date | None = None


class Incident(SQLModel, table=True):
    """What a matter led to that was not handled as it should have been."""

    __tablename__ = "sichuan_incident"

    id: int = primary_key()
    case_id: int = reference("core_case")
    unit_id: int = reference("core_unit")
    kind: str = Field(index=True)
    occurred_on: date
    what: str


# --- Ziyang


class Watched(SQLModel, table=True):
    """What a resident says of achievements that a unit made public."""

    __tablename__ = "sichuan_watched"

    id: int = primary_key()
    publication_id: int = reference("core_publication")
    person_id: int = reference("core_person")
    said_on: date
    text: str
