"""Readers who ask PostgreSQL the same at once are answered together, each what it asked."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from lianxin.database import Database, PostgresqlDatabase
from lianxin.database.postgresql import Server
from lianxin.database.sharing import KNOWN_AFTER, SHORT_BYTES

pytestmark = pytest.mark.parametrize("bench", ["postgresql"], indirect=True)

DIVIDED = "SELECT (12 / $1::int)::text::bpchar"
TRANSACTION = "SELECT (txid_current() + 0 * $1::int)::text::bpchar"
REPEATED = "SELECT repeat('x', $1::int) || txid_current()"


@pytest.fixture
async def server(database: Database) -> AsyncIterator[Server]:
    """With one connection, so that all others wait for one."""
    assert isinstance(database, PostgresqlDatabase)
    server = Server(database.server.dsn, size=1)
    yield server
    await server.close()


async def known(server: Server, text: str, value: int) -> None:
    """Asked so often that it is shared from now on."""
    for _ in range(KNOWN_AFTER):
        await server.shared.text(text, [value])


async def ask_all(server: Server, text: str, *values: Any) -> list[Any]:
    asked = (server.shared.text(text, [value]) for value in values)
    return await asyncio.gather(*asked, return_exceptions=True)


async def test_each_gets_the_answer_to_its_own_question(server: Server) -> None:
    await known(server, DIVIDED, 1)
    found = await ask_all(server, DIVIDED, 1, 2, 3, 4, 6, 12)
    assert found == [b"12", b"6", b"4", b"3", b"2", b"1"]


async def test_a_statement_that_is_known_is_asked_for_several_at_a_time(server: Server) -> None:
    assert len(set(await ask_all(server, TRANSACTION, *range(8)))) == 8
    await known(server, TRANSACTION, 1)
    together = Counter(await ask_all(server, TRANSACTION, *range(8)))
    assert sorted(together.values()) == [1, 3, 4]  # the first found nobody else asking


async def test_what_fails_fails_for_whoever_asked_it_alone(server: Server) -> None:
    await known(server, DIVIDED, 1)
    first, wrong, unsound, other = await ask_all(server, DIVIDED, 1, 0, "x", 3)
    assert (first, other) == (b"12", b"4")
    assert isinstance(wrong, asyncpg.DivisionByZeroError)
    assert isinstance(unsound, asyncpg.DataError)


async def test_who_goes_away_takes_no_other_along(server: Server) -> None:
    await known(server, DIVIDED, 1)
    for turns in range(1, 12):
        tasks = [asyncio.create_task(server.shared.text(DIVIDED, [n])) for n in (1, 2, 3, 4)]
        for _ in range(turns):
            await asyncio.sleep(0)
        for task in tasks[::2]:
            task.cancel()
        found = await asyncio.gather(*tasks, return_exceptions=True)
        assert found[1::2] == [b"6", b"3"]


async def test_a_lost_connection_keeps_nobody_waiting(server: Server) -> None:
    await known(server, DIVIDED, 1)
    asked = asyncio.gather(
        *(server.shared.text(DIVIDED, [n]) for n in (1, 2, 3)), return_exceptions=True
    )
    await asyncio.sleep(0)
    await server.close()
    for found, own in zip(await asked, (b"12", b"6", b"4"), strict=True):
        assert found == own or isinstance(found, Exception)
    assert await server.shared.text(DIVIDED, [2]) == b"6"


async def test_long_answers_are_given_one_by_one(server: Server) -> None:
    await known(server, REPEATED, SHORT_BYTES + 1)
    assert len(set(await ask_all(server, REPEATED, *[SHORT_BYTES + 1] * 4))) == 4
