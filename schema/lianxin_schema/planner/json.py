"""JSON made inside the database: text put together piece by piece, alike on both databases."""

from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from sqlalchemy import ColumnElement, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

Part = str | ColumnElement[Any]
"""Literal JSON text, or an SQL expression that gives JSON text (never null)."""


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


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _pieces(element: Concat, compiler: SQLCompiler, **kw: Any) -> list[str]:
    if not element.parts:
        return ["''"]
    return [
        literal(p) if isinstance(p, str) else compiler.process(p, **kw) for p in element.parts
    ]


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
    """An SQL value as JSON text; null becomes `null`.

    `kind` is text, word (needs no escaping), int, float, bool, instant, date or json.
    """

    type = String()
    inherit_cache = False

    def __init__(self, value: ColumnElement[Any], kind: str, nullable: bool) -> None:
        self.value = value
        self.kind = kind
        self.nullable = nullable

    @property
    def _from_objects(self) -> list[Any]:
        return []


_POSTGRESQL = {
    "text": "to_json({0})::text",
    "word": "'\"' || {0} || '\"'",
    "int": "({0})::text",
    "float": "({0})::float8::text",
    "bool": "({0})::text",
    "instant": "to_json({0})::text",
    "date": "to_json({0})::text",
    "json": "({0})::text",
}
_SQLITE = {
    "text": "json_quote({0})",
    "word": "'\"' || {0} || '\"'",
    "int": "CAST({0} AS TEXT)",
    "float": "json_quote(CAST({0} AS REAL))",
    "bool": "CASE WHEN {0} THEN 'true' ELSE 'false' END",
    "instant": "'\"' || {0} || '\"'",
    "date": "'\"' || {0} || '\"'",
    "json": "{0}",
}


@compiles(Scalar, "postgresql")
def _scalar_postgresql(element: Scalar, compiler: SQLCompiler, **kw: Any) -> str:
    return _scalar(element, _POSTGRESQL, compiler, **kw)


@compiles(Scalar, "sqlite")
def _scalar_sqlite(element: Scalar, compiler: SQLCompiler, **kw: Any) -> str:
    if element.kind == "bool" and element.nullable:
        value = compiler.process(element.value, **kw)
        return f"CASE WHEN {value} THEN 'true' WHEN NOT {value} THEN 'false' ELSE 'null' END"
    return _scalar(element, _SQLITE, compiler, **kw)


def _scalar(
    element: Scalar, forms: dict[str, str], compiler: SQLCompiler, **kw: Any
) -> str:
    text = forms[element.kind].format(compiler.process(element.value, **kw))
    return f"coalesce({text}, 'null')" if element.nullable else f"({text})"


class Joined(ColumnElement[str]):
    """JSON texts of several rows, joined by commas, in the order in which the rows come."""

    type = String()
    inherit_cache = False

    def __init__(self, item: ColumnElement[str]) -> None:
        self.item = item

    @property
    def _from_objects(self) -> list[Any]:
        return []


@compiles(Joined, "postgresql")
def _joined_postgresql(element: Joined, compiler: SQLCompiler, **kw: Any) -> str:
    return f"coalesce(string_agg({compiler.process(element.item, **kw)}, ','), '')"


@compiles(Joined, "sqlite")
def _joined_sqlite(element: Joined, compiler: SQLCompiler, **kw: Any) -> str:
    return f"coalesce(group_concat({compiler.process(element.item, **kw)}, ','), '')"


def dumps(value: Any) -> str:
    """Python values as JSON text, for what is known when planning."""
    return orjson.dumps(value).decode()


def commas(groups: Iterable[Sequence[Part]]) -> list[Part]:
    """Groups of parts with commas between them."""
    parts: list[Part] = []
    for group in groups:
        if parts:
            parts.append(",")
        parts.extend(group)
    return parts
