"""How often a command goes to PostgreSQL and back between BEGIN and COMMIT, whoever gives it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import pytest

from lianxin.commands import pipeline
from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Unchecked
from lianxin.database import PostgresqlDatabase, Transaction

MOST = 3
"""To load, to check, to write."""


@dataclass
class RoundTrips:
    """Pairs of what a command does and how many it took, one for each transaction."""

    taken: list[tuple[str, int]] = field(default_factory=list)

    @property
    def too_many(self) -> list[tuple[str, int]]:
        return [(does, n) for does, n in self.taken if n > MOST]


_doing: ContextVar[str | None] = ContextVar("doing", default=None)
_SENDING = ("fetch", "fetchrow", "execute", "executemany")
_FRAME = ("BEGIN", "COMMIT")


class _Counted:
    """A connection that counts what is sent through it."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.sent = 0

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.connection, name)
        if name not in _SENDING:
            return found

        async def sending(text: str, *given: Any) -> Any:
            self.sent += text not in _FRAME
            return await found(text, *given)

        return sending


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[RoundTrips]:
    trips = RoundTrips()
    carry_out, writing = pipeline._carry_out, PostgresqlDatabase.writing

    async def carried_out(attempt: Attempt) -> None:
        asked = attempt.asked
        token = _doing.set(asked.kind.does if isinstance(asked, Unchecked) else asked.does)
        try:
            await carry_out(attempt)
        finally:
            _doing.reset(token)

    @asynccontextmanager
    async def counting(self: PostgresqlDatabase) -> AsyncIterator[Transaction]:
        does = _doing.get()
        async with writing(self) as transaction:
            connection = _Counted(transaction._connection)  # type: ignore[attr-defined]
            transaction._connection = connection  # type: ignore[attr-defined]
            yield transaction
        if does is not None:
            trips.taken.append((does, connection.sent))

    monkeypatch.setattr(pipeline, "_carry_out", carried_out)
    monkeypatch.setattr(PostgresqlDatabase, "writing", counting)
    yield trips
