"""What a locality's database offers: reading, writing, and answers as JSON text."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cached_property
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.sql.base import Executable
from sqlmodel import SQLModel

from lianxin.database.batch import Batch, column_names, insertion_statement
from lianxin.database.derived import again, completed, derived_from
from lianxin.database.signal import Signal
from lianxin.database.statements import Prepared, Preparer, Row

Backend = Literal["sqlite", "postgresql"]


class Session(ABC):
    """One connection, lent for a piece of work.

    `side_by_side`: several questions can be sent as one, so that `together` spares round trips.
    """

    side_by_side = False

    def __init__(self, preparer: Preparer) -> None:
        self._preparer = preparer

    @abstractmethod
    async def _fetch(self, prepared: Prepared, arguments: list[Any]) -> Sequence[Sequence[Any]]: ...

    async def _fetch_all(
        self, asked: Sequence[tuple[Prepared, list[Any]]]
    ) -> Sequence[Sequence[Sequence[Any]]]:
        """The rows of each, in their order."""
        return [await self._fetch(prepared, arguments) for prepared, arguments in asked]

    async def all(self, statement: Executable, **values: Any) -> list[Row]:
        prepared = self._preparer.prepare(statement)
        return prepared.rows(await self._fetch(prepared, prepared.arguments(values)))

    async def first(self, statement: Executable, **values: Any) -> Row | None:
        rows = await self.all(statement, **values)
        return rows[0] if rows else None

    async def scalar(self, statement: Executable, **values: Any) -> Any:
        row = await self.first(statement, **values)
        return row[0] if row is not None else None


class Transaction(Session):
    """A session whose writes are stored together or not at all."""

    @abstractmethod
    async def _execute(self, prepared: Prepared, arguments: list[list[Any]]) -> int: ...

    async def be_patient(self, seconds: int) -> None:
        """Let statements of this transaction take as long: what is found of everybody at once takes
        longer than a request may."""

    async def execute(self, statement: Executable, **values: Any) -> int:
        """Run a statement; how many rows it touched."""
        prepared = self._preparer.prepare(statement)
        return await self._execute(prepared, [prepared.arguments(values)])

    async def add(self, *rows: SQLModel) -> None:
        """Insert rows, in the order given; equal neighbours go in one batch."""
        for table, values in _runs(rows):
            await self.add_values(table, values)

    async def add_values(self, table: type[SQLModel], values: Sequence[Mapping[str, Any]]) -> None:
        await self._insert(table, values)
        if derived := derived_from(table):
            await self._insert(derived.into, [derived.row(row) for row in values])

    async def change(
        self, table: type[SQLModel], *where: ColumnElement[bool], **values: Any
    ) -> int:
        """Set columns where the conditions hold; how many rows it touched."""
        derived = derived_from(table)
        keys: list[int] = []
        if derived and not values.keys().isdisjoint(derived.sources):
            key = table.__table__.c.id  # type: ignore[attr-defined]
            keys = [row.id for row in await self.all(select(key).where(*where))]
        prepared = self._preparer.prepare(update(table).where(*where).values(**values))
        count = await self._execute(prepared, [prepared.arguments({})])
        if keys:
            await self._write(await again(self, table, keys))
        return count

    async def write(self, batch: Batch) -> None:
        """Store what was collected and what follows from it, in as few statements as possible."""
        await self._write(await completed(self, batch))

    async def _insert(self, table: type[SQLModel], values: Sequence[Mapping[str, Any]]) -> None:
        if values:
            prepared = self._preparer.prepare(insertion_statement(table))
            await self._execute(prepared, [prepared.arguments(v) for v in values])

    @abstractmethod
    async def _write(self, batch: Batch) -> None: ...


class Database(ABC):
    """A locality's (or the platform's) database."""

    backend: Backend
    url: str

    @cached_property
    def changes(self) -> Signal:
        """Fires after each commit of this process, and of others while somebody watches them."""
        return Signal()

    @abstractmethod
    def reading(self) -> AbstractAsyncContextManager[Session]:
        """A session that sees one state of the data throughout."""

    @abstractmethod
    def writing(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction: committed on leaving, undone by an exception."""

    @abstractmethod
    def prepare(self, statement: Select[Any]) -> Prepared:
        """A statement of one column of text for `fetch_bytes`, to be kept by the caller."""

    @abstractmethod
    async def fetch_bytes(self, prepared: Prepared, arguments: list[Any]) -> bytes | None:
        """The one text of a prepared statement in UTF-8, as it came: the reads' short way."""

    @abstractmethod
    async def analyse(self) -> None:
        """Have the database look at what its tables hold now, so that it finds the quick way:
        after much was stored at once, and on SQLite, which never does so by itself, regularly."""

    @abstractmethod
    async def close(self) -> None: ...

    async def all(self, statement: Executable, **values: Any) -> list[Row]:
        async with self.reading() as session:
            return await session.all(statement, **values)

    async def first(self, statement: Executable, **values: Any) -> Row | None:
        async with self.reading() as session:
            return await session.first(statement, **values)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator["Database"]:
        try:
            yield self
        finally:
            await self.close()


def row_values(row: SQLModel) -> dict[str, Any]:
    """The columns of a row that is about to be inserted."""
    stored = row.__dict__
    return {name: stored.get(name) for name in column_names(type(row))}


def _runs(rows: Iterable[SQLModel]) -> list[tuple[type[SQLModel], list[dict[str, Any]]]]:
    runs: list[tuple[type[SQLModel], list[dict[str, Any]]]] = []
    for row in rows:
        if not runs or runs[-1][0] is not type(row):
            runs.append((type(row), []))
        runs[-1][1].append(row_values(row))
    return runs
