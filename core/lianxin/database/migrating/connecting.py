"""One connection for migrating: a transaction that nobody else can migrate beside."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, text
from sqlalchemy.exc import OperationalError

from lianxin.database.opening import parse_address
from lianxin.errors import DatabaseBusy, DatabaseUnavailable

LOCK_SECONDS = 30
_CONNECT_SECONDS = 5
_BUSY_WORDS = ("locked", "lock timeout", "busy")

# Alembic keeps the operations of "the" running migration in a module; so one at a time.
_ONE_AT_A_TIME = threading.Lock()


@contextmanager
def migrating(url: str) -> Iterator[Connection]:
    """A connection to migrate by: everything done with it is stored together or not at all.

    Makes the file or the schema where there is none. Raises DatabaseUnavailable, DatabaseBusy.
    """
    file, schema = parse_address(url)
    if file:
        _make_private(file)
    with _ONE_AT_A_TIME, _told(), _engine(url, "BEGIN IMMEDIATE").begin() as connection:
        if schema:
            connection.execute(
                text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"),
                {"name": f"lianxin migrate {schema}"},
            )
            connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{schema}"'))
        yield connection


@contextmanager
def looking(url: str) -> Iterator[Connection]:
    """A connection to look at what is there. Raises DatabaseUnavailable."""
    file, _ = parse_address(url)
    if file and not file.exists():
        raise DatabaseUnavailable
    with _told(), _engine(url, "BEGIN").connect() as connection:
        yield connection


def _engine(url: str, beginning: str) -> Engine:
    file, schema = parse_address(url)
    if file:
        engine = create_engine(
            f"sqlite:///{file}", poolclass=NullPool, connect_args={"timeout": LOCK_SECONDS}
        )
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", lambda c: c.exec_driver_sql(beginning))
        return engine
    dsn = url.partition("#")[0]
    return create_engine(
        dsn.replace("postgresql://", "postgresql+psycopg://", 1),
        poolclass=NullPool,
        connect_args={
            "connect_timeout": _CONNECT_SECONDS,
            "options": f"-c search_path={schema} -c lock_timeout={LOCK_SECONDS}s",
        },
    )


def _leave_transactions_to_us(connection: Any, _: Any) -> None:
    # The driver begins no transaction for CREATE TABLE, so half a migration could be stored.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")


def _make_private(file: Path) -> None:
    """A database is nobody's business but ours: make its file so from its first byte."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise DatabaseUnavailable from error


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
            raise  # the statement is wrong, which PostgreSQL calls something else
        busy = any(word in str(error.orig) for word in _BUSY_WORDS)
        raise (DatabaseBusy if busy else DatabaseUnavailable) from error
