"""One subscriber: first what was missed, from the database, then what happens, from a queue."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.database import Database, among_words
from lianxin.errors import LianxinError
from lianxin.events.outbox import EVENT_COLUMNS, Event
from lianxin.language import Text
from lianxin.tables import OutboxEvent

BACKLOG = 1000
PAGE = 200
_MISSED = (
    select(*EVENT_COLUMNS)
    .where(col(OutboxEvent.n) > bindparam("after"))
    .where(col(OutboxEvent.n) <= bindparam("upto"))
    .where(among_words(col(OutboxEvent.kind), "kinds"))
    .order_by(col(OutboxEvent.n))
    .limit(PAGE)
)


class SubscriberTooSlow(LianxinError):
    code = "SUBSCRIBER_TOO_SLOW"
    message = Text(
        "接收太慢，订阅已结束；请用最后收到的 cursor 作为 after 重新订阅",
        "Events were taken too slowly and the subscription has ended; subscribe again with "
        "`after` set to the last cursor received",
    )


class FeedEnded(LianxinError):
    code = "FEED_ENDED"
    message = Text(
        "服务器停止了推送；请用最后收到的 cursor 作为 after 重新订阅",
        "The server has stopped sending; subscribe again with `after` set to the last cursor "
        "received",
    )


class CursorForgotten(LianxinError):
    code = "CURSOR_FORGOTTEN"
    message = Text(
        "这个 cursor 之后的事件已过保存期；请重新读取列表，再不带 after 订阅",
        "Events after this cursor are no longer kept; read the list again, then subscribe "
        "without `after`",
    )


class CursorUnknown(LianxinError):
    code = "CURSOR_UNKNOWN"
    message = Text(
        "没有这个 cursor；请用收到过的 cursor，或不带 after 订阅",
        "There is no such cursor; use one that was received, or subscribe without `after`",
    )


class Subscription:
    """Sealed events in order. `position` is the number up to which they were taken.

    The iteration raises SubscriberTooSlow or FeedEnded when the feed has ended it.
    """

    def __init__(
        self,
        database: Database,
        kinds: frozenset[str],
        after: int | None,
        joined: int,
        backlog: int,
        leave: Callable[["Subscription"], Awaitable[None]],
    ) -> None:
        self.position = joined if after is None else after
        self._database = database
        self._kinds = kinds
        self._joined = joined
        self._backlog = backlog
        self._leave = leave
        self._queue: deque[Event] = deque()
        self._page: deque[Event] = deque()
        self._offered = asyncio.Event()
        self._ended: LianxinError | None = None

    def offer(self, event: Event) -> None:
        """Queue an event; without room for it, the subscription ends."""
        if event.kind not in self._kinds or self._ended:
            return
        if len(self._queue) >= self._backlog:
            self.end(SubscriberTooSlow())
            return
        self._queue.append(event)
        self._offered.set()

    def end(self, reason: LianxinError) -> None:
        self._ended = self._ended or reason
        self._queue.clear()
        self._offered.set()

    async def aclose(self) -> None:
        await self._leave(self)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Event:
        event = await self._missed() or await self._next()
        self.position = event.n
        return event

    async def _missed(self) -> Event | None:
        """The next event from before the subscription joined the feed."""
        if not self._page and self.position < self._joined and not self._ended:
            rows = await self._database.all(
                _MISSED, after=self.position, upto=self._joined, kinds=self._kinds
            )
            self._page.extend(Event(*row) for row in rows)
            if not rows:
                self._joined = self.position
        return self._page.popleft() if self._page and not self._ended else None

    async def _next(self) -> Event:
        while True:
            while self._queue:
                event = self._queue.popleft()
                if event.n > self.position:
                    return event
            if self._ended:
                raise self._ended
            self._offered.clear()
            await self._offered.wait()
