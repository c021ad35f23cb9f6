"""Adding localities: what may be a key, which database is free, what a new one has."""

from typing import Any

import pytest

from factories.platforms import Add
from lianxin.database.opening import BadAddress
from lianxin.errors import UnknownLocality
from lianxin.platform import (
    RESERVED,
    CannotAdd,
    Entry,
    Environment,
    Platform,
    add_locality,
    set_up,
)
from lianxin.webhooks.secrets import hook_secret, new_hook_secret


async def test_a_key_that_cannot_be_in_an_address_is_refused(add: Add) -> None:
    for key in (*RESERVED, "", "Upper", "1st", "a" * 42, "a-b", "地方"):
        with pytest.raises(CannotAdd, match="cannot be a locality's key"):
            await add(key, database="sqlite:///nowhere.db")


async def test_a_key_is_given_once(add: Add) -> None:
    await add("somewhere")
    with pytest.raises(CannotAdd, match="already"):
        await add("somewhere")


async def test_two_localities_never_share_a_database(platform: Platform, add: Add) -> None:
    entry = await add("one")
    for address in (entry.database, platform.database.url):
        with pytest.raises(CannotAdd, match="choose another"):
            await add("two", database=address)


async def test_a_database_of_another_platforms_locality_is_refused(
    platform: Platform, add: Add
) -> None:
    entry = await add("one")
    await platform.directory.forget("one")
    with pytest.raises(CannotAdd, match="is the database of one"):
        await add("two", database=entry.database)
    assert (await add("one", database=entry.database)).key == "one"


async def test_a_parent_has_to_be_there(add: Add) -> None:
    with pytest.raises(UnknownLocality):
        await add("city", parent="province")


async def test_what_makes_no_sense_is_refused(add: Add) -> None:
    with pytest.raises(BadAddress, match="write sqlite"):
        await add("one", database="mysql://x")
    with pytest.raises(CannotAdd, match="time zone"):
        await add("one", time_zone="Mars/Olympus")


async def test_a_password_in_an_address_is_not_told(add: Add) -> None:
    with pytest.raises(BadAddress) as refused:
        await add("one", database="postgresql://me:secret@host/base")
    assert "secret" not in str(refused.value.message)


async def test_the_folder_can_be_moved_as_a_whole(tmp_path: Any, installed: Any) -> None:
    old = tmp_path / "old"
    async with Platform(Environment.read(home=old), installed) as platform:
        await set_up(platform)
        address = platform.environment.locality_address("somewhere")
        await add_locality(platform, Entry("somewhere", "某县", address))
    old.rename(tmp_path / "new")
    async with Platform(Environment.read(home=tmp_path / "new"), installed) as platform:
        assert (await platform.locality("somewhere")).name == "某县"


async def test_a_channels_secret_is_sealed_and_can_be_renewed(platform: Platform, add: Add) -> None:
    await add("somewhere")
    locality = await platform.locality("somewhere")
    assert await hook_secret(locality, "phone") is None
    first = await new_hook_secret(locality, "phone")
    assert await platform.hook_secret("somewhere", "phone") == first
    assert await new_hook_secret(locality, "phone") != first
