"""Regulations 制度: documents in force, their versions and clauses, and what led to them."""

from datetime import date

from sqlalchemy import UniqueConstraint

from lianxin.tables.base import Field, SQLModel, primary_key, reference, sorted_text


class Regulation(SQLModel, table=True):
    """A document that binds; nothing is deleted, an abolished one stays with its dates."""

    __tablename__ = "core_regulation"

    id: int = primary_key()
    code: str = sorted_text(unique=True)
    title: str
    tier: str = "rule"
    aspect: str | None = Field(default=None, index=True)
    unit_id: int | None = reference("core_unit", optional=True)
    parent_id: int | None = reference("core_regulation", optional=True)
    in_force_since: date
    abolished_on: date | None = None


class RegulationVersion(SQLModel, table=True):
    __tablename__ = "core_regulation_version"
    __table_args__ = (UniqueConstraint("regulation_id", "number"),)

    id: int = primary_key()
    regulation_id: int = reference("core_regulation", index=False)
    number: int
    operation: str
    in_force_since: date
    body: str


class RegulationGround(SQLModel, table=True):
    """What led to a regulation (to an amendment of it, where one is named): a case, a problem that
    several cases name, or the resolution of a motion; a problem and its resolution may be both."""

    __tablename__ = "core_regulation_ground"

    id: int = primary_key()
    regulation_id: int = reference("core_regulation")
    amendment_id: int | None = reference("core_regulation_version", optional=True)
    case_id: int | None = reference("core_case", optional=True)
    problem_id: int | None = reference("core_problem", optional=True)
    motion_id: int | None = reference("core_motion", optional=True)


class RegulationClause(SQLModel, table=True):
    __tablename__ = "core_regulation_clause"
    __table_args__ = (UniqueConstraint("version_id", "number"),)

    id: int = primary_key()
    version_id: int = reference("core_regulation_version", index=False)
    number: str
    body: str
