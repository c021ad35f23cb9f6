"""What Zoucheng keeps of its own."""

from datetime import date

from sqlmodel import SQLModel

from lianxin.tables.base import Field, reference


class OpinionFacts(SQLModel, table=True):
    """What the opinion centre notes of a case besides the core's columns."""

    __tablename__ = "zoucheng_opinion"

    case_id: int = reference("core_case", primary=True, index=False)
    acceptance_opinion: str | None = None
    way: str | None = Field(default=None, index=True)
    instruction: str | None = None
    decision: str | None = None
    offered_to_id: int | None = reference("core_person", optional=True)
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
