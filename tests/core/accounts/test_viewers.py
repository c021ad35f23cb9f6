"""From a token to who asks, with all that rights depend on."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from factories import make_appointment, make_person, make_unit
from lianxin.accounts import Viewers, sign_in
from lianxin.accounts.managing import set_disabled, set_roles
from lianxin.clock import FixedClock
from lianxin.context import Viewer
from lianxin.errors import Unauthenticated
from lianxin.localities import Locality
from lianxin.roles import ROLES
from lianxin.tables import AccessToken, Account

PASSWORD = "Lianxin-2026"
Create = Callable[..., Awaitable[Account]]
SEEN = select(AccessToken.last_seen_at)


@pytest.fixture
def viewers() -> Viewers:
    return Viewers()


async def token_of(locality: Locality, username: str) -> str:
    return (await sign_in(locality, username, PASSWORD, None)).access_token


async def test_a_viewer_has_units_below_and_above_its_posts(
    locality: Locality, create: Create, viewers: Viewers
) -> None:
    county = await make_unit(locality, kind="county")
    town = await make_unit(locality, kind="town", parent=county)
    village = await make_unit(locality, parent=town)
    other = await make_unit(locality, parent=county)
    person = await make_person(locality, official=True)
    await make_appointment(locality, town, "handler", person=person)
    await make_appointment(locality, village, "handler", person=person)
    await make_appointment(locality, other, "handler", person=person, until=date(2026, 9, 23))
    await create("wang", "handler", "auditor", person_id=person.id)
    viewer = await viewers.viewer_of(locality, await token_of(locality, "wang"))
    assert viewer.person_id == person.id
    assert viewer.unit_ids == tuple(sorted({town.id, village.id}))
    assert viewer.lineage == tuple(sorted({county.id, town.id, village.id}))
    assert viewer.permissions == ROLES["handler"] | ROLES["auditor"]


async def test_a_viewer_without_a_person_has_no_units(
    locality: Locality, create: Create, viewers: Viewers
) -> None:
    await create("admin", "admin")
    viewer = await viewers.viewer_of(locality, await token_of(locality, "admin"))
    assert (viewer.person_id, viewer.unit_ids, viewer.lineage) == (None, (), ())


@pytest.mark.parametrize("token", ["", "wrong", "x" * 43, "令牌" * 20, "x" * 100_000], ids=len)
async def test_what_is_no_token_is_refused(
    locality: Locality, viewers: Viewers, token: str
) -> None:
    with pytest.raises(Unauthenticated):
        await viewers.viewer_of(locality, token)


async def test_a_token_is_worth_nothing_in_another_locality(
    locality: Locality, create: Create, viewers: Viewers
) -> None:
    await create("wang")
    token = await token_of(locality, "wang")
    await viewers.viewer_of(locality, token)
    locality.key = "elsewhere"
    async with locality.database.writing() as tx:
        await tx.change(AccessToken, token_hash="0")
    with pytest.raises(Unauthenticated):
        await viewers.viewer_of(locality, token)


async def test_half_an_hour_without_a_request_ends_a_token(
    locality: Locality, clock: FixedClock, create: Create, viewers: Viewers
) -> None:
    await create("wang")
    token = await token_of(locality, "wang")
    for _ in range(3):
        clock.advance(timedelta(minutes=29))
        assert await viewers.viewer_of(locality, token)
        await viewers.settled()
    clock.advance(timedelta(minutes=30))
    with pytest.raises(Unauthenticated):
        await viewers.viewer_of(locality, token)


async def test_twelve_hours_end_a_token_whatever_is_done(
    locality: Locality, clock: FixedClock, create: Create, viewers: Viewers
) -> None:
    await create("wang")
    token = await token_of(locality, "wang")
    for _ in range(47):
        clock.advance(timedelta(minutes=15))
        assert await viewers.viewer_of(locality, token)
        await viewers.settled()
    clock.advance(timedelta(minutes=15))
    with pytest.raises(Unauthenticated):
        await viewers.viewer_of(locality, token)


async def test_that_a_token_was_seen_is_noted_once_a_minute(
    locality: Locality, clock: FixedClock, create: Create, viewers: Viewers
) -> None:
    await create("wang")
    token, begin = await token_of(locality, "wang"), clock.now()
    for seconds, noted in ((59, 0), (61, 61), (100, 61), (121, 121)):
        clock.move(begin + timedelta(seconds=seconds))
        await viewers.viewer_of(locality, token)
        await viewers.settled()
        seen = (await locality.database.first(SEEN)).last_seen_at
        assert seen == begin + timedelta(seconds=noted)


async def test_within_a_second_the_database_is_not_asked_again(
    locality: Locality, clock: FixedClock, create: Create, viewers: Viewers
) -> None:
    account = await create("wang")
    token = await token_of(locality, "wang")
    first = await viewers.viewer_of(locality, token)
    async with locality.database.writing() as tx:
        await set_roles(tx, account.id, ["leader"])
    assert await viewers.viewer_of(locality, token) is first
    viewers.forget(locality, account.id)
    assert (await viewers.viewer_of(locality, token)).roles == {"leader"}
    async with locality.database.writing() as tx:
        await set_disabled(tx, account.id, True)
    clock.advance(timedelta(seconds=2))
    with pytest.raises(Unauthenticated):
        await viewers.viewer_of(locality, token)


async def test_what_is_remembered_is_bounded(locality: Locality, create: Create) -> None:
    viewers = Viewers(size=2)
    await create("wang")
    tokens = [await token_of(locality, "wang") for _ in range(3)]
    found: list[Viewer] = [await viewers.viewer_of(locality, token) for token in tokens]
    assert await viewers.viewer_of(locality, tokens[2]) is found[2]
    assert await viewers.viewer_of(locality, tokens[0]) is not found[0]
