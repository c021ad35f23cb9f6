"""Accounts, and who makes them."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from lianxin.accounts import create_account
from lianxin.localities import Locality
from lianxin.tables import Account

PASSWORD = "Lianxin-2026"
Create = Callable[..., Awaitable[Account]]


@pytest.fixture
def create(locality: Locality) -> Create:
    """`await create("wang")`: an account with the password PASSWORD."""

    async def create_(username: str, *roles: str, **also: Any) -> Account:
        async with locality.database.writing() as tx:
            return await create_account(
                tx,
                **{"username": username, "password": PASSWORD, "roles": roles or ("clerk",)}
                | {"now": locality.clock.now()}
                | also,
            )

    return create_
