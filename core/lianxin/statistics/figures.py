"""What is counted of cases, in SQL over their columns."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, and_, bindparam, case, literal_column

from lianxin.database import Instant, SecondsBetween

Counts = Callable[[Any], ColumnElement[bool]]

SATISFIED: Final = ("satisfied", "fairly_satisfied", "basically_satisfied")
"""The answers of reporters that count as satisfied: all that there are but `dissatisfied`."""

PUBLISHED_FROM: Final = 5
"""A published figure smaller than this could point at somebody."""

MEDIAN: Final = "median_hours"

KEPT: Mapping[str, Counts] = {
    "open": lambda c: c.closed_at.is_(None),
    "answered": lambda c: c.answered_at.is_not(None),
    "called_back": lambda c: c.called_back_at.is_not(None),
    "satisfied": lambda c: c.satisfaction.in_(SATISFIED),
}
"""Figures that change by what is done to a case alone, so that a roll-up can keep them."""

HELD: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "open": lambda case: case["closed_at"] is None,
    "answered": lambda case: case["answered_at"] is not None,
    "called_back": lambda case: case["called_back_at"] is not None,
    "satisfied": lambda case: case["satisfaction"] in SATISFIED,
}
"""The same of a row in Python."""

LIVE: Mapping[str, Counts] = {
    "overdue": lambda c: and_(c.due_at.is_not(None), c.due_at < bindparam("now", type_=Instant())),
}
"""Figures that change by time alone."""

COUNTED: Mapping[str, Counts] = {**KEPT, **LIVE}

ALL_FIGURES: Final = frozenset({*COUNTED, MEDIAN})


def one_if(condition: ColumnElement[bool], sign: int = 1) -> ColumnElement[int]:
    """1 (or -1) for a row that counts, else 0."""
    return case((condition, number(sign)), else_=number(0))


def number(n: int) -> ColumnElement[int]:
    return literal_column(str(n), Integer())


def seconds_to_answer(c: Any) -> ColumnElement[int]:
    """From submission to the answer; null for a case without one."""
    return SecondsBetween(c.submitted_at, c.answered_at)
