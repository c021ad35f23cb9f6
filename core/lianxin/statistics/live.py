"""Counting the cases themselves: by any dimensions, with any filters."""

from typing import Any

from sqlalchemy import ColumnElement, Select, select

from lianxin.database import LocalDate
from lianxin.statistics.cells import beyond, counted_figures, ranked, summed
from lianxin.statistics.dimensions import counted, key_of
from lianxin.statistics.figures import COUNTED, MEDIAN, number, one_if, seconds_to_answer
from lianxin.statistics.question import Question
from lianxin.tables import Case


def live(question: Question) -> Select[Any]:
    """Cells with the columns `k0` …, `unit_name`, `cases`, and the figures asked for.

    Parameters: `size`, `now`, `after_0` …, and whatever the question's conditions name.
    """
    rows = _rows(question).subquery("rows")
    return summed(ranked(rows, question) if MEDIAN in question.figures else rows, question)


def _rows(question: Question) -> Select[Any]:
    """A row for each case that is visible and asked for."""
    case = Case.__table__.alias()  # type: ignore[attr-defined]
    cases = counted(case, LocalDate(case.c.submitted_at, question.offset_hours))
    columns: list[ColumnElement[Any]] = cases.labelled(question.dimensions)
    columns.append(number(1).label("cases"))
    columns += [one_if(COUNTED[n](case.c)).label(n) for n in counted_figures(question)]
    if MEDIAN in question.figures:
        columns.append(seconds_to_answer(case.c).label("seconds"))
    keys = [key_of(d, cases) for d in question.dimensions]
    conditions = [question.visible(case.c), *question.of_case(case.c), *beyond(keys, question)]
    found = select(*columns).select_from(cases.joined(question.dimensions))
    return found.where(*conditions)
