"""An audit with entries in it, and somebody who writes them."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from lianxin.context import Context
from lianxin.database import Database, PostgresqlDatabase, SqliteDatabase
from lianxin.database.postgresql import Server
from lianxin.events import announce, audit
from lianxin.localities import Locality

Write = Callable[..., Awaitable[None]]


@pytest.fixture
def write(locality: Locality, context: Callable[..., Context]) -> Write:
    """`await write(3)`: three entries, each with an event, each in a transaction of its own."""

    async def write_(
        count: int = 1, *, kind: str = "case_changed", anonymous: bool = False
    ) -> None:
        who = context("clerk")
        for key in range(1, count + 1):
            async with locality.database.writing() as tx:
                await audit(
                    *(tx, who),
                    action="case.act",
                    object=f"Case:{key}",
                    result="done",
                    content={"note": "请尽快办理"},
                    anonymous=anonymous,
                )
                await announce(
                    *(tx, who),
                    kind=kind,
                    subject_type="Case",
                    subject_id=key,
                    data={"entry": key},
                    anonymous=anonymous,
                )

    return write_


@pytest.fixture
async def elsewhere(database: Database) -> AsyncIterator[Database]:
    """The same database as another process has it open."""
    if isinstance(database, SqliteDatabase):
        async with SqliteDatabase(database.path).opened() as other:
            yield other
    elif isinstance(database, PostgresqlDatabase):
        server = Server(database.server.dsn)
        yield PostgresqlDatabase(server, database.schema)
        await server.close()
