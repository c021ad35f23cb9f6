"""Rows by the million into either database: COPY on PostgreSQL, one long insert on SQLite.

Indexes and foreign keys are taken away before and made again after, as a restore does it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any

from sqlalchemy import Connection, ForeignKeyConstraint, Table
from sqlalchemy.schema import AddConstraint, DropConstraint

from bench.data.chance import Row
from lianxin.database.grams import rebuild_mirrors

AT_ONCE = 5_000


@contextmanager
def bare(connection: Connection, tables: Sequence[Table]) -> Iterator[None]:
    """The tables without what slows storing down."""
    indexes = [index for table in tables for index in table.indexes]
    foreign = list(_foreign_keys(connection, tables))
    for constraint in foreign:
        connection.execute(DropConstraint(constraint))
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)
    for constraint in foreign:
        connection.execute(AddConstraint(constraint))
    rebuild_mirrors(connection, tables)


def store(connection: Connection, table: Table, rows: Iterable[Row]) -> int:
    """How many rows there were. Each names every column that must not be empty; what is more is
    left aside."""
    names = [column.name for column in table.columns]
    needed = {column.name for column in table.columns if not column.nullable}
    binders = [column.type._cached_bind_processor(connection.dialect) for column in table.columns]
    lines = (
        [
            _bound(bind, row[name] if name in needed else row.get(name))
            for name, bind in zip(names, binders, strict=True)
        ]
        for row in rows
    )
    put = _copy if connection.dialect.name == "postgresql" else _insert
    return put(connection, table.name, names, lines)


def _bound(bind: Callable[[Any], Any] | None, value: Any) -> Any:
    return bind(value) if bind is not None else value


def _copy(
    connection: Connection, table: str, names: Sequence[str], lines: Iterable[Sequence[Any]]
) -> int:
    raw: Any = connection.connection.driver_connection
    counted, into = count(), f"COPY {table} ({', '.join(names)}) FROM STDIN"
    with raw.cursor() as cursor, cursor.copy(into) as to:
        for line, _ in zip(lines, counted, strict=False):
            to.write_row(line)
    return next(counted)


def _insert(
    connection: Connection, table: str, names: Sequence[str], lines: Iterable[Sequence[Any]]
) -> int:
    raw: Any = connection.connection.driver_connection
    places = ", ".join("?" * len(names))
    cursor = raw.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})", lines)
    return int(cursor.rowcount)


def _foreign_keys(
    connection: Connection, tables: Sequence[Table]
) -> Iterator[ForeignKeyConstraint]:
    """SQLite does not let go of them, and does not look at them while storing either."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        yield from (c for c in table.constraints if isinstance(c, ForeignKeyConstraint))
