"""A figure that those below inherit is checked there, too, as if they set it themselves."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlmodel import col

from factories.platforms import Add
from factories.viewers import viewer_with
from lianxin.accounts import AccountSettings, create_account
from lianxin.clock import FixedClock
from lianxin.commands import Outcome
from lianxin.context import Context
from lianxin.localities import Locality
from lianxin.modules import ConfigureModule, carry_out
from lianxin.platform import Platform
from lianxin.sweep import sweep
from lianxin.tables import AccountRole, SettingsRevision

Part = Callable[..., Awaitable[Outcome]]
Line = dict[str, Locality]
OFFICES = ("admin", "security_admin", "auditor")


@pytest.fixture
async def line(platform: Platform, add: Add) -> Line:
    """A province, a city in it, a county in that; each has three people in three offices."""
    for key, parent in (("province", None), ("city", "province"), ("county", "city")):
        await add(key, parent=parent)
    found = {key: await platform.locality(key) for key in ("province", "city", "county")}
    for locality in found.values():
        for role in OFFICES:
            await _account(locality, role, role)
    return found


async def _account(locality: Locality, username: str, *roles: str) -> None:
    given: dict[str, Any] = {"rule": None, "now": locality.clock.now()}
    async with locality.database.writing() as tx:
        await create_account(tx, username=username, password="L", roles=roles, **given)


@pytest.fixture
def part(platform: Platform) -> Part:
    """`await part(province)`: have the three offices apart from now on."""

    async def asked(locality: Locality, apart: bool = True, **given: Any) -> Outcome:
        context = Context(locality, viewer_with("admin"), locality.clock.now())
        data = {"module": "core.accounts", "settings": {"three_offices": apart}, **given}
        outcome = await carry_out(ConfigureModule, data, context)
        await platform.refresh(locality.key)
        return outcome

    return asked


def _told(outcome: Outcome) -> list[tuple[str, str]]:
    return [(p.code, p.message.say("en").partition(" below")[0]) for p in outcome.problems]


@pytest.mark.parametrize("dry_run", [True, False])
async def test_offices_are_not_parted_while_somebody_below_holds_two(
    line: Line, part: Part, dry_run: bool
) -> None:
    await _account(line["county"], "wang", "admin", "auditor")
    refused = await part(line["province"], dry_run=dry_run)
    assert _told(refused) == [("OFFICES_APART", "county县 (county)")]
    # Who it is, is for their own administrator to see.
    assert "wang" not in refused.problems[0].message.say("en")


async def test_they_are_parted_for_all_below_where_everybody_holds_one(
    platform: Platform, line: Line, part: Part
) -> None:
    assert (await part(line["province"])).done
    await platform.refresh("county")
    settings = line["county"].figures.of(AccountSettings)
    assert settings == AccountSettings(three_offices=True)


async def test_somebody_has_to_keep_accounts_in_each_of_them(line: Line, part: Part) -> None:
    for key in ("city", "county"):
        async with line[key].database.writing() as tx:
            await tx.execute(delete(AccountRole).where(col(AccountRole.role) == "security_admin"))
    said = _told(await part(line["province"]))
    assert said == [("NO_SECURITY_ADMIN", "city县 (city) and county县 (county)")]


async def test_who_sets_it_themselves_does_not_inherit_it_nor_do_those_below(
    line: Line, part: Part
) -> None:
    await _account(line["county"], "wang", "admin", "auditor")
    assert (await part(line["city"], apart=False)).done
    # Nothing changed in fact; what stands there counts all the same.
    assert (await part(line["province"])).done


async def test_one_below_that_cannot_be_read_is_named(
    platform: Platform, line: Line, part: Part
) -> None:
    city = line["city"].database
    await city.close()
    platform._databases[city.url] = platform.database_at("postgresql://127.0.0.1:1/none#none")
    said = _told(await part(line["province"]))
    assert said == [("LOCALITY_UNAVAILABLE", "city县 (city) and county县 (county)")]
    assert (await part(line["province"], apart=False)).done


async def test_what_was_planned_is_withdrawn_where_it_does_not_fit_below_by_then(
    line: Line, part: Part, clock: FixedClock
) -> None:
    province = line["province"]
    day = clock.now().date() + timedelta(days=7)
    assert (await part(province, effective_on=day)).done
    await _account(line["county"], "wang", "admin", "auditor")
    clock.advance(timedelta(days=8))
    assert (await sweep(province, clock.now())).failed == {}
    [kept] = await province.database.all(select(col(SettingsRevision.problem)))
    assert kept.problem["code"] == "OFFICES_APART"
