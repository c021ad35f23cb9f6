"""What led to what, as pairs of keys: statements that know nothing of who asks."""

from typing import Any

from sqlalchemy import Select, select, union
from sqlmodel import col

from lianxin.tables import Motion, ProblemMatch, RegulationGround

Pairs = Select[*tuple[Any, ...]]
_REGULATION = col(RegulationGround.regulation_id)
_AMENDMENT = col(RegulationGround.amendment_id)
_RESTS_ON = col(Motion.id) == col(RegulationGround.motion_id)

MEMBERS: Pairs = select(col(ProblemMatch.problem_id), col(ProblemMatch.case_id)).where(
    col(ProblemMatch.state) == "CONSENTED"
)
"""The cases that are grouped under a problem with their reporters' consent."""


def _of_grounds(named: str, *parts: Pairs) -> Pairs:
    found = union(*parts).subquery(f"{named}_of_grounds")
    return select(found.c.regulation_id, found.c.amendment_id, found.c[named])


def _direct(column: Any, named: str) -> Pairs:
    return select(_REGULATION, _AMENDMENT, column.label(named)).where(column.is_not(None))


def _by_motion(column: Any, named: str) -> Pairs:
    found = select(_REGULATION, _AMENDMENT, column.label(named)).select_from(RegulationGround)
    return found.join(Motion, _RESTS_ON).where(column.is_not(None))


MOTIONS_OF_GROUNDS = _direct(col(RegulationGround.motion_id), "motion_id")

PROBLEMS_OF_GROUNDS = _of_grounds(
    "problem_id",
    _direct(col(RegulationGround.problem_id), "problem_id"),
    _by_motion(col(Motion.problem_id), "problem_id"),
)
"""What a regulation answers: by itself, or by way of a resolution."""


def _members(problem: Any, joined: Any) -> Pairs:
    consented = (col(ProblemMatch.problem_id) == problem) & (col(ProblemMatch.state) == "CONSENTED")
    found: Any = select(_REGULATION, _AMENDMENT, col(ProblemMatch.case_id).label("case_id"))
    members: Pairs = found.select_from(joined).join(ProblemMatch, consented)
    return members


CASES_OF_GROUNDS = _of_grounds(
    "case_id",
    _direct(col(RegulationGround.case_id), "case_id"),
    _by_motion(col(Motion.case_id), "case_id"),
    _members(col(RegulationGround.problem_id), RegulationGround.__table__),  # type: ignore[attr-defined]
    _members(
        col(Motion.problem_id),
        RegulationGround.__table__.join(Motion.__table__, _RESTS_ON),  # type: ignore[attr-defined]
    ),
)
"""The cases that led to a regulation; those of a problem only with their reporters' consent."""
