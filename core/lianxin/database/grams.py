"""Finding rows by the pieces of a text: GIN on PostgreSQL, FTS5 beside the table on SQLite."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Connection, Dialect, FromClause, Table, event, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from lianxin.database.types import Grams, Words

# No text is kept in it, no order, no lengths. The tokenizer parts at spaces only: every other
# character of a piece is a letter or digit, or is not ASCII.
_CREATION = (
    "CREATE VIRTUAL TABLE {mirror} USING fts5("
    "grams, content='', detail=none, columnsize=0, tokenize='ascii')"
)
_ADDITION = "INSERT INTO {mirror}(rowid, grams) SELECT id, grams FROM {table} WHERE id = ?"
_REMOVAL = (
    "INSERT INTO {mirror}({mirror}, rowid, grams) "
    "SELECT 'delete', id, grams FROM {table} WHERE id = ?"
)
# What is removed is only marked so; merging all segments takes it out of the file.
_PURGE = "INSERT INTO {mirror}({mirror}) VALUES ('optimize')"
_EMPTYING = "INSERT INTO {mirror}({mirror}) VALUES ('delete-all')"
_FILLING = "INSERT INTO {mirror}(rowid, grams) SELECT id, grams FROM {table}"
_DIFFERING = "SELECT id FROM {table} WHERE id = ? AND grams <> ?"


class AskedGrams(Words):
    """Pieces that a text must have, as one parameter; at least one."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if dialect.name == "postgresql":
            return list(value)
        return " ".join(f'"{gram}"' for gram in value)


class HasGrams(FunctionElement[bool]):
    """The text of a row of `table` has all pieces of the parameter; by index."""

    type = Boolean()
    inherit_cache = False
    _is_implicitly_boolean = True

    def __init__(self, table: FromClause, asked: Any) -> None:
        self.mirror = Mirror(table.element.name).name  # type: ignore[attr-defined]
        super().__init__(table.c.id, table.c.grams, asked)


@compiles(HasGrams, "postgresql")
def _has_grams_postgresql(element: HasGrams, compiler: SQLCompiler, **kw: Any) -> str:
    _, grams, asked = element.clauses
    return f"{compiler.process(grams, **kw)} @> {compiler.process(asked, **kw)}"


@compiles(HasGrams, "sqlite")
def _has_grams_sqlite(element: HasGrams, compiler: SQLCompiler, **kw: Any) -> str:
    key, _, asked = element.clauses
    found = f"SELECT rowid FROM {element.mirror} WHERE {element.mirror} MATCH"
    return f"{compiler.process(key, **kw)} IN ({found} {compiler.process(asked, **kw)})"


class Mirror:
    """The statements by which an FTS5 table follows a table with grams."""

    def __init__(self, table: str) -> None:
        self.name = f"fts_{table}"
        names = {"table": table, "mirror": self.name}
        self.creation = _CREATION.format(**names)
        self.addition = _ADDITION.format(**names)
        self.removal = _REMOVAL.format(**names)
        self.purge = _PURGE.format(**names)
        self.rebuilding = (_EMPTYING.format(**names), _FILLING.format(**names))
        self.differing = _DIFFERING.format(**names)


@cache
def mirrored(table: Table) -> Mirror | None:
    """How the mirror of a table is kept; None for one without grams."""
    has_grams = any(isinstance(column.type, Grams) for column in table.columns)
    return Mirror(table.name) if has_grams else None


@event.listens_for(Table, "after_create")
def _mirror(table: Table, connection: Connection, **_: Any) -> None:
    mirror = mirrored(table)
    if mirror is not None and connection.dialect.name == "sqlite":
        connection.execute(text(mirror.creation))


def rebuild_mirrors(connection: Connection, tables: Iterable[Table]) -> None:
    """After rows were written past this package: have SQLite find them."""
    if connection.dialect.name != "sqlite":
        return
    for table in tables:
        if mirror := mirrored(table):
            for statement in mirror.rebuilding:
                connection.execute(text(statement))
