"""PostgreSQL: one schema per locality, one pool per server."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import Any

import asyncpg
from sqlalchemy import Select
from sqlmodel import SQLModel

from lianxin.database.base import Backend, Database, Session, Transaction
from lianxin.database.batch import Batch, can_wait, one_statement
from lianxin.database.connections import Connection, Connections
from lianxin.database.sharing import SharedReads
from lianxin.database.statements import SCHEMA_MARK, Prepared, postgresql_preparer, side_by_side
from lianxin.errors import DatabaseBusy, DatabaseUnavailable, NotMigrated, NotUnique

_PREPARER = postgresql_preparer()
CONNECT_SECONDS = 5
MOST_WAITING = 1_000
"""More rows than this are sent by themselves, as the driver sends many."""

STATEMENT_CACHE = 500
# A plan that is made once serves every value: half of a command's and four fifths of a look-up's
# time in the database went into planning anew, since an empty list looked cheaper than any.
_SETTINGS = {
    "timezone": "UTC",
    "jit": "off",
    "plan_cache_mode": "force_generic_plan",
    "statement_timeout": "8000",
    "lock_timeout": "2000",
    "idle_in_transaction_session_timeout": "30000",
    "application_name": "lianxin",
}
_TEXTS = 5_000
"""Texts that are kept: those of some ten localities that are busy."""

_NOT_AS_SEEN = "22012"
"""Division by zero: see `Batch.expect`."""

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = $1"


@lru_cache(maxsize=_TEXTS)
def _written_for(text: str, mark: str) -> str:
    """A statement for one schema: one and the same object each time, so that the driver, too,
    finds what it prepared at once."""
    return text.replace(SCHEMA_MARK, mark)


class Server:
    """The connections to one server; shared by the localities that live on it."""

    def __init__(self, dsn: str, size: int = 10, patience_seconds: int | None = None) -> None:
        self.dsn = dsn
        self.size = size
        self._settings = dict(_SETTINGS)
        if patience_seconds is not None:
            # As in `be_patient`: one plan for every value is none for so many rows.
            patient = {"statement_timeout": str(patience_seconds * 1000), "plan_cache_mode": "auto"}
            self._settings |= patient
        self.connections = Connections(self._connect, size, CONNECT_SECONDS)
        self.shared = SharedReads(self.connections)

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        with _told():
            async with self.connections.one() as connection:
                yield connection

    async def close(self) -> None:
        await self.connections.close()

    async def _connect(self) -> Connection:
        connection = await asyncpg.connect(
            self.dsn,
            timeout=CONNECT_SECONDS,
            statement_cache_size=STATEMENT_CACHE,
            max_cacheable_statement_size=0,
            server_settings=self._settings,
        )
        # See types.Bytes: to decode a page of 50 cases and encode it again took 25 µs.
        await connection.set_type_codec(
            "bpchar", schema="pg_catalog", encoder=bytes, decoder=bytes, format="binary"
        )
        return connection


class PostgresqlSession(Session):
    side_by_side = True

    def __init__(self, connection: Connection, schema: str) -> None:
        super().__init__(_PREPARER)
        self._connection = connection
        self._schema = schema

    async def _fetch(self, prepared: Prepared, arguments: list[Any]) -> Sequence[Sequence[Any]]:
        with _told():
            found: Sequence[Sequence[Any]] = await self._connection.fetch(
                self._text(prepared), *arguments
            )
        return found

    async def _fetch_all(
        self, asked: Sequence[tuple[Prepared, list[Any]]]
    ) -> Sequence[Sequence[Sequence[Any]]]:
        """Each as an array of its rows, which the driver gives back as they are."""
        if len(asked) == 1:
            return [await self._fetch(*asked[0])]
        text = side_by_side(tuple(prepared.text for prepared, _ in asked))
        arguments = [value for _, values in asked for value in values]
        with _told():
            row = await self._connection.fetchrow(_written_for(text, self._schema), *arguments)
        found: Sequence[Sequence[Sequence[Any]]] = tuple(row)
        return found

    def _text(self, prepared: Prepared) -> str:
        return _written_for(prepared.text, self._schema)


class PostgresqlTransaction(PostgresqlSession, Transaction):
    """What is written waits until something is read, or for the end: then it is one statement.

    It begins with the first statement that locks something or writes before the end. What is read
    earlier is what has been committed, as it would be within; and where all is written by the last
    statement alone, that is a transaction by itself and spares two round trips.
    """

    def __init__(self, connection: Connection, schema: str) -> None:
        super().__init__(connection, schema)
        self._waiting = Batch()
        self._begun = False

    async def flush(self) -> None:
        if self._waiting:
            await self._begin()
            await self._send()

    async def commit(self) -> None:
        if self._waiting:
            await self._send()
        if self._begun:
            await self._connection.execute("COMMIT")

    async def roll_back(self) -> None:
        if self._begun and not self._connection.is_closed():
            await self._connection.execute("ROLLBACK")

    async def _begin(self) -> None:
        if not self._begun:
            await self._connection.execute("BEGIN")
            self._begun = True

    async def _send(self) -> None:
        batch, self._waiting = self._waiting, Batch()
        text, rows = one_statement(batch, _PREPARER.dialect)
        with _told():
            await self._connection.execute(_written_for(text, self._schema), *rows)

    async def _fetch(self, prepared: Prepared, arguments: list[Any]) -> Sequence[Sequence[Any]]:
        await self.flush()
        if not prepared.only_reads:
            await self._begin()
        return await super()._fetch(prepared, arguments)

    async def _fetch_all(
        self, asked: Sequence[tuple[Prepared, list[Any]]]
    ) -> Sequence[Sequence[Sequence[Any]]]:
        await self.flush()
        if not all(prepared.only_reads for prepared, _ in asked):
            await self._begin()
        return await super()._fetch_all(asked)

    async def _insert(self, table: type[SQLModel], values: Sequence[Mapping[str, Any]]) -> None:
        if len(values) > MOST_WAITING or not can_wait(table):
            await super()._insert(table, values)
        elif values:
            await self._write(Batch({table: list(values)}))

    async def be_patient(self, seconds: int) -> None:
        await self._begin()
        await self._connection.execute(
            f"SET LOCAL statement_timeout = {seconds * 1000}; SET LOCAL plan_cache_mode = auto"
        )

    async def _execute(self, prepared: Prepared, arguments: list[list[Any]]) -> int:
        await self.flush()
        await self._begin()
        text = self._text(prepared)
        with _told():
            if len(arguments) != 1:
                await self._connection.executemany(text, arguments)
                return len(arguments)
            status = await self._connection.execute(text, *arguments[0])
        count = status.rpartition(" ")[2]
        return int(count) if count.isdigit() else 0

    async def _write(self, batch: Batch) -> None:
        """One statement may touch a row only once."""
        if not self._waiting.tables.isdisjoint(batch.tables_changed) or not (
            self._waiting.tables_changed.isdisjoint(batch.tables)
        ):
            await self.flush()
        self._waiting.join(batch)


class PostgresqlDatabase(Database):
    """A schema on a server."""

    backend: Backend = "postgresql"

    def __init__(self, server: Server, schema: str) -> None:
        self.server = server
        self.schema = schema
        self.url = f"{server.dsn}#{schema}"
        self._mark = f'"{schema}".'

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        async with (
            self.server.connection() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            yield PostgresqlSession(connection, self._mark)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        async with self.server.connection() as connection:
            transaction = PostgresqlTransaction(connection, self._mark)
            try:
                yield transaction
                await transaction.commit()
            except Exception:
                await transaction.roll_back()
                raise
        self.changes.fire()

    def prepare(self, statement: Select[Any]) -> Prepared:
        return _PREPARER.prepare_bytes(statement)

    async def fetch_bytes(self, prepared: Prepared, arguments: list[Any]) -> bytes | None:
        text = _written_for(prepared.text, self._mark)
        with _told():
            return await self.server.shared.text(text, arguments)

    async def analyse(self) -> None:
        async with self.server.connection() as connection:
            for (table,) in await connection.fetch(_TABLES, self.schema):
                # A large table takes longer than a request may.
                await connection.execute(
                    f'SET LOCAL statement_timeout = 0; ANALYZE "{self.schema}"."{table}"'
                )

    async def close(self) -> None:
        """The server's pool is shared; whoever opened it closes it."""


class _told:
    """Turn the driver's refusals into ours."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, asyncpg.PostgresError):
            state = error.sqlstate or ""
            if state in {"23505", _NOT_AS_SEEN}:
                raise NotUnique from error
            if state in {"55P03", "57014", "40001", "40P01", "53300"}:
                raise DatabaseBusy from error
            if state == "42P01":
                raise NotMigrated from error
            # 28: this user may not; 3D: there is no such base.
            if state[:2] in {"08", "28", "3D", "57"}:
                raise DatabaseUnavailable from error
        elif isinstance(error, OSError | TimeoutError | asyncpg.InterfaceError):
            raise DatabaseUnavailable from error
