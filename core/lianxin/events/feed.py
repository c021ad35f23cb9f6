"""The feed: hands sealed events to whoever subscribes, in order, without a gap or a repetition."""

import asyncio
import logging
from collections.abc import AsyncIterator, Collection
from contextlib import suppress

from sqlalchemy import bindparam, func, select
from sqlmodel import col

from lianxin.database import Database
from lianxin.errors import LianxinError
from lianxin.events.heads import head
from lianxin.events.outbox import EVENT_COLUMNS, Event
from lianxin.events.subscription import (
    BACKLOG,
    PAGE,
    CursorForgotten,
    CursorUnknown,
    FeedEnded,
    Subscription,
)
from lianxin.events.watching import watching
from lianxin.tables import OutboxEvent

SAFETY_SECONDS = 2.0
RETRY_SECONDS = 1.0
_log = logging.getLogger(__name__)
_NEW = (
    select(*EVENT_COLUMNS)
    .where(col(OutboxEvent.n) > bindparam("after"))
    .order_by(col(OutboxEvent.n))
    .limit(PAGE)
)
_FIRST = select(func.min(OutboxEvent.n))


class Feed:
    """One per locality and process. It works only while somebody is subscribed."""

    def __init__(self, database: Database, backlog: int = BACKLOG) -> None:
        self._database = database
        self._backlog = backlog
        self._position = 0
        self._subscriptions: set[Subscription] = set()
        self._pump: asyncio.Task[None] | None = None
        self._starting = asyncio.Lock()

    async def subscribe(
        self, kinds: Collection[str], after: int | None = None
    ) -> AsyncIterator[Event]:
        """All events of these kinds from now on, or all after the number seen last.

        Raises CursorForgotten, CursorUnknown; later SubscriberTooSlow, FeedEnded.
        """
        async with await self.join(kinds, after) as subscription:
            async for event in subscription:
                yield event

    async def join(self, kinds: Collection[str], after: int | None = None) -> Subscription:
        """The same, counted from this very moment; to be closed by whoever joins."""
        async with self._starting:
            await self._check(after)
            await self._start()
            subscription = Subscription(
                self._database, frozenset(kinds), after, self._position, self._backlog, self._leave
            )
            self._subscriptions.add(subscription)
        return subscription

    async def close(self, reason: LianxinError | None = None) -> None:
        """End all subscriptions; they say why, and clients resume elsewhere."""
        for subscription in list(self._subscriptions):
            subscription.end(reason or FeedEnded())
        await self._stop()

    async def _check(self, after: int | None) -> None:
        if after is None:
            return
        last = (await head(self._database)).event_n
        first = (await self._database.all(_FIRST))[0][0] or last + 1
        if after > last or after < 0:
            raise CursorUnknown
        if after < first - 1:
            raise CursorForgotten

    async def _start(self) -> None:
        if self._pump is None or self._pump.done():
            self._position = (await head(self._database)).event_n
            self._pump = asyncio.create_task(self._run())

    async def _leave(self, subscription: Subscription) -> None:
        self._subscriptions.discard(subscription)
        if not self._subscriptions:
            await self._stop()

    async def _stop(self) -> None:
        pump, self._pump = self._pump, None
        if pump is not None:
            pump.cancel()
            with suppress(asyncio.CancelledError):
                await pump

    async def _run(self) -> None:
        try:
            async with watching(self._database):
                while True:
                    seen = self._database.changes.count
                    await self._hand_out()
                    await self._database.changes.after(seen, SAFETY_SECONDS)
        except Exception:
            _log.exception("The feed ended")
            for subscription in self._subscriptions:
                subscription.end(FeedEnded())

    async def _hand_out(self) -> None:
        try:
            while page := await self._database.all(_NEW, after=self._position):
                for row in page:
                    event = Event(*row)
                    for subscription in self._subscriptions:
                        subscription.offer(event)
                self._position = page[-1].n
        except LianxinError as error:
            _log.warning("Events wait: %s", error.code)
            await asyncio.sleep(RETRY_SECONDS)
