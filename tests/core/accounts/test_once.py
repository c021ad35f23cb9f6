"""What is asked for twice with one key is done once, and answered twice alike."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from lianxin.accounts import Once
from lianxin.accounts.once import forget_answers
from lianxin.clock import FixedClock
from lianxin.context import Context
from lianxin.database import Database, SqliteDatabase
from lianxin.errors import NotUnique, Refused
from lianxin.ids import new_code
from lianxin.localities import Locality
from lianxin.tables import IdempotentAnswer, LocalityFact

EFFECTS = select(func.count()).select_from(LocalityFact)
ROWS = select(*IdempotentAnswer.__table__.columns)
BODY = {"title": "路灯不亮"}
Ask = Callable[..., Once]


@pytest.fixture
def ask(context: Callable[..., Context]) -> Ask:
    """`ask("key", body)`: the same clerk asks, unless told otherwise."""
    clerk = context("clerk")

    def ask_(
        key: str = "key", body: Any = BODY, *, who: Context = clerk, anonymous: bool = False
    ) -> Once:
        once = Once.of(replace(who, idempotency_key=key), body, anonymous=anonymous)
        assert once is not None
        return once

    return ask_


async def carry_out(database: Database, once: Once) -> str:
    async with database.writing() as tx:
        answer = await once.claim(tx)
        if answer is None:
            answer = new_code()
            await tx.add(LocalityFact(name=answer, value=""))
            await once.store(tx, answer)
    return answer


async def effects(database: Database) -> int:
    return (await database.all(EFFECTS))[0][0]


async def code_of(database: Database, once: Once) -> str:
    with pytest.raises(Refused) as refused:
        await carry_out(database, once)
    return refused.value.problems[0].code


async def test_without_a_key_everything_is_done_each_time(context: Callable[..., Context]) -> None:
    assert Once.of(context("clerk"), BODY) is None


async def test_the_first_answer_is_given_again(database: Database, ask: Ask) -> None:
    first = await carry_out(database, ask())
    assert await carry_out(database, ask()) == first
    assert await effects(database) == 1


async def test_another_key_and_another_account_are_other_requests(
    database: Database, ask: Ask, context: Callable[..., Context]
) -> None:
    await carry_out(database, ask())
    await carry_out(database, ask("another"))
    await carry_out(database, ask(who=context("clerk")))
    assert await effects(database) == 3


async def test_a_key_with_another_body_is_a_conflict(database: Database, ask: Ask) -> None:
    await carry_out(database, ask())
    assert await code_of(database, ask(body={"title": "下水道堵"})) == "IDEMPOTENCY_KEY_REUSED"
    assert await effects(database) == 1


async def test_the_order_of_members_makes_no_other_body(database: Database, ask: Ask) -> None:
    await carry_out(database, ask(body={"a": 1, "b": [1, 2]}))
    await carry_out(database, ask(body={"b": [1, 2], "a": 1}))
    assert await effects(database) == 1


async def test_fifty_twins_have_one_effect_and_one_answer(
    database: Database, elsewhere: Database, ask: Ask
) -> None:
    places = [database, elsewhere] * 25
    answers = await asyncio.gather(*[carry_out(place, ask()) for place in places])
    assert len(set(answers)) == 1
    assert await effects(database) == 1


async def test_a_twin_that_waits_too_long_is_told_that_the_first_is_running(
    database: Database, ask: Ask
) -> None:
    if isinstance(database, SqliteDatabase):
        return  # its only writer waits for the first in any case
    async with database.writing() as tx:
        await ask().claim(tx)
        assert await code_of(database, ask()) == "IDEMPOTENCY_RUNNING"


async def test_an_answer_may_be_looked_up_and_be_stored_with_other_writes(
    database: Database, ask: Ask
) -> None:
    async with database.writing() as tx:
        assert await ask().answered(tx) is None
        await tx.add(ask().row("first"))
    async with database.reading() as session:
        assert await ask().answered(session) == "first"
    with pytest.raises(NotUnique):
        async with database.writing() as tx:
            await tx.add(ask().row("second"))


async def test_what_was_undone_is_done_anew(database: Database, ask: Ask) -> None:
    with suppress(ZeroDivisionError):
        async with database.writing() as tx:
            await ask().claim(tx)
            raise ZeroDivisionError
    await carry_out(database, ask())
    assert await effects(database) == 1


async def test_the_database_alone_tells_neither_key_nor_body_nor_answer(
    database: Database, ask: Ask
) -> None:
    answer = await carry_out(database, ask("0b5c3a"))
    row = await database.first(ROWS)
    assert not {"0b5c3a", answer} & set(map(str, row))
    assert answer not in str(row)


async def test_what_is_anonymous_is_kept_without_its_author_and_its_time(
    locality: Locality, ask: Ask
) -> None:
    await carry_out(locality.database, ask(anonymous=True))
    row = await locality.database.first(ROWS)
    assert row.owner == ""
    assert row.at == datetime(2026, 9, 24, tzinfo=locality.zone)
    await carry_out(locality.database, ask(anonymous=True))
    assert await effects(locality.database) == 1


async def test_answers_are_forgotten_after_a_while(
    database: Database, clock: FixedClock, ask: Ask
) -> None:
    await carry_out(database, ask())
    async with database.writing() as tx:
        assert await forget_answers(tx, clock.now()) == 0
        assert await forget_answers(tx, clock.now() + timedelta(days=3)) == 1
    await carry_out(database, ask())
    assert await effects(database) == 2
