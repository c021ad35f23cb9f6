"""Localities added to a platform, each in a database of its own."""

from collections.abc import Awaitable, Callable
from typing import Any

from lianxin.platform import Entry, Platform, add_locality

NewAddress = Callable[[], str]
Add = Callable[..., Awaitable[Entry]]


def adding(platform: Platform, new_address: NewAddress) -> Add:
    async def added(key: str, **columns: Any) -> Entry:
        given = {"name": f"{key}县", **columns}
        if "database" not in given:
            given["database"] = new_address()
        return await add_locality(platform, Entry(key=key, **given))

    return added
