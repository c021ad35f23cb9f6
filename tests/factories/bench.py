"""Databases for tests: empty but for the calendar, quickly made, never shared by two runs."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    asynccontextmanager,
    contextmanager,
)
from itertools import takewhile
from pathlib import Path
from typing import Any, Protocol, Self

import psycopg
import pytest
from sqlalchemy import insert
from sqlmodel import SQLModel

from lianxin.calendar import CalendarDay, notice_days
from lianxin.database import Database, PostgresqlDatabase, SqliteDatabase
from lianxin.database.migrating import CORE, PLATFORM, Owner, migrate, owners_in_locality
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

    def migrated(self, folder: Path) -> AbstractContextManager[str]:
        """The address of a database with the core's and the platform's tables, all of them empty:
        for those who add localities and do not care how tables are made."""
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

    @contextmanager
    def migrated(self, folder: Path) -> Iterator[str]:
        template = self._template.with_name("migrated.db")
        if not template.exists():
            migrate(f"sqlite:///{template}", [CORE, PLATFORM])
        with self.blank(folder) as address:
            path = Path(address.removeprefix("sqlite:///"))
            path.parent.mkdir(mode=0o700, exist_ok=True)
            shutil.copy(template, path)
            yield address


class PostgresqlBench:
    """A schema made once per test process and emptied for each test.

    A lock on its name lives as long as the process: a schema without one was left behind.
    """

    def __init__(self) -> None:
        self._dsn = os.environ.get(SERVER, "")
        if not self._dsn:
            pytest.skip(f"no PostgreSQL: set {SERVER}=postgresql://user@host:5432/base")
        self._connection = psycopg.connect(self._dsn, autocommit=True)
        self._spare: list[str] = []

    def __enter__(self) -> Self:
        try:
            self._prepare()
        except BaseException:
            self._connection.close()
            raise
        return self

    def _prepare(self) -> None:
        self._schema = self._new_name()
        for orphan in self._unlocked():
            self._run(f"DROP SCHEMA IF EXISTS {orphan} CASCADE")
        self._tables = _fill(f"{self._dsn}#{self._schema}")
        self._made = self._tables_in(self._schema)
        self._run(f"SET search_path TO {self._schema}")
        self._run(f"CREATE TEMPORARY TABLE published AS SELECT * FROM {_CALENDAR}")

    def __exit__(self, *_: Any) -> None:
        for schema in (self._schema, *self._spare):
            self._run(f"DROP SCHEMA {schema} CASCADE")
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

    @contextmanager
    def migrated(self, folder: Path) -> Iterator[str]:
        schema = self._spare.pop() if self._spare else self._new_migrated()
        made = self._tables_in(schema)
        try:
            yield f"{self._dsn}#{schema}"
        finally:
            if self._tables_in(schema) == made:
                self._delete_rows(schema, [t for t in _in_order() if t in made])
                self._spare.append(schema)
            else:
                self._run(f"DROP SCHEMA {schema} CASCADE")

    def _new_migrated(self) -> str:
        name = self._new_name()
        migrate(f"{self._dsn}#{name}", [CORE, PLATFORM])
        return name

    def _tables_in(self, schema: str) -> set[str]:
        return {name for (name,) in self._run(_TABLES, schema)}

    def _new_name(self) -> str:
        name = f"lianxin_test_{os.getpid()}_{os.urandom(3).hex()}"
        self._run("SELECT pg_advisory_lock(hashtext(%s))", name)
        return name

    def _unlocked(self) -> list[str]:
        names = self._run("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'lianxin_test_%%'")
        return [n for (n,) in names if self._run(_NOBODY_USES, n) == [(True,)]]

    def _empty(self) -> None:
        with self._connection.transaction():
            for table in self._tables_in(self._schema) - self._made:
                self._run(f"DROP TABLE {table} CASCADE")
            self._delete_rows(self._schema, [t for t in self._tables if t != _CALENDAR])
            if self._run(_CALENDAR_CHANGED):
                self._run(f"DELETE FROM {_CALENDAR}")
                self._run(f"INSERT INTO {_CALENDAR} SELECT * FROM published")

    def _delete_rows(self, schema: str, tables: Sequence[str]) -> None:
        """From the few tables that hold any: truncating all of them takes far longer."""
        asked = [f"SELECT {t!r} WHERE EXISTS (SELECT FROM {schema}.{t})" for t in tables]
        filled = {name for (name,) in self._run(" UNION ALL ".join(asked))}
        deleted = [f"DELETE FROM {schema}.{table}" for table in reversed(tables) if table in filled]
        self._run("; ".join(deleted))

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
    # A plugin's tables refer to the core's: without those, its migrations cannot run either.
    migrate(url, list(takewhile(_is_fresh, owners)))
    tables = [t for t in SQLModel.metadata.sorted_tables if _is_locality(t.name)]
    days = [row.model_dump() for year in YEARS for row in map(_day_row, notice_days(year))]
    with migrating(url) as connection:
        # What no migration made: tables of tests, or all where a revision is yet to be renewed.
        SQLModel.metadata.create_all(connection, tables=tables)
        connection.execute(insert(CalendarDayRow), days)
    return [table.name for table in tables]


def _in_order() -> list[str]:
    """All tables, each after those that it refers to."""
    return [table.name for table in SQLModel.metadata.sorted_tables]


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
