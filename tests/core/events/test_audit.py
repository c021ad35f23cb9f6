"""What an entry says, and what it never says."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy import select

from lianxin.context import Context
from lianxin.events import audit
from lianxin.events.audit import digest_of
from lianxin.localities import Locality
from lianxin.tables import AuditEntry, OutboxEvent

Write = Callable[..., Awaitable[None]]
Ask = Callable[..., Context]

ENTRY = select(*AuditEntry.__table__.columns)
EVENT = select(*OutboxEvent.__table__.columns)


async def test_an_entry_says_who_did_what_with_which_result(
    locality: Locality, context: Ask
) -> None:
    who = context("clerk", account_id=7)
    async with locality.database.writing() as tx:
        await audit(
            tx, who, action="case.act", object="Case:5", result="refused", reason="WRONG_STEP"
        )
    entry = await locality.database.first(ENTRY)
    assert (entry.actor, entry.roles, entry.action) == ("Account:7", "clerk", "case.act")
    assert (entry.object, entry.result, entry.reason) == ("Case:5", "refused", "WRONG_STEP")
    assert (entry.at, entry.n, entry.digest) == (who.now, None, "")


async def test_of_the_content_only_a_digest_is_kept(locality: Locality, write: Write) -> None:
    await write()
    entry = await locality.database.first(ENTRY)
    assert entry.digest == digest_of({"note": "请尽快办理"}, locality.sealer)
    assert "办理" not in "".join(map(str, entry))


async def test_what_is_anonymous_tells_neither_who_nor_when(
    locality: Locality, write: Write
) -> None:
    await write(anonymous=True)
    entry = await locality.database.first(ENTRY)
    event = await locality.database.first(EVENT)
    midnight = datetime(2026, 9, 24, tzinfo=locality.zone)
    assert (entry.actor, entry.roles) == (None, "")
    assert entry.at == event.at == midnight
