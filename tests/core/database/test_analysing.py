"""A database that knows its tables finds the quick way; who reads meanwhile is not disturbed."""

from sqlalchemy import func, select

from factories import make_unit
from lianxin.database import Database, SqliteDatabase
from lianxin.tables import Unit

UNITS = select(func.count().label("n")).select_from(Unit)


async def test_tables_are_analysed_while_others_read(database: Database) -> None:
    await make_unit(database)
    async with database.reading() as session:
        await database.analyse()
        row = await session.first(UNITS)
    assert row is not None
    assert row.n == 1
    await make_unit(database)
    assert (await database.all(UNITS))[0].n == 2


async def test_connections_opened_before_are_not_used_again(database: Database) -> None:
    await database.all(UNITS)
    await database.analyse()
    assert not isinstance(database, SqliteDatabase) or not database._free
