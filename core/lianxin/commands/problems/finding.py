"""The problem that a command is about, kept to itself, and the cases that it names."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.sight import SEEN, sees
from lianxin.database import Key, Nested, Row, Session, among_words
from lianxin.errors import Problem as Wrong
from lianxin.errors import Refused, not_found
from lianxin.language import Text
from lianxin.tables import Case, Problem, ProblemEntry, ProblemMatch

LAST_N = (
    select(func.coalesce(func.max(col(ProblemEntry.n)), 0))
    .where(col(ProblemEntry.problem_id) == col(Problem.id))
    .correlate(Problem)
    .scalar_subquery()
    .label("last_n")
)
_PROBLEM: Any = (
    select(col(Problem.id), LAST_N)
    .where(col(Problem.id) == bindparam("id", type_=Key))
    .with_for_update(of=Problem)
)
_MATCHES = Nested(col(ProblemMatch.id), col(ProblemMatch.state))
_CASES = select(
    col(Case.id),
    col(Case.code),
    *SEEN,
    _MATCHES.where(
        col(ProblemMatch.case_id) == col(Case.id),
        col(ProblemMatch.problem_id) == bindparam("problem", type_=Key),
    )
    .correlate(Case)
    .label("matches"),
).where(among_words(col(Case.code), "codes"))

NO_PROBLEM = Text("没有这个问题，请检查编号", "There is no such problem; check the ID")
_NO_CASE = Text("没有编号为 {code} 的诉求", "There is no case {code}")


async def find_problem(session: Session, key: int) -> Row:
    """Raises Refused where there is none."""
    row = await session.first(_PROBLEM, id=key)
    if row is None:
        raise Refused([not_found(NO_PROBLEM, "problem")])
    return row


async def find_cases(
    session: Session, attempt: Attempt, codes: Sequence[str], problem: int
) -> dict[str, Row]:
    """Those of the cases, by code, that are there for the viewer."""
    if not codes:
        return {}
    today = attempt.context.today
    rows = await session.all(_CASES, codes=list(codes), problem=problem, today=today)
    return {row.code: row for row in rows if sees(attempt.viewer, row)}


def match_of(case: Row) -> Row | None:
    """How the case is matched with the problem that it was looked up for."""
    return next(iter(_MATCHES.rows(case.matches)), None)


def missing(codes: Sequence[str], found: dict[str, Row]) -> list[Wrong]:
    return [not_found(_NO_CASE.format(code=c), "cases") for c in codes if c not in found]
