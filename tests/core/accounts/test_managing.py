"""Accounts are made with care: names, roles, passwords."""

from collections.abc import Awaitable, Callable

import pytest

from lianxin.accounts import Viewers, create_account, hash_password, sign_in
from lianxin.accounts.managing import set_password
from lianxin.errors import Refused, Unauthenticated
from lianxin.localities import Locality
from lianxin.tables import Account

Create = Callable[..., Awaitable[Account]]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"username": "w"}, "BAD_USERNAME"),
        ({"username": "wang li"}, "BAD_USERNAME"),
        ({"roles": ["king"]}, "UNKNOWN_ROLE"),
        ({"roles": ["system"]}, "UNKNOWN_ROLE"),
        ({"password": "lianxin"}, "PASSWORD_LENGTH"),
    ],
)
async def test_what_is_wrong_with_an_account_is_said(
    create: Create, given: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        await create(**{"username": "wang", **given})
    assert code in {p.code for p in refused.value.problems}


async def test_a_name_is_given_once(create: Create) -> None:
    await create("wang")
    with pytest.raises(Refused) as refused:
        await create("wang")
    assert refused.value.problems[0].code == "USERNAME_TAKEN"


async def test_one_hash_may_serve_several_accounts(locality: Locality) -> None:
    stored = await hash_password("lianxin", "", None)
    async with locality.database.writing() as tx:
        for role in ("clerk", "leader"):
            await create_account(
                tx, username=role, password_hash=stored, roles=[role], now=locality.clock.now()
            )
    assert await sign_in(locality, "leader", "lianxin", None)


async def test_a_new_password_signs_out_everywhere(locality: Locality, create: Create) -> None:
    account = await create("wang")
    issued = await sign_in(locality, "wang", "Lianxin-2026", None)
    stored = await hash_password("Lianxin-2027", "wang", None)
    async with locality.database.writing() as tx:
        await set_password(tx, account.id, stored, locality.clock.now())
    with pytest.raises(Unauthenticated):
        await Viewers().viewer_of(locality, issued.access_token)
