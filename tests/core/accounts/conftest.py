"""Accounts with passwords that are quickly hashed."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from argon2 import PasswordHasher

from lianxin.accounts import create_account, managing, signing_in
from lianxin.accounts.passwords import Passwords
from lianxin.localities import Locality
from lianxin.tables import Account

PASSWORD = "Lianxin-2026"
Create = Callable[..., Awaitable[Account]]


@pytest.fixture(autouse=True)
def passwords(monkeypatch: pytest.MonkeyPatch) -> Passwords:
    quick = Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    for module in (managing, signing_in):
        monkeypatch.setattr(module, "PASSWORDS", quick)
    return quick


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
