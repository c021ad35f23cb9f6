"""Signing in, signing out, and being kept out."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from lianxin.accounts import Viewers, sign_in
from lianxin.accounts.errors import BadCredentials, LockedOut, PasswordMustChange, SignInBusy
from lianxin.accounts.forgetting import forget_what_is_over
from lianxin.accounts.managing import set_disabled
from lianxin.accounts.signing_in import _Turns
from lianxin.clock import FixedClock
from lianxin.errors import LianxinError, Refused, Unauthenticated
from lianxin.localities import Locality
from lianxin.tables import AccessToken, Account, AuditEntry, SignInFailure

PASSWORD = "Lianxin-2026"
NEW = "Lianxin-2027"
Create = Callable[..., Awaitable[Account]]
ENTRIES = select(AuditEntry.action, AuditEntry.object, AuditEntry.actor, AuditEntry.result)
FAILURES = select(*SignInFailure.__table__.columns)
TOKENS = select(*AccessToken.__table__.columns)


async def outcome(
    locality: Locality, username: str, password: str = PASSWORD, address: str | None = "192.0.2.1"
) -> str:
    """`OK`, or the code of the refusal."""
    try:
        await sign_in(locality, username, password, address)
    except LianxinError as error:
        return error.code
    return "OK"


async def fail(locality: Locality, username: str, times: int, **where: Any) -> set[str]:
    return {await outcome(locality, username, "wrong", **where) for _ in range(times)}


async def test_whoever_knows_the_password_gets_a_token(locality: Locality, create: Create) -> None:
    account = await create("wang")
    issued = await sign_in(locality, " wang ", PASSWORD, None)
    assert issued.expires_in == 12 * 3600
    viewer = await Viewers().viewer_of(locality, issued.access_token)
    assert (viewer.username, viewer.roles) == ("wang", {"clerk"})
    assert await locality.database.all(ENTRIES) == [
        ("account.sign_in", f"Account:{account.id}", f"Account:{account.id}", "done")
    ]


async def test_the_database_keeps_neither_token_nor_name_nor_address(
    locality: Locality, create: Create
) -> None:
    await create("wang")
    issued = await sign_in(locality, "wang", PASSWORD, "192.0.2.1")
    await fail(locality, "my secret password", 1)
    kept = str([await locality.database.all(q) for q in (TOKENS, FAILURES, ENTRIES)])
    assert issued.access_token not in kept
    assert "secret" not in kept
    assert "192.0.2" not in kept


async def test_an_unknown_name_is_answered_like_a_wrong_password(
    locality: Locality, create: Create
) -> None:
    await create("wang")
    closed = await create("closed")
    async with locality.database.writing() as tx:
        await set_disabled(tx, closed.id, True)
    assert await outcome(locality, "wang", "wrong") == "BAD_CREDENTIALS"
    assert await outcome(locality, "nobody") == "BAD_CREDENTIALS"
    assert await outcome(locality, "closed") == "BAD_CREDENTIALS"


@pytest.mark.parametrize("username", ["wang", "nobody"])
async def test_five_failures_lock_a_name_for_half_an_hour(
    locality: Locality, clock: FixedClock, create: Create, username: str
) -> None:
    await create("wang")
    assert await fail(locality, username, 5) == {"BAD_CREDENTIALS"}
    with pytest.raises(LockedOut) as locked:
        await sign_in(locality, username, PASSWORD, None)
    assert locked.value.retry_after == 1800
    clock.advance(timedelta(minutes=30))
    assert await outcome(locality, username) == ("OK" if username == "wang" else "BAD_CREDENTIALS")


async def test_a_lock_doubles_while_failures_go_on_and_is_forgotten_after_a_while(
    locality: Locality, clock: FixedClock
) -> None:
    for minutes in (30, 60, 120):
        assert await fail(locality, "wang", 5) == {"BAD_CREDENTIALS"}
        clock.advance(timedelta(minutes=minutes, seconds=-1))
        assert await outcome(locality, "wang") == "LOCKED_OUT"
        clock.advance(timedelta(seconds=1))
    clock.advance(timedelta(minutes=31))
    assert await fail(locality, "wang", 4) == {"BAD_CREDENTIALS"}
    assert await outcome(locality, "wang") == "BAD_CREDENTIALS"


async def test_a_success_forgives_the_failures_before_it(
    locality: Locality, create: Create
) -> None:
    await create("wang")
    for _ in range(3):
        assert await fail(locality, "wang", 4) == {"BAD_CREDENTIALS"}
        assert await outcome(locality, "wang") == "OK"


async def test_an_address_that_guesses_many_names_has_to_wait_too(
    locality: Locality, clock: FixedClock, create: Create
) -> None:
    await create("wang")
    for n in range(20):
        await fail(locality, f"name{n}", 1, address="2001:db8::1")
    assert await outcome(locality, "wang", address="2001:db8::ffff") == "LOCKED_OUT"
    assert await outcome(locality, "wang", address="2001:db8:1::1") == "OK"
    clock.advance(timedelta(minutes=1))
    assert await outcome(locality, "wang", address="2001:db8::1") == "OK"


async def test_guesses_made_at_once_are_counted_too(locality: Locality, create: Create) -> None:
    await create("wang")
    tried = [outcome(locality, "wang", f"guess{n}", address=None) for n in range(20)]
    answers = await asyncio.gather(*tried)
    assert (answers.count("BAD_CREDENTIALS"), answers.count("LOCKED_OUT")) == (5, 15)


async def test_many_may_sign_in_at_once_with_the_right_password(
    locality: Locality, create: Create
) -> None:
    await create("wang")
    answers = await asyncio.gather(*[outcome(locality, "wang") for _ in range(20)])
    assert set(answers) == {"OK"}


async def test_more_than_can_be_served_are_told_so() -> None:
    turns = _Turns(at_once=1)
    async with turns.of("wang"):
        with pytest.raises(SignInBusy):
            await turns.of("li").__aenter__()
    async with turns.of("li"):
        pass


async def test_an_old_password_has_to_be_changed_first(
    locality: Locality, clock: FixedClock, create: Create
) -> None:
    await create("wang")
    clock.advance(timedelta(days=90))
    with pytest.raises(PasswordMustChange):
        await sign_in(locality, "wang", PASSWORD, None)
    with pytest.raises(Refused) as refused:
        await sign_in(locality, "wang", PASSWORD, None, new_password="short")
    assert "PASSWORD_LENGTH" in {p.code for p in refused.value.problems}
    await sign_in(locality, "wang", PASSWORD, None, new_password=NEW)
    assert await outcome(locality, "wang", NEW) == "OK"
    assert await outcome(locality, "wang", PASSWORD) == "BAD_CREDENTIALS"


async def test_a_first_password_is_changed_by_its_owner(locality: Locality, create: Create) -> None:
    await create("wang", must_change=True)
    assert await outcome(locality, "wang") == "PASSWORD_MUST_CHANGE"
    with pytest.raises(BadCredentials):
        await sign_in(locality, "wang", "guess", None, new_password=NEW)
    assert await sign_in(locality, "wang", PASSWORD, None, new_password=NEW)


async def test_a_demonstration_takes_plain_passwords_and_nothing_else_is_weaker(
    locality: Locality, clock: FixedClock, create: Create
) -> None:
    locality.demo = True
    await create("clerk", password="lianxin", rule=None)
    clock.advance(timedelta(days=365))
    assert await outcome(locality, "clerk", "lianxin") == "OK"
    await fail(locality, "clerk", 5)
    assert await outcome(locality, "clerk", "lianxin") == "LOCKED_OUT"


async def test_signing_out_ends_a_token_at_once(locality: Locality, create: Create) -> None:
    await create("wang")
    viewers = Viewers()
    token = (await sign_in(locality, "wang", PASSWORD, None)).access_token
    other = (await sign_in(locality, "wang", PASSWORD, None)).access_token
    await viewers.viewer_of(locality, token)
    await viewers.sign_out(locality, token)
    with pytest.raises(Unauthenticated):
        await viewers.viewer_of(locality, token)
    assert await viewers.viewer_of(locality, other)
    assert "account.sign_out" in {entry.action for entry in await locality.database.all(ENTRIES)}
    await viewers.sign_out(locality, token)
    await viewers.sign_out(locality, "no token at all")


async def test_the_sweep_forgets_what_is_over(
    locality: Locality, clock: FixedClock, create: Create
) -> None:
    await create("wang")
    await outcome(locality, "wang")
    await fail(locality, "li", 5)
    clock.advance(timedelta(hours=12))
    assert await forget_what_is_over(locality.database, clock.now()) == 1
    clock.advance(timedelta(days=2))
    assert await forget_what_is_over(locality.database, clock.now()) == 2
