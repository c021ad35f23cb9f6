"""Subscribers get every event once and in order, wherever it was written and sealed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from time import monotonic

import asyncpg
import pytest

from lianxin.database import Database, PostgresqlDatabase
from lianxin.events import listening
from lianxin.events.feed import Feed
from lianxin.events.outbox import forget_events
from lianxin.events.sealer import run_sealer, seal
from lianxin.events.subscription import (
    CursorForgotten,
    CursorUnknown,
    FeedEnded,
    SubscriberTooSlow,
    Subscription,
)
from lianxin.localities import Locality

Write = Callable[..., Awaitable[None]]
KINDS = {"case_changed"}


@pytest.fixture
async def feed(database: Database) -> AsyncIterator[Feed]:
    feed = Feed(database)
    yield feed
    await feed.close()


async def taken(subscription: Subscription, count: int) -> list[int]:
    """The numbers of the next events."""
    async with asyncio.timeout(5):
        return [(await anext(subscription)).n for _ in range(count)]


async def test_a_subscriber_gets_what_happens_from_now_on(
    database: Database, feed: Feed, write: Write
) -> None:
    await write(2)
    await seal(database)
    async with await feed.join(KINDS) as subscription:
        await write(1, kind="standing_changed")
        await write(2)
        await seal(database)
        assert await taken(subscription, 2) == [4, 5]


async def test_an_event_carries_its_subject_and_its_data(
    locality: Locality, feed: Feed, write: Write
) -> None:
    async with await feed.join(KINDS) as subscription:
        await write(1)
        await seal(locality.database)
        event = await anext(subscription)
    assert (event.subject_type, event.subject_id, event.data) == ("Case", 1, {"entry": 1})
    assert (event.kind, event.at) == ("case_changed", locality.clock.now())


async def test_whoever_comes_back_misses_nothing(
    database: Database, feed: Feed, write: Write
) -> None:
    await write(3)
    await seal(database)
    async with await feed.join(KINDS, after=1) as subscription:
        await write(2)
        await seal(database)
        assert await taken(subscription, 4) == [2, 3, 4, 5]


async def test_coming_back_in_the_midst_of_things_leaves_no_gap_and_repeats_nothing(
    locality: Locality, feed: Feed, write: Write
) -> None:
    stop = asyncio.Event()
    sealing = asyncio.create_task(run_sealer(locality, stop))
    writing = asyncio.create_task(write(60))
    seen = 0
    while seen < 60:
        async with await feed.join(KINDS, after=seen) as subscription:
            assert await taken(subscription, 12) == list(range(seen + 1, seen + 13))
        seen += 12
    stop.set()
    await asyncio.gather(writing, sealing)


async def test_what_another_process_writes_and_seals_arrives_soon(
    feed: Feed, elsewhere: Database, locality: Locality, write: Write
) -> None:
    stop = asyncio.Event()
    async with await feed.join(KINDS) as subscription:
        await asyncio.sleep(0.1)  # PostgreSQL: until LISTEN has been said
        locality.database = elsewhere
        sealing = asyncio.create_task(run_sealer(locality, stop))
        begin = monotonic()
        await write(3)
        assert await taken(subscription, 3) == [1, 2, 3]
        assert monotonic() - begin < 1
    stop.set()
    await sealing


async def test_a_lost_connection_is_made_anew(
    database: Database,
    feed: Feed,
    elsewhere: Database,
    locality: Locality,
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not isinstance(database, PostgresqlDatabase):
        return
    monkeypatch.setattr(listening, "RETRY_SECONDS", 0.05)
    locality.database = elsewhere
    async with await feed.join(KINDS) as subscription:
        await asyncio.sleep(0.1)
        connection = await asyncpg.connect(database.server.dsn)
        await connection.execute(END_LISTENERS)
        await connection.close()
        await write(1)
        await seal(elsewhere)
        begin = monotonic()
        assert await taken(subscription, 1) == [1]
        assert monotonic() - begin < 1


END_LISTENERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE query LIKE 'LISTEN%' AND application_name = 'lianxin-listener'
"""


async def test_who_takes_events_too_slowly_is_told_to_come_back(
    database: Database, write: Write
) -> None:
    feed = Feed(database, backlog=3)
    async with (
        await feed.join(KINDS) as slow,
        await feed.join(KINDS) as quick,
    ):
        await write(2)
        await seal(database)
        assert await taken(quick, 2) == [1, 2]
        await write(2)
        await seal(database)
        assert await taken(quick, 2) == [3, 4]
        with pytest.raises(SubscriberTooSlow):
            await anext(slow)
    async with await feed.join(KINDS, after=slow.position) as again:
        assert await taken(again, 4) == [1, 2, 3, 4]


async def test_closing_the_feed_ends_subscriptions_with_a_reason(
    database: Database, feed: Feed
) -> None:
    subscription = await feed.join(KINDS)
    waiting = asyncio.create_task(anext(subscription))
    await asyncio.sleep(0)
    await feed.close()
    with pytest.raises(FeedEnded):
        await waiting


async def test_a_cursor_must_be_one_that_was_given_and_is_still_kept(
    locality: Locality, feed: Feed, write: Write
) -> None:
    await write(3)
    await seal(locality.database)
    with pytest.raises(CursorUnknown):
        await feed.join(KINDS, after=4)
    async with locality.database.writing() as tx:
        assert await forget_events(tx, locality.clock.now() + timedelta(days=1)) == 3
    with pytest.raises(CursorForgotten):
        await feed.join(KINDS, after=2)
    async with await feed.join(KINDS, after=3) as subscription:
        await write(1)
        await seal(locality.database)
        assert await taken(subscription, 1) == [4]


async def test_nothing_runs_while_nobody_is_subscribed(database: Database, feed: Feed) -> None:
    before = asyncio.all_tasks()
    async with await feed.join(KINDS):
        assert asyncio.all_tasks() > before
    assert asyncio.all_tasks() == before
