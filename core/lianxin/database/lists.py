"""A list of dates as one parameter, and as rows to join with."""

from datetime import date
from typing import Any

import orjson
from sqlalchemy import Date, Dialect, String, TableValuedAlias, bindparam, column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


class Days(TypeDecorator[list[date]]):
    """A list of dates as one parameter: an array on PostgreSQL, JSON text on SQLite."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import ARRAY

            return dialect.type_descriptor(ARRAY(Date))
        return dialect.type_descriptor(String())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        days = list(value or ())
        return days if dialect.name == "postgresql" else orjson.dumps(days).decode()


class _Each(FunctionElement[date]):
    type = Date()
    inherit_cache = False


@compiles(_Each, "postgresql")
def _each_postgresql(element: _Each, compiler: SQLCompiler, **kw: Any) -> str:
    return f"unnest({compiler.process(element.clauses, **kw)})"


@compiles(_Each, "sqlite")
def _each_sqlite(element: _Each, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **kw)})"


def each_day(name: str) -> TableValuedAlias:
    """The dates of the list parameter `name` as rows; their column is `value`.

    The alias has the column's name: PostgreSQL calls the one column of a set of dates by it.
    """
    days = _Each(bindparam(name, type_=Days()))
    return days.table_valued(column("value", Date()), name="value")
