"""What Zoucheng keeps of its own."""

from datetime import date

from sqlalchemy import UniqueConstraint

from lianxin.tables.base import Field, SQLModel, primary_key, reference, sorted_text


class OpinionFacts(SQLModel, table=True):
    """What the opinion centre notes of a case besides the core's columns."""

    __tablename__ = "zoucheng_opinion"

    case_id: int = reference("core_case", primary=True, index=False)
    acceptance_opinion: str | None = None
    way: str | None = Field(default=None, index=True)
    instruction: str | None = None
    decision: str | None = None
    reasonable: bool | None = None
    reasonable_ground: str | None = None
    analysis: str | None = None
    # villages: errands, problems, subsistence applications
    department_id: int | None = reference("core_unit", optional=True)
    errand_result: str | None = None
    problem_way: str | None = None
    watch_opinion: str | None = None
    publicised_at: str | None = None
    publicised_until: date | None = None
    subsistence_decision: str | None = None
    # departments: matters under listed supervision, items of several departments
    rectify_by: date | None = None
    rectification: str | None = None
    application_result: str | None = None


# --- villages


class Team(SQLModel, table=True):
    """The seconded team of a town, and who leads it."""

    __tablename__ = "zoucheng_team"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    leader_id: int = reference("core_person")
    department_id: int = reference("core_unit")
    deputy_secretary: bool = True
    since: date
    until: date | None = None


class SpotCheck(SQLModel, table=True):
    """A check of the seconded-work office: was the officer there, what was found."""

    __tablename__ = "zoucheng_spot_check"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    officer_id: int = reference("core_person")
    inspector_id: int = reference("core_person")
    day: date
    found_at_work: bool
    finding: str | None = None


class Support(SQLModel, table=True):
    """Support of a village: what was planned, given and used, in yuan; `pieces` of it."""

    __tablename__ = "zoucheng_support"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    kind: str = Field(index=True)
    purpose: str
    decided_on: date
    planned: float
    given: float = 0
    used: float = 0
    pieces: int = 1


class VillageAccount(SQLModel, table=True):
    """A village's account of a month, in yuan, and the seconded cadre who watched over it."""

    __tablename__ = "zoucheng_village_account"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    month: date
    income: float
    expenditure: float
    balance: float
    watcher_id: int | None = reference("core_person", optional=True)
    opinion: str | None = None


# --- departments


class DutyItem(SQLModel, table=True):
    """An approval, licence, registration or verification: its limit, and who answers for it.

    `days` are counted as `count` says; `days_before` was the limit before simplification,
    `lowest_days` is the shortest that is possible.
    """

    __tablename__ = "zoucheng_duty_item"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    code: str = sorted_text(unique=True)
    name: str
    kind: str
    way: str = "approved"
    can_be_filed: bool = False
    days: int
    count: str = "working"
    days_before: int | None = None
    lowest_days: int | None = None
    principal_id: int = reference("core_person", index=False)
    leader_id: int = reference("core_person", index=False)
    section_head_id: int = reference("core_person", index=False)
    handler_id: int = reference("core_person", index=False)


class Penalty(SQLModel, table=True):
    """What an offence costs, in yuan: the first time, and afterwards."""

    __tablename__ = "zoucheng_penalty"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    code: str = sorted_text(unique=True)
    offence: str
    basis: str | None = None
    first_waived: bool = False
    first_amount: float
    lighter_amount: float
    heavier_amount: float


class Fee(SQLModel, table=True):
    """What a department charges, in yuan."""

    __tablename__ = "zoucheng_fee"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    code: str = sorted_text(unique=True)
    name: str
    basis: str | None = None
    amount: float
    per: str | None = None


class Function(SQLModel, table=True):
    """A function of a department; whether it was strengthened, and to what end."""

    __tablename__ = "zoucheng_function"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    code: str = sorted_text(unique=True)
    name: str
    aim: str | None = None
    strengthened: bool = False
    measure: str | None = None


class OverallRank(SQLModel, table=True):
    """A unit's place in the overall assessment of a year, and the system that it belongs to."""

    __tablename__ = "zoucheng_overall_rank"
    __table_args__ = (UniqueConstraint("unit_id", "year"),)

    id: int = primary_key()
    unit_id: int = reference("core_unit", index=False)
    year: int
    rank: int
    system: str


class Commitment(SQLModel, table=True):
    """What a department commits to, by when, and whether it was kept."""

    __tablename__ = "zoucheng_commitment"

    id: int = primary_key()
    unit_id: int = reference("core_unit")
    side: str = "public"
    text: str
    made_on: date | None = None
    due_on: date
    on_web: bool = True
    on_television: bool = False
    kept: bool | None = None
    kept_on: date | None = None
    outcome: str | None = None
