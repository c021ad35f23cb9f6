"""A demonstration is set up in an empty demo locality, and nowhere else."""

import pytest
from sqlalchemy import select

from factories import make_unit
from lianxin.accounts import sign_in
from lianxin.demo import NotForDemo, on_stage, open_accounts
from lianxin.localities import Locality
from lianxin.platform.demo import PASSWORD, ROLES
from lianxin.tables import Account


def _quiet(*_: object) -> None: ...


async def test_only_a_demo_locality_is_filled(locality: Locality) -> None:
    with pytest.raises(NotForDemo):
        async with on_stage(locality, _quiet):
            raise AssertionError("never reached")


async def test_only_an_empty_one_is_filled(locality: Locality) -> None:
    locality.demo = True
    await make_unit(locality)
    with pytest.raises(NotForDemo):
        async with on_stage(locality, _quiet):
            raise AssertionError("never reached")


async def test_accounts_are_those_of_the_roles(locality: Locality) -> None:
    locality.demo = True
    async with on_stage(locality, _quiet) as stage:
        clerk = stage.official(stage.chance)
        await open_accounts(stage, {"clerk": clerk})
    accounts = await locality.database.all(select(Account.__table__))
    assert {a.username: a.person_id for a in accounts} == dict.fromkeys(ROLES) | {"clerk": clerk}
    assert await sign_in(locality, "auditor", PASSWORD, None)
