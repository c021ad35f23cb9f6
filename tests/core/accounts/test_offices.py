"""System, security and audit administrators: three offices, kept apart where the locality says so."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from lianxin.accounts import AccountSettings, Viewers, sign_in
from lianxin.accounts.roles import ROLES, permissions_of
from lianxin.commands import Command, Outcome, run_raw
from lianxin.commands.accounts.manage import SetAccountDisabled, SetAccountRoles, UnlockAccount
from lianxin.commands.accounts.sessions import EndSessions
from lianxin.context import Context
from lianxin.errors import Refused
from lianxin.localities import Figures, Locality
from lianxin.modules import ConfigureModule, carry_out
from lianxin.modules.applying import apply_due
from lianxin.tables import AccessToken, Account, AuditEntry, SettingsRevision

PASSWORD = "Lianxin-2026"
Create = Callable[..., Awaitable[Account]]
Ask = Callable[..., Context]
APART = AccountSettings(three_offices=True)


@pytest.fixture
def apart(locality: Locality) -> Locality:
    locality.figures = Figures({**locality.figures.settings, AccountSettings: APART})
    return locality


async def done_by(context: Context, kind: type[Command], **data: Any) -> list[str]:
    outcome: Outcome = await run_raw(kind, data, context)
    return [problem.code for problem in outcome.problems]


def test_where_they_are_apart_each_office_has_what_is_its_own() -> None:
    taken = {"account.manage", "module.configure_security"}
    assert permissions_of(["admin"], apart=True) == ROLES["admin"] - taken
    for office in ("security_admin", "auditor"):
        assert permissions_of([office], apart=True) == ROLES[office]
    assert permissions_of(["admin"]) == ROLES["admin"]


def test_whoever_holds_two_of_them_all_the_same_has_neither() -> None:
    assert permissions_of(["admin", "auditor", "clerk"], apart=True) == ROLES["clerk"]


@pytest.mark.parametrize("roles", [["admin", "auditor"], ["security_admin", "admin", "clerk"]])
async def test_no_account_is_given_two_of_them(
    apart: Locality, create: Create, context: Ask, roles: list[str]
) -> None:
    with pytest.raises(Refused) as refused:
        await create("wang", *roles, apart=True)
    assert [p.code for p in refused.value.problems] == ["OFFICES_APART"]
    await create("wang", "clerk")
    given = {"username": "wang", "roles": roles}
    codes = await done_by(context("security_admin"), SetAccountRoles, **given)
    assert codes == ["OFFICES_APART"]


@pytest.mark.parametrize(
    ("role", "given", "code"),
    [
        ("clerk", {}, "NOT_PERMITTED"),
        ("auditor", {}, "NOT_PERMITTED"),
        ("security_admin", {"username": "nobody"}, "NOT_FOUND"),
        ("security_admin", {"roles": ["king"]}, "UNKNOWN_ROLE"),
    ],
)
async def test_what_is_refused_has_its_code(
    create: Create, context: Ask, role: str, given: dict[str, Any], code: str
) -> None:
    await create("wang")
    data = {"username": "wang", "roles": ["handler"], **given}
    assert await done_by(context(role), SetAccountRoles, **data) == [code]


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (SetAccountRoles, {"roles": ["clerk"]}),
        (SetAccountDisabled, {"disabled": True}),
        (UnlockAccount, {}),
    ],
)
async def test_nobody_manages_their_own_account(
    create: Create, context: Ask, kind: type[Command], given: dict[str, Any]
) -> None:
    own = await create("wang", "admin")
    asks = context("admin")
    asks = replace(asks, viewer=replace(asks.viewer, account_id=own.id, username="wang"))
    assert await done_by(asks, kind, username="wang", **given) == ["NOT_ONESELF"]


@pytest.mark.parametrize(("role", "codes"), [("admin", ["NOT_PERMITTED"]), ("security_admin", [])])
async def test_where_they_are_apart_the_figures_of_security_are_the_security_administrators(
    apart: Locality, context: Ask, role: str, codes: list[str]
) -> None:
    asks = context(role)
    viewer = replace(asks.viewer, permissions=permissions_of([role], apart=True))
    given = {"module": "core.accounts", "settings": {"three_offices": False}}
    assert await done_by(replace(asks, viewer=viewer), ConfigureModule, **given) == codes


async def test_the_security_administrator_configures_nothing_else(context: Ask) -> None:
    given = {"module": "core.webhooks", "settings": {}}
    codes = await done_by(context("security_admin"), ConfigureModule, **given)
    assert codes == ["NOT_PERMITTED"]


async def test_what_an_account_may_follows_its_roles_and_the_setting(
    apart: Locality, create: Create, context: Ask
) -> None:
    await create("wang", "clerk")
    token = (await sign_in(apart, "wang", PASSWORD, None)).access_token
    await done_by(context("admin"), SetAccountRoles, username="wang", roles=["admin"])
    viewer = await Viewers().viewer_of(apart, token)
    assert viewer.permissions == permissions_of(["admin"], apart=True)


async def test_every_act_is_in_the_audit_with_its_reason(
    locality: Locality, create: Create, context: Ask
) -> None:
    await create("wang")
    given = {"username": "wang", "reason": "调岗"}
    await done_by(context("admin"), SetAccountRoles, roles=["handler"], **given)
    await done_by(context("admin"), SetAccountDisabled, disabled=True, **given)
    await done_by(context("admin"), EndSessions, **given)
    await done_by(context("clerk"), UnlockAccount, username="wang")
    statement = select(col(AuditEntry.action), col(AuditEntry.result), col(AuditEntry.reason))
    found = {tuple(row) for row in await locality.database.all(statement)}
    assert found >= {
        ("set_account_roles", "done", "调岗"),
        ("set_account_disabled", "done", "调岗"),
        ("end_sessions", "done", "调岗"),
        ("unlock_account", "refused", "NOT_PERMITTED"),
    }


async def test_a_closed_account_is_signed_out_everywhere(
    locality: Locality, create: Create, context: Ask
) -> None:
    await create("wang")
    for _ in range(2):
        await sign_in(locality, "wang", PASSWORD, None)
    await done_by(context("admin"), SetAccountDisabled, username="wang", disabled=True)
    assert await locality.database.all(select(col(AccessToken.token_hash))) == []


PARTED = {"module": "core.accounts", "settings": {"three_offices": True}}


@pytest.mark.parametrize("dry_run", [True, False])
async def test_they_are_not_parted_while_an_account_holds_two_and_it_is_named(
    create: Create, context: Ask, dry_run: bool
) -> None:
    await create("wang", "admin", "auditor")
    await create("sun", "security_admin")
    outcome = await carry_out(ConfigureModule, {**PARTED, "dry_run": dry_run}, context("admin"))
    [problem] = outcome.problems
    assert (problem.code, problem.path) == ("OFFICES_APART", ("settings", "three_offices"))
    assert problem.message.say("en").endswith("first: wang")


async def test_they_are_parted_where_everybody_holds_one(create: Create, context: Ask) -> None:
    await create("wang", "admin", "auditor")
    await create("sun", "security_admin", "clerk")
    await done_by(context("admin"), SetAccountDisabled, username="wang", disabled=True)
    assert await done_by(context("admin"), ConfigureModule, **PARTED) == []


async def test_they_are_not_parted_where_nobody_would_keep_accounts(
    create: Create, context: Ask
) -> None:
    await create("wang", "admin")
    assert await done_by(context("admin"), ConfigureModule, **PARTED) == ["NO_SECURITY_ADMIN"]


async def test_what_was_planned_for_a_day_is_withdrawn_where_somebody_holds_two_by_then(
    locality: Locality, create: Create, context: Ask
) -> None:
    await create("sun", "security_admin")
    later = context("admin").today + timedelta(days=7)
    assert await done_by(context("admin"), ConfigureModule, **PARTED, effective_on=later) == []
    await create("wang", "admin", "auditor")
    then = replace(context("system"), now=locality.clock.now() + timedelta(days=8))
    async with locality.database.writing() as tx:
        assert await apply_due(tx, then) == []
    [kept] = await locality.database.all(select(col(SettingsRevision.problem)))
    assert kept.problem["code"] == "OFFICES_APART"
