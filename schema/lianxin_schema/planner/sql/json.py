"""JSON made inside the database: text put together piece by piece, alike on both databases."""

from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from sqlalchemy import ColumnElement, String, func, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

Part = str | ColumnElement[Any]
"""Literal JSON text, or an SQL expression that gives JSON text.

SQL's null stands for what is missing. As null makes null of whatever it is concatenated with,
it goes up through fields that must not be null as GraphQL wants it, until `or_null` ends it.
"""


class Concat(ColumnElement[str]):
    """Parts put one after the other."""

    type = String()
    inherit_cache = False

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = _merged(parts)

    @property
    def _from_objects(self) -> list[Any]:
        return []


def _merged(parts: Sequence[Part]) -> tuple[Part, ...]:
    merged: list[Part] = []
    for part in parts:
        if isinstance(part, Concat):
            for inner in part.parts:
                _append(merged, inner)
        else:
            _append(merged, part)
    return tuple(merged)


def _append(merged: list[Part], part: Part) -> None:
    if isinstance(part, str) and merged and isinstance(merged[-1], str):
        merged[-1] += part
    elif part != "" or not isinstance(part, str):
        merged.append(part)


MISSING: ColumnElement[str] = literal_column("NULL", String())


def literal(text: str) -> str:
    """A text as SQL. (`%(…)s` would be taken for a parameter.)"""
    return "'" + text.replace("'", "''").replace("%(", "%' || '(") + "'"


def constant(text: str) -> ColumnElement[str]:
    """A text known when planning, written into the statement."""
    return literal_column(literal(text), String())


def _pieces(element: Concat, compiler: SQLCompiler, **kw: Any) -> list[str]:
    if not element.parts:
        return ["''"]
    return [literal(p) if isinstance(p, str) else compiler.process(p, **kw) for p in element.parts]


@compiles(Concat, "postgresql")
def _concat_postgresql(element: Concat, compiler: SQLCompiler, **kw: Any) -> str:
    return "(" + " || ".join(_pieces(element, compiler, **kw)) + ")"


@compiles(Concat, "sqlite")
def _concat_sqlite(element: Concat, compiler: SQLCompiler, **kw: Any) -> str:
    # A long chain overflows SQLite's expression depth (1,000): a balanced tree does not.
    return _balanced(_pieces(element, compiler, **kw))


def _balanced(pieces: list[str]) -> str:
    if len(pieces) <= 8:
        return "(" + " || ".join(pieces) + ")"
    half = len(pieces) // 2
    return "(" + _balanced(pieces[:half]) + " || " + _balanced(pieces[half:]) + ")"


class Scalar(ColumnElement[str]):
    """An SQL value as JSON text; `kind` is text, int, float, bool, instant, date or json."""

    type = String()
    inherit_cache = False

    def __init__(self, value: ColumnElement[Any], kind: str, nullable: bool = False) -> None:
        self.value = value
        self.kind = kind
        self.nullable = nullable

    @property
    def _from_objects(self) -> list[Any]:
        return []


_POSTGRESQL = {
    "text": "to_json({0})::text",
    "int": "({0})::text",
    "float": "({0})::float8::text",
    "bool": "({0})::text",
    "instant": "to_json({0})::text",
    "date": "to_json({0})::text",
    "json": "({0})::text",
}
# SQLite quotes a float with 15 digits; where these do not give the number back, 17 do.
_SQLITE = {
    "text": "nullif(json_quote({0}), 'null')",
    "int": "CAST({0} AS TEXT)",
    "float": "CASE WHEN CAST(printf('%!.15g', {0}) AS REAL) = ({0}) THEN printf('%!.15g', {0}) "
    "WHEN ({0}) IS NOT NULL THEN printf('%!.17g', {0}) END",
    "bool": "CASE WHEN ({0}) THEN 'true' WHEN NOT ({0}) THEN 'false' END",
    "instant": "('\"' || ({0}) || '\"')",
    "date": "('\"' || ({0}) || '\"')",
    "json": "({0})",
}
_SQLITE_OR_NULL = {"text": "json_quote({0})"}


@compiles(Scalar, "postgresql")
def _scalar_postgresql(element: Scalar, compiler: SQLCompiler, **kw: Any) -> str:
    text = _POSTGRESQL[element.kind].format(compiler.process(element.value, **kw))
    return f"coalesce({text}, 'null')" if element.nullable else text


@compiles(Scalar, "sqlite")
def _scalar_sqlite(element: Scalar, compiler: SQLCompiler, **kw: Any) -> str:
    value = compiler.process(element.value, **kw)
    if element.nullable and element.kind in _SQLITE_OR_NULL:
        return _SQLITE_OR_NULL[element.kind].format(value)
    text = _SQLITE[element.kind].format(value)
    return f"coalesce({text}, 'null')" if element.nullable else text


def or_null(part: Part) -> Part:
    """The part, or `null` where it is missing."""
    if isinstance(part, str):
        return part
    if isinstance(part, Scalar):
        return Scalar(part.value, part.kind, nullable=True)
    return func.coalesce(part, constant("null"))


class Joined(ColumnElement[str]):
    """JSON texts of several rows, joined by commas, in the order in which the rows come.

    Rows for which the text is null, or `only` does not hold, are left out.
    """

    type = String()
    inherit_cache = False

    def __init__(self, item: Part, only: ColumnElement[bool] | None = None) -> None:
        self.item = Concat([item])
        self.only = only

    @property
    def _from_objects(self) -> list[Any]:
        return []


@compiles(Joined, "postgresql")
def _joined_postgresql(element: Joined, compiler: SQLCompiler, **kw: Any) -> str:
    return _joined("string_agg", element, compiler, **kw)


@compiles(Joined, "sqlite")
def _joined_sqlite(element: Joined, compiler: SQLCompiler, **kw: Any) -> str:
    return _joined("group_concat", element, compiler, **kw)


def _joined(function: str, element: Joined, compiler: SQLCompiler, **kw: Any) -> str:
    text = f"{function}({compiler.process(element.item, **kw)}, ',')"
    if element.only is not None:
        text += f" FILTER (WHERE {compiler.process(element.only, **kw)})"
    return f"coalesce({text}, '')"


def dumps(value: Any) -> str:
    """A Python value as JSON text, for what is known when planning."""
    return orjson.dumps(value).decode()


def commas(groups: Iterable[Sequence[Part]]) -> list[Part]:
    """Groups of parts with commas between them."""
    parts: list[Part] = []
    for group in groups:
        if parts:
            parts.append(",")
        parts.extend(group)
    return parts
