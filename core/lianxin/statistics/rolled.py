"""Counting by the roll-up: less what is kept from the viewer, which is counted live."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    bindparam,
    false,
    func,
    not_,
    or_,
    select,
    union_all,
)

from lianxin.database import LocalDate
from lianxin.statistics.cells import beyond, counted_figures, summed
from lianxin.statistics.dimensions import Counted, counted, key_of
from lianxin.statistics.figures import KEPT, LIVE, MEDIAN, number, one_if
from lianxin.statistics.question import Question
from lianxin.statistics.tallies import GRAINS, Grain
from lianxin.tables import Case, CaseTally

FIRST_DAY: Final = "first_day"
END_DAY: Final = "end_day"
Columns = Mapping[str, ColumnElement[int]]


def grain_for(question: Question, ends: Iterable[date]) -> Grain | None:
    """The part of the roll-up that answers a question; None where none does.

    `ends` are the days with which the time asked for begins, and ends before.
    """
    if MEDIAN in question.figures:
        return None
    days = list(ends)
    for grain in GRAINS:
        if question.asked_about <= grain.dimensions and all(grain.starts(day) for day in days):
            return grain
    return None


def rolled(question: Question, grain: Grain, ends: Iterable[str]) -> Select[Any]:
    """Columns and parameters as those of `live`, and of `first_day` and `end_day` those that `ends` names.

    Only for an asker who may see every case that is not kept from some.
    """
    parts = [_cells(question, grain, set(ends)), _hidden(question)]
    if LIVE.keys() & question.figures:
        parts.append(_by_time(question))
    return summed(union_all(*parts).subquery("parts"), question)


def _cells(question: Question, grain: Grain, ends: set[str]) -> Select[Any]:
    tally = CaseTally.__table__.alias()  # type: ignore[attr-defined]
    figures = {name: tally.c[name] for name in KEPT}
    conditions = [tally.c.grain == grain.name, *question.of_cell(tally.c)]
    if FIRST_DAY in ends:
        conditions.append(tally.c.day >= bindparam(FIRST_DAY, type_=Date()))
    if END_DAY in ends:
        conditions.append(tally.c.day < bindparam(END_DAY, type_=Date()))
    cells = counted(tally, tally.c.day)
    return _part(question, cells, {"cases": tally.c.cases, **figures}, conditions)


def _hidden(question: Question) -> Select[Any]:
    cases = _cases(question)
    hidden = not_(func.coalesce(question.visible(cases.c), false()))
    figures = {name: one_if(counts(cases.c), -1) for name, counts in KEPT.items()}
    conditions = [*_kept_from_some(cases.c), hidden, *question.of_case(cases.c)]
    return _part(question, cases, {"cases": number(-1), **figures}, conditions)


def _kept_from_some(c: Any) -> list[ColumnElement[bool]]:
    """Said twice, so that it is looked up by the index that has this very condition: PostgreSQL
    understands it of the case itself, SQLite would then rather read all of the time asked for."""
    kept = Case.__table__.alias()  # type: ignore[attr-defined]
    first, again = (or_(k.restricted, k.confined_to_id.is_not(None)) for k in (c, kept.c))
    return [first, c.id.in_(select(kept.c.id).where(again))]


def _by_time(question: Question) -> Select[Any]:
    cases = _cases(question)
    asked = {name: LIVE[name](cases.c) for name in LIVE if name in question.figures}
    figures = {name: one_if(condition) for name, condition in asked.items()}
    conditions = [or_(*asked.values()), question.visible(cases.c), *question.of_case(cases.c)]
    return _part(question, cases, figures, conditions)


def _cases(question: Question) -> Counted:
    case = Case.__table__.alias()  # type: ignore[attr-defined]
    return counted(case, LocalDate(case.c.submitted_at, question.offset_hours))


def _part(
    question: Question, rows: Counted, figures: Columns, conditions: list[ColumnElement[bool]]
) -> Select[Any]:
    """Rows of `rows` with their keys and figures; 0 for those that are not named."""
    names = ["cases", *counted_figures(question)]
    columns = rows.labelled(question.dimensions)
    columns += [figures.get(name, number(0)).label(name) for name in names]
    keys = [key_of(d, rows) for d in question.dimensions]
    found = select(*columns).select_from(rows.joined(question.dimensions))
    return found.where(*conditions, *beyond(keys, question))
