"""What Zoucheng keeps of its own."""

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
