"""Moving a locality to another database: closed to everybody, copied whole, entered anew."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, insert, select, update
from sqlmodel import SQLModel

from lianxin.database.grams import rebuild_mirrors
from lianxin.database.migrating import Owner, migrate, owners_in_locality
from lianxin.database.migrating.connecting import looking, migrating
from lianxin.database.opening import without_password
from lianxin.errors import DatabaseUnavailable, LianxinError
from lianxin.language import Text
from lianxin.platform.directory import ACTIVE, MOVING
from lianxin.platform.opened import NOTICED_SECONDS
from lianxin.platform.platform import Platform
from lianxin.platform.stored import read_stored

BATCH = 1000
Progress = Callable[[str, int, int], None]
"""Called with a table's name, the rows copied so far, and all of them."""


class NotEmpty(LianxinError):
    code = "DATABASE_NOT_EMPTY"
    message = Text(
        "目标数据库中已有数据，请另选一个空库",
        "There is data at the new address; choose an empty one",
    )


class UnreachableDatabase(DatabaseUnavailable):
    """Says which of the two it is."""

    def __init__(self, address: str) -> None:
        shown = without_password(address)
        super().__init__(
            Text(
                f"数据库 {shown} 无法连接，请检查地址、服务器与权限；地方仍在原处",
                f"The database {shown} cannot be reached; check the address, the server and the "
                "rights. The locality is where it was",
            )
        )


async def move_locality(
    platform: Platform,
    key: str,
    address: str,
    progress: Progress = lambda *_: None,
    settle_seconds: float = NOTICED_SECONDS,
) -> None:
    """Requests are told to come again while it lasts. The old database stays as it is.

    Raises UnknownLocality, CannotAdd, NotEmpty, DatabaseUnavailable; the locality is then open
    where it was.
    """
    entry = await platform.directory.find(key)
    address = platform.directory.placed(address)
    await platform.directory.check_free(address)
    with _named(entry.database):
        stored = await read_stored(platform.database_at(entry.database))
    owners = owners_in_locality(platform.installed.plugins, stored.plugins)
    with _named(address):
        await asyncio.to_thread(migrate, address, owners)
    await platform.directory.change_state(key, MOVING)
    try:
        # So long may another process not have looked, and still write.
        await asyncio.sleep(settle_seconds)
        await asyncio.to_thread(copy_database, entry.database, address, owners, progress)
        await platform.database_at(address).analyse()
        await platform.directory.change_database(key, address)
    except BaseException:
        await platform.directory.change_state(key, ACTIVE)
        raise


@contextmanager
def _named(address: str) -> Iterator[None]:
    """Raises UnreachableDatabase in place of DatabaseUnavailable."""
    try:
        yield
    except DatabaseUnavailable as error:
        raise UnreachableDatabase(address) from error


def copy_database(
    source: str, target: str, owners: Sequence[Owner], progress: Progress = lambda *_: None
) -> None:
    """All tables of the owners, from one kind of database to the same or the other."""
    migrate(target, owners)
    tables = [t for t in SQLModel.metadata.sorted_tables if any(o.owns(t.name) for o in owners)]
    with looking(source) as old, migrating(target) as new:
        if any(_count(new, table) for table in tables):
            raise NotEmpty
        for table in tables:
            _copy(old, new, table, progress)
        rebuild_mirrors(new, tables)


def _copy(old: Connection, new: Connection, table: Table, progress: Progress) -> None:
    total, done = _count(old, table), 0
    upward = _references_to_itself(table)
    for rows in _batches(old, table):
        new.execute(insert(table), [{**row, **dict.fromkeys(upward)} for row in rows])
        done += len(rows)
        progress(table.name, done, total)
    # A row may refer to one that came later: such references are set when all are there.
    for column in upward:
        _refer(old, new, table, column)


def _refer(old: Connection, new: Connection, table: Table, column: str) -> None:
    statement = (
        update(table)
        .where(table.c.id == bindparam("row"))
        .values({column: bindparam("other", type_=table.c[column].type)})
    )
    pairs = select(table.c.id.label("row"), table.c[column].label("other"))
    for rows in old.execute(pairs.where(table.c[column].is_not(None))).mappings().partitions(BATCH):
        new.execute(statement, [dict(row) for row in rows])


def _references_to_itself(table: Table) -> list[str]:
    return [k.parent.name for k in table.foreign_keys if k.column.table is table]


def _batches(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    found = connection.execution_options(yield_per=BATCH).execute(select(table))
    for part in found.mappings().partitions(BATCH):
        yield [dict(row) for row in part]


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0
