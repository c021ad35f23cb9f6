"""What several folders of the core's tests have at hand."""

from collections.abc import AsyncIterator

import pytest

from lianxin.database import Database, PostgresqlDatabase, SqliteDatabase
from lianxin.database.postgresql import Server


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
