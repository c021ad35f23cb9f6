"""An audit with entries in it, and somebody who writes them."""

from collections.abc import Awaitable, Callable

import pytest

from lianxin.context import Context
from lianxin.events import announce, audit
from lianxin.localities import Locality

Write = Callable[..., Awaitable[None]]


@pytest.fixture
def write(locality: Locality, context: Callable[..., Context]) -> Write:
    """`await write(3)`: three entries, each with an event, each in a transaction of its own."""

    async def write_(
        count: int = 1, *, kind: str = "case_changed", anonymous: bool = False
    ) -> None:
        who = context("clerk")
        for key in range(1, count + 1):
            async with locality.database.writing() as tx:
                await audit(
                    *(tx, who),
                    action="case.act",
                    object=f"Case:{key}",
                    result="done",
                    content={"note": "请尽快办理"},
                    anonymous=anonymous,
                )
                await announce(
                    *(tx, who),
                    kind=kind,
                    subject_type="Case",
                    subject_id=key,
                    data={"entry": key},
                    anonymous=anonymous,
                )

    return write_
