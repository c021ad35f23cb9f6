"""Rows of other tables inside a row, as one JSON value: what one statement loads at once."""

from collections import namedtuple
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, cast

from sqlalchemy import Boolean, ColumnElement, Date, ScalarSelect, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import SQLCoreOperations
from sqlalchemy.sql.functions import FunctionElement

from lianxin.database.statements import Row
from lianxin.database.types import Instant, Json


class _Gathered(FunctionElement[Any]):
    type = Json()
    inherit_cache = False


@compiles(_Gathered, "postgresql")
def _gathered_postgresql(element: _Gathered, compiler: SQLCompiler, **kw: Any) -> str:
    cells = ", ".join(compiler.process(c, **kw) for c in element.clauses)
    return f"json_agg(json_build_array({cells}))"


@compiles(_Gathered, "sqlite")
def _gathered_sqlite(element: _Gathered, compiler: SQLCompiler, **kw: Any) -> str:
    cells = ", ".join(_cell(c, compiler.process(c, **kw)) for c in element.clauses)
    return f"json_group_array(json_array({cells}))"


def _cell(column: Any, text: str) -> str:
    return f"json({text})" if isinstance(column.type, Json) else text


class Nested:
    """`DEADLINES.where(…)` is a column of a statement, `DEADLINES.rows(row.deadlines)` its rows.

    Rows come in no order.
    """

    def __init__(self, *columns: SQLCoreOperations[Any]) -> None:
        self._columns = cast(tuple[ColumnElement[Any], ...], columns)
        self._row = namedtuple("Row", [c.key for c in self._columns], rename=True)  # type: ignore[misc]
        self._readers = [_reader(c) for c in self._columns]

    def where(self, *conditions: SQLCoreOperations[bool]) -> ScalarSelect[Any]:
        """Correlated with the statement that it stands in."""
        return select(_Gathered(*self._columns)).where(*cast(Any, conditions)).scalar_subquery()

    def rows(self, value: Iterable[list[Any]] | None) -> list[Row]:
        return [
            self._row(
                *[
                    r(c) if r and c is not None else c
                    for r, c in zip(self._readers, cells, strict=True)
                ]
            )
            for cells in value or ()
        ]


def _reader(column: ColumnElement[Any]) -> Callable[[Any], Any] | None:
    """JSON knows no dates, and SQLite no truth values."""
    if isinstance(column.type, Instant):
        return _instant
    if isinstance(column.type, Date):
        return date.fromisoformat
    return bool if isinstance(column.type, Boolean) else None


def _instant(text: str) -> Any:
    return Instant().process_result_value(text, None)  # type: ignore[arg-type]
