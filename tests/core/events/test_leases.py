"""A lease is held by one process at a time."""

from datetime import UTC, datetime, timedelta

import pytest

from lianxin.database import Database
from lianxin.events import lease

NOW = datetime(2026, 9, 24, 1, tzinfo=UTC)


async def is_free(database: Database, owner: str = "b", now: datetime = NOW) -> bool:
    async with lease(database, "sweep", owner, 10, now) as held:
        return held is not None


async def test_one_holds_it_and_leaves_it(database: Database, elsewhere: Database) -> None:
    async with lease(database, "sweep", "a", 10, NOW) as held:
        assert held
        assert not await is_free(elsewhere)
    assert await is_free(elsewhere)


async def test_another_name_is_another_lease(database: Database) -> None:
    async with lease(database, "report", "a", 10, NOW):
        assert await is_free(database)


async def test_what_a_dead_process_held_is_free_when_its_time_is_over(database: Database) -> None:
    async with lease(database, "sweep", "dead", 10, NOW):
        assert not await is_free(database, now=NOW + timedelta(seconds=9))
        assert await is_free(database, now=NOW + timedelta(seconds=10))


async def test_it_may_be_held_longer_unless_another_has_taken_it(database: Database) -> None:
    async with lease(database, "sweep", "a", 10, NOW) as held:
        assert held
        assert await held.renew(NOW + timedelta(seconds=8))
        assert not await is_free(database, now=NOW + timedelta(seconds=17))
        async with lease(database, "sweep", "b", 10, NOW + timedelta(seconds=18)):
            assert not await held.renew(NOW + timedelta(seconds=19))


async def test_an_exception_leaves_it_too(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with lease(database, "sweep", "a", 10, NOW):
            raise ZeroDivisionError
    assert await is_free(database)
