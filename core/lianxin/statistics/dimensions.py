"""What cases are counted by: each dimension as a key in SQL and as a code for people."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Date, FromClause, func, literal_column
from sqlalchemy import cast as sql_cast
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from lianxin.database import Sorted
from lianxin.tables import Unit


class Dimension(StrEnum):
    UNIT = "UNIT"
    CHANNEL = "CHANNEL"
    CATEGORY = "CATEGORY"
    STEP = "STEP"
    PHASE = "PHASE"
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"

    @property
    def of_time(self) -> bool:
        return self in (Dimension.DAY, Dimension.WEEK, Dimension.MONTH)


@dataclass(frozen=True)
class Counted:
    """What is counted: rows with columns named like a case's, the local day of submission."""

    rows: FromClause
    day: ColumnElement[Any]
    unit: FromClause

    @property
    def c(self) -> Any:
        return self.rows.c

    def joined(self, dimensions: Collection[Dimension]) -> FromClause:
        """The rows, with their units where these are needed."""
        if Dimension.UNIT not in dimensions:
            return self.rows
        return self.rows.outerjoin(self.unit, self.unit.c.id == self.c.unit_id)

    def labelled(self, dimensions: Collection[Dimension]) -> list[ColumnElement[Any]]:
        """The keys as `k0` …, and the unit's name."""
        columns: list[ColumnElement[Any]] = [
            key_of(d, self).label(f"k{n}") for n, d in enumerate(dimensions)
        ]
        if Dimension.UNIT in dimensions:
            columns.append(self.unit.c.name.label("unit_name"))
        return columns


def counted(rows: FromClause, day: ColumnElement[Any]) -> Counted:
    return Counted(rows, day, Unit.__table__.alias())  # type: ignore[attr-defined]


def key_of(dimension: Dimension, counted: Counted) -> ColumnElement[Any]:
    """What cases of one cell share; in the order of keys the cells come. Never null."""
    return _KEYS[dimension](counted)


class _First(FunctionElement[date]):
    """The first day of a date's week or month."""

    type = Date()
    inherit_cache = False

    def __init__(self, of: str, day: ColumnElement[Any]) -> None:
        self.of = of
        super().__init__(day)


@compiles(_First, "postgresql")
def _first_postgresql(element: _First, compiler: SQLCompiler, **kw: Any) -> str:
    day = compiler.process(element.clauses, **kw)
    return f"date_trunc('{element.of}', ({day})::timestamp)::date"


@compiles(_First, "sqlite")
def _first_sqlite(element: _First, compiler: SQLCompiler, **kw: Any) -> str:
    day = compiler.process(element.clauses, **kw)
    steps = "'-6 days', 'weekday 1'" if element.of == "week" else "'start of month'"
    return f"date({day}, {steps})"


def _text(value: ColumnElement[Any]) -> ColumnElement[str]:
    """In byte order on both databases; null as the empty text, so that it can be paged by."""
    return sql_cast(func.coalesce(value, literal_column("''")), Sorted)


_KEYS: dict[Dimension, Callable[[Counted], ColumnElement[Any]]] = {
    Dimension.UNIT: lambda n: _text(n.unit.c.code),
    Dimension.CHANNEL: lambda n: _text(n.c.channel),
    Dimension.CATEGORY: lambda n: _text(n.c.category),
    Dimension.STEP: lambda n: _text(n.c.step),
    Dimension.PHASE: lambda n: _text(n.c.phase),
    Dimension.DAY: lambda n: n.day,
    Dimension.WEEK: lambda n: _First("week", n.day),
    Dimension.MONTH: lambda n: _First("month", n.day),
}
