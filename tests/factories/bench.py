"""Databases for tests: empty but for the calendar, quickly made, never shared by two runs."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    asynccontextmanager,
    contextmanager,
)
from pathlib import Path
from typing import Any, Protocol, Self

import psycopg
import pytest
from sqlalchemy import insert
from sqlmodel import SQLModel

from lianxin.calendar import CalendarDay, notice_days
from lianxin.database import Database, PostgresqlDatabase, SqliteDatabase
from lianxin.database.migrating import Owner, migrate, owners_in_locality
from lianxin.database.migrating.applying import newest
from lianxin.database.migrating.connecting import migrating
from lianxin.database.migrating.writing import initial_revision
from lianxin.database.postgresql import Server
from lianxin.plugins.manager import load_plugins
from lianxin.tables import CalendarDayRow

SERVER = "LIANXIN_TEST_POSTGRES"
YEARS = (2025, 2026)
_CALENDAR = CalendarDayRow.__tablename__


class Bench(Protocol):
    def fresh(self, folder: Path) -> AbstractAsyncContextManager[Database]:
        """A database of a locality, as good as new."""
        ...

    def blank(self, folder: Path) -> AbstractContextManager[str]:
        """The address of a database that does not exist yet."""
        ...


class SqliteBench:
    """A file made once and copied for each test."""

    def __init__(self, template: Path) -> None:
        self._template = template
        _fill(f"sqlite:///{template}")

    @asynccontextmanager
    async def fresh(self, folder: Path) -> AsyncIterator[Database]:
        path = folder / "locality.db"
        shutil.copyfile(self._template, path)
        async with SqliteDatabase(path).opened() as database:
            yield database

    @contextmanager
    def blank(self, folder: Path) -> Iterator[str]:
        yield f"sqlite:///{folder / 'new' / f'{os.urandom(3).hex()}.db'}"


class PostgresqlBench:
    """A schema made once per test process and emptied for each test.

    A lock on its name lives as long as the process: a schema without one was left behind.
    """

    def __init__(self) -> None:
        self._dsn = os.environ.get(SERVER, "")
        if not self._dsn:
            pytest.skip(f"no PostgreSQL: set {SERVER}=postgresql://user@host:5432/base")
        self._connection = psycopg.connect(self._dsn, autocommit=True)

    def __enter__(self) -> Self:
        self._schema = self._new_name()
        for orphan in self._unlocked():
            self._run(f"DROP SCHEMA IF EXISTS {orphan} CASCADE")
        self._tables = _fill(f"{self._dsn}#{self._schema}")
        self._made = set(self._run(_TABLES, self._schema))
        self._run(f"SET search_path TO {self._schema}")
        self._run(f"CREATE TEMPORARY TABLE published AS SELECT * FROM {_CALENDAR}")
        return self

    def __exit__(self, *_: Any) -> None:
        self._run(f"DROP SCHEMA {self._schema} CASCADE")
        self._connection.close()

    @asynccontextmanager
    async def fresh(self, folder: Path) -> AsyncIterator[Database]:
        self._empty()
        server = Server(self._dsn)
        try:
            yield PostgresqlDatabase(server, self._schema)
        finally:
            await server.close()

    @contextmanager
    def blank(self, folder: Path) -> Iterator[str]:
        schema = self._new_name()
        try:
            yield f"{self._dsn}#{schema}"
        finally:
            self._run(f"DROP SCHEMA IF EXISTS {schema} CASCADE")

    def _new_name(self) -> str:
        name = f"lianxin_test_{os.getpid()}_{os.urandom(3).hex()}"
        self._run("SELECT pg_advisory_lock(hashtext(%s))", name)
        return name

    def _unlocked(self) -> list[str]:
        names = self._run("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'lianxin_test_%%'")
        return [n for (n,) in names if self._run(_NOBODY_USES, n) == [(True,)]]

    def _empty(self) -> None:
        """Delete from the few tables that hold rows: truncating all of them takes far longer."""
        tables = [table for table in reversed(self._tables) if table != _CALENDAR]
        asked = [f"SELECT {t!r} WHERE EXISTS (SELECT FROM {t})" for t in tables]
        filled = {name for (name,) in self._run(" UNION ALL ".join(asked))}
        strange = set(self._run(_TABLES, self._schema)) - self._made
        with self._connection.transaction():
            for (table,) in strange:
                self._run(f"DROP TABLE {table} CASCADE")
            for table in (table for table in tables if table in filled):
                self._run(f"DELETE FROM {table}")
            if self._run(_CALENDAR_CHANGED):
                self._run(f"DELETE FROM {_CALENDAR}")
                self._run(f"INSERT INTO {_CALENDAR} SELECT * FROM published")

    def _run(self, statement: str, *values: Any) -> list[Any]:
        cursor = self._connection.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = %s"
_NOBODY_USES = "SELECT pg_try_advisory_lock(hashtext(%s))"
_CALENDAR_CHANGED = (
    f"(TABLE {_CALENDAR} EXCEPT TABLE published) UNION ALL "
    f"(TABLE published EXCEPT TABLE {_CALENDAR})"
)


def _fill(url: str) -> list[str]:
    """All tables of a locality with all installed plugins, and the calendar; the tables made."""
    plugins = load_plugins().plugins
    owners = owners_in_locality(plugins, [plugin.key for plugin in plugins])
    migrate(url, [owner for owner in owners if _is_fresh(owner)])
    tables = [t for t in SQLModel.metadata.sorted_tables if _is_locality(t.name)]
    days = [row.model_dump() for year in YEARS for row in map(_day_row, notice_days(year))]
    with migrating(url) as connection:
        # What no migration made: tables of tests, and those whose revision is yet to be renewed.
        SQLModel.metadata.create_all(connection, tables=tables)
        connection.execute(insert(CalendarDayRow), days)
    return [table.name for table in tables]


def _is_fresh(owner: Owner) -> bool:
    """tests/core/database tells of those that are not; tests of other things go on."""
    return f'"{newest(owner)}"' in initial_revision(owner)


def _is_locality(table: str) -> bool:
    return not table.startswith("platform_")


def _day_row(day: CalendarDay) -> CalendarDayRow:
    return CalendarDayRow(
        day=day.date,
        kind=day.kind.value,
        name_zh=day.name.zh,
        name_en=day.name.en,
        source=day.source,
        provisional=day.provisional,
    )
