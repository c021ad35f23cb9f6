"""What several cases name: problems, the matches that their reporters consent to, their history."""

from datetime import datetime

from sqlalchemy import UniqueConstraint

from lianxin.tables.base import (
    Field,
    SQLModel,
    instant,
    primary_key,
    reference,
    sorted_text,
)


class Problem(SQLModel, table=True):
    """A problem 问题 that several cases name.

    `category` and `keywords` (one of them, or both) and the unit with all below it say which cases
    name it too, grouped or not. They are the yardstick by which one sees later whether such cases
    became fewer, and stay what they were when the problem was opened.
    """

    __tablename__ = "core_problem"

    id: int = primary_key()
    code: str = sorted_text(unique=True)
    title: str
    summary: str | None = None
    unit_id: int | None = reference("core_unit", optional=True)
    category: str | None = Field(default=None, index=True)
    keywords: str | None = None
    opened_at: datetime = instant(index=True)
    opener_id: int | None = reference("core_person", optional=True)


class ProblemMatch(SQLModel, table=True):
    """That a case names the problem: proposed by the staff, consented to by who brought it up.

    `state` is one of PROPOSED, CONSENTED, DECLINED, LEFT and WITHDRAWN; `answered_by` says how the
    answer came: REPORTER, RECEIPT, or STAFF for one given by word of mouth.
    """

    __tablename__ = "core_problem_match"
    __table_args__ = (UniqueConstraint("problem_id", "case_id"),)

    id: int = primary_key()
    problem_id: int = reference("core_problem", index=False)
    case_id: int = reference("core_case")
    state: str = "PROPOSED"
    proposed_at: datetime = instant()
    proposer_id: int | None = reference("core_person", optional=True)
    answered_at: datetime | None = instant(optional=True)
    answered_by: str | None = None


class ProblemEntry(SQLModel, table=True):
    """One line of a problem's history; `n` counts from 1 within the problem."""

    __tablename__ = "core_problem_entry"
    __table_args__ = (UniqueConstraint("problem_id", "n"),)

    id: int = primary_key()
    problem_id: int = reference("core_problem", index=False)
    n: int
    action: str
    case_id: int | None = reference("core_case", optional=True)
    actor_id: int | None = reference("core_person", optional=True)
    at: datetime = instant()
    note: str | None = None
