"""Cells of a count: parts of it summed up by their keys, ordered and paged."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Float,
    Integer,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    select,
    tuple_,
)
from sqlalchemy import cast as sql_cast

from lianxin.statistics.dimensions import Dimension
from lianxin.statistics.figures import COUNTED, MEDIAN, number
from lianxin.statistics.question import Question

SIZE = bindparam("size", type_=Integer())


def key_names(question: Question) -> list[str]:
    return [f"k{n}" for n, _ in enumerate(question.dimensions)]


def counted_figures(question: Question) -> list[str]:
    return [name for name in COUNTED if name in question.figures]


def summed(parts: Subquery, question: Question) -> Select[Any]:
    """Parts with the columns `k0` …, `unit_name`, `cases`, figures and `seconds` as cells."""
    keys = [parts.c[name] for name in key_names(question)]
    columns: list[ColumnElement[Any]] = [*keys]
    if Dimension.UNIT in question.dimensions:
        columns.append(func.max(parts.c.unit_name).label("unit_name"))
    columns += [_sum(parts, name) for name in ("cases", *counted_figures(question))]
    if MEDIAN in question.figures:
        columns.append(_median(parts).label(MEDIAN))
    cells = select(*columns).select_from(parts)
    if keys:
        cells = cells.group_by(*keys).having(func.sum(parts.c.cases) > 0).order_by(*keys)
    elif question.continued:
        return cells.limit(number(0))  # after the one cell of all there is none
    return cells.limit(SIZE + number(1) if question.looks_ahead else SIZE)


def beyond(keys: list[ColumnElement[Any]], question: Question) -> list[ColumnElement[bool]]:
    """Only what comes after the last cell seen."""
    if not (question.continued and keys):
        return []
    marks = [bindparam(f"after_{n}", type_=key.type) for n, key in enumerate(keys)]
    return [tuple_(*keys) > tuple_(*marks)]


def ranked(rows: Subquery, question: Question) -> Subquery:
    """Rows with their rank by `seconds` within their cell, and how many there have any."""
    keys = [rows.c[name] for name in key_names(question)]
    rank = func.row_number().over(
        partition_by=keys or None, order_by=rows.c.seconds.asc().nulls_last()
    )
    among = func.count(rows.c.seconds).over(partition_by=keys or None)
    return select(rows, rank.label("rank"), among.label("among")).subquery("ranked")


def _sum(parts: Subquery, name: str) -> ColumnElement[Any]:
    return sql_cast(func.coalesce(func.sum(parts.c[name]), number(0)), BigInteger).label(name)


def _median(parts: Subquery) -> ColumnElement[Any]:
    """The mean of the one or two in the middle, in hours to six places: alike on both databases,
    which print other floats differently. Twice the median is a whole number of seconds."""
    middle = and_(
        parts.c.seconds.is_not(None),
        parts.c.rank >= (parts.c.among + 1) // number(2),
        parts.c.rank <= (parts.c.among + 2) // number(2),
    )
    median = sql_cast(func.avg(case((middle, parts.c.seconds))), Float)
    doubled = sql_cast(median * number(2), BigInteger)
    millionths = (doubled * number(1_000_000) + number(3_600)) // number(7_200)
    return sql_cast(millionths, Float) / literal_column("1000000.0", Float())
