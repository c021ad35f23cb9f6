"""Questions asked side by side: on PostgreSQL what they ask for at a time is one statement.

`await together(session, one, another)` runs both, each with a session to read from. As soon as all
of them wait for an answer, what they wait for is sent at once; so that the round trips are as many
as the longest of them takes alone. Reading only; on SQLite one comes after the other.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from lianxin.database.base import Session
from lianxin.database.statements import Prepared

T = TypeVar("T")
Asking = Callable[[Session], Awaitable[T]]


async def together(session: Session, *asks: Asking[T]) -> list[T]:
    """The answers, in the order of the questions; the first that fails fails all, once all are
    done."""
    if not session.side_by_side or len(asks) < 2:
        return [await ask(session) for ask in asks]
    meeting = session if isinstance(session, _Meeting) else _Meeting(session)
    return await meeting.run(asks)


class _Meeting(Session):
    """A session shared by several; it counts who is busy, and sends once all wait."""

    side_by_side = True

    def __init__(self, session: Session) -> None:
        super().__init__(session._preparer)
        self._session = session
        self._busy = 1
        self._waiting: list[tuple[Prepared, list[Any], asyncio.Future[Any]]] = []

    async def run(self, asks: Sequence[Asking[T]]) -> list[T]:
        # Whoever calls waits for the last of them, which hands over to it.
        self._busy += len(asks) - 1
        left = [len(asks)]
        found = await asyncio.gather(
            *(self._one(ask, left) for ask in asks), return_exceptions=True
        )
        for answer in found:
            if isinstance(answer, BaseException):
                raise answer
        return found  # type: ignore[return-value]

    async def _one(self, ask: Asking[T], left: list[int]) -> T:
        try:
            return await ask(self)
        finally:
            left[0] -= 1
            if left[0]:
                self._busy -= 1
                await self._send_if_all_wait()

    async def _fetch(self, prepared: Prepared, arguments: list[Any]) -> Sequence[Sequence[Any]]:
        future: asyncio.Future[Sequence[Sequence[Any]]] = asyncio.get_running_loop().create_future()
        self._waiting.append((prepared, arguments, future))
        await self._send_if_all_wait()
        return await future

    async def _send_if_all_wait(self) -> None:
        if not self._waiting or len(self._waiting) < self._busy:
            return
        waiting, self._waiting = self._waiting, []
        try:
            answers = await self._session._fetch_all([(p, a) for p, a, _ in waiting])
        except BaseException as error:
            for *_, future in waiting:
                future.set_exception(error)
            return
        for (*_, future), answer in zip(waiting, answers, strict=True):
            future.set_result(answer)
