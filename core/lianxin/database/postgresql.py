"""PostgreSQL: one schema per locality, one pool per server."""

from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from sqlalchemy.sql.base import Executable
from sqlmodel import SQLModel

from lianxin.database.base import Backend, Database, Session, Transaction
from lianxin.database.batch import Batch, can_wait, one_statement
from lianxin.database.connections import Connection, Connections
from lianxin.database.statements import SCHEMA_MARK, Prepared, postgresql_preparer, side_by_side
from lianxin.errors import DatabaseBusy, DatabaseUnavailable, NotMigrated, NotUnique

_PREPARER = postgresql_preparer()
CONNECT_SECONDS = 5
MOST_WAITING = 1_000
"""More rows than this are sent by themselves, as the driver sends many."""

STATEMENT_CACHE = 500
_SETTINGS = {
    "timezone": "UTC",
    "jit": "off",
    "statement_timeout": "8000",
    "lock_timeout": "2000",
    "idle_in_transaction_session_timeout": "30000",
    "application_name": "lianxin",
}
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = $1"


class Server:
    """The connections to one server; shared by the localities that live on it."""

    def __init__(self, dsn: str, size: int = 10) -> None:
        self.dsn = dsn
        self.size = size
        self._connections = Connections(self._connect, size, CONNECT_SECONDS)

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        with _told():
            async with self._connections.one() as connection:
                yield connection

    async def close(self) -> None:
        await self._connections.close()

    async def _connect(self) -> Connection:
        return await asyncpg.connect(
            self.dsn,
            timeout=CONNECT_SECONDS,
            statement_cache_size=STATEMENT_CACHE,
            max_cacheable_statement_size=0,
            server_settings=_SETTINGS,
        )


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
            row = await self._connection.fetchrow(
                text.replace(SCHEMA_MARK, self._schema), *arguments
            )
        found: Sequence[Sequence[Sequence[Any]]] = tuple(row)
        return found

    def _text(self, prepared: Prepared) -> str:
        return prepared.text.replace(SCHEMA_MARK, self._schema)


class PostgresqlTransaction(PostgresqlSession, Transaction):
    """What is written waits until something is read, or for the end: then it is one statement."""

    def __init__(self, connection: Connection, schema: str) -> None:
        super().__init__(connection, schema)
        self._waiting = Batch()

    async def flush(self) -> None:
        if batch := self._waiting:
            self._waiting = Batch()
            text, rows = one_statement(batch, _PREPARER.dialect)
            with _told():
                await self._connection.execute(text.replace(SCHEMA_MARK, self._schema), *rows)

    async def _fetch(self, prepared: Prepared, arguments: list[Any]) -> Sequence[Sequence[Any]]:
        await self.flush()
        return await super()._fetch(prepared, arguments)

    async def _fetch_all(
        self, asked: Sequence[tuple[Prepared, list[Any]]]
    ) -> Sequence[Sequence[Sequence[Any]]]:
        await self.flush()
        return await super()._fetch_all(asked)

    async def _insert(self, table: type[SQLModel], values: Sequence[Mapping[str, Any]]) -> None:
        if len(values) > MOST_WAITING or not can_wait(table):
            await super()._insert(table, values)
        elif values:
            await self._write(Batch({table: list(values)}))

    async def be_patient(self, seconds: int) -> None:
        await self._connection.execute(f"SET LOCAL statement_timeout = {seconds * 1000}")

    async def _execute(self, prepared: Prepared, arguments: list[list[Any]]) -> int:
        await self.flush()
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
        async with self.server.connection() as connection, connection.transaction():
            transaction = PostgresqlTransaction(connection, self._mark)
            yield transaction
            await transaction.flush()
        self.changes.fire()

    def prepare(self, statement: Executable) -> Prepared:
        return _PREPARER.prepare(statement)

    async def fetch_text(self, prepared: Prepared, arguments: list[Any]) -> str | None:
        text = _TEXTS.of(prepared, self._mark)
        async with self.server.connection() as connection:
            found: str | None = await connection.fetchval(text, *arguments)
        return found

    async def analyse(self) -> None:
        async with self.server.connection() as connection:
            for (table,) in await connection.fetch(_TABLES, self.schema):
                await connection.execute(f'ANALYZE "{self.schema}"."{table}"')

    async def close(self) -> None:
        """The server's pool is shared; whoever opened it closes it."""


class _Texts:
    """Finished texts of statements that are asked for again and again: one and the same object
    each time, so that the driver, too, finds what it prepared at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[int, str], tuple[Prepared, str]] = OrderedDict()

    def of(self, prepared: Prepared, mark: str) -> str:
        key = (id(prepared), mark)
        if (known := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
            return known[1]
        text = prepared.text.replace(SCHEMA_MARK, mark)
        self._kept[key] = (prepared, text)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return text


_TEXTS = _Texts(STATEMENT_CACHE)


class _told:
    """Turn the driver's refusals into ours."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, asyncpg.PostgresError):
            state = error.sqlstate or ""
            if state == "23505":
                raise NotUnique from error
            if state in {"55P03", "57014", "40001", "40P01", "53300"}:
                raise DatabaseBusy from error
            if state == "42P01":
                raise NotMigrated from error
            if state[:2] in {"08", "57"}:
                raise DatabaseUnavailable from error
        elif isinstance(error, OSError | TimeoutError | asyncpg.InterfaceError):
            raise DatabaseUnavailable from error
