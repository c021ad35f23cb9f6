"""`lianxin user`: accounts."""

import os
import sys
from typing import Annotated, Any

import typer
from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.accounts import account_settings, create_account, one_time_password, rule_of
from lianxin.commands import Command, Outcome, run_raw
from lianxin.commands.accounts.manage import SetAccountDisabled, SetAccountRoles, UnlockAccount
from lianxin.commands.accounts.passwords import ResetPassword
from lianxin.commands.accounts.sessions import EndSessions
from lianxin.context import Context
from lianxin.errors import NotUnique, Refused, conflict, not_found
from lianxin.events import audit
from lianxin.identity.accounts import link_identity
from lianxin.identity.errors import UnknownProvider
from lianxin.identity.settings import oidc_settings
from lianxin.ids import global_id
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.platform import Platform
from lianxin.roles import ROLES
from lianxin.tables import Account
from lianxin_schema.cli.running import context_of, on_platform
from lianxin_schema.cli.words import said, tell

PASSWORD = "LIANXIN_PASSWORD"
app = typer.Typer(help="账号 · Accounts", no_args_is_help=True)
_NOT_GIVEN = {"public", "system"}
_ROLES = ", ".join(sorted(set(ROLES) - _NOT_GIVEN))


@app.command()
def add(
    where: Annotated[str, typer.Argument(metavar="LOCALITY", help="地方代号或 platform")],
    username: Annotated[str, typer.Argument(help="用户名 · User name")],
    role: Annotated[list[str], typer.Option(help=f"角色，可多个 · Roles: {_ROLES}")],
    person: Annotated[int | None, typer.Option(help="对应人员的编号 · The person's key")] = None,
    vouched: Annotated[
        bool,
        typer.Option(
            "--vouched", help="无密码，只经统一身份认证登录 · No password: a provider vouches"
        ),
    ] = False,
) -> None:
    """新增账号；密码取自终端或 LIANXIN_PASSWORD，都没有则生成一次性密码 · Add an account; without
    a password from the terminal or LIANXIN_PASSWORD, one is made that has to be changed."""
    password = "" if vouched else os.environ.get(PASSWORD) or _asked()
    made = None if vouched else password or one_time_password()

    async def work(platform: Platform) -> None:
        locality = await platform.locality(where)
        await _add(locality, username, role, made, person, must_change=bool(made and not password))

    on_platform(work)
    tell(f"已新增账号 {username}", f"Added the account {username}")
    if made and not password:
        tell(f"一次性密码：{made}", f"Its password, to be changed at once: {made}")


@app.command()
def link(
    where: Annotated[str, typer.Argument(metavar="LOCALITY", help="地方代号或 platform")],
    username: Annotated[str, typer.Argument(help="用户名 · User name")],
    subject: Annotated[str, typer.Argument(help="提供方给出的编号（sub）· The provider's key")],
    issuer: Annotated[
        str, typer.Option(help="签发者，缺省取自模块参数 · Issuer, else the module's")
    ] = "",
) -> None:
    """账号与统一身份绑定 · Let whoever has that identity sign in to the account."""

    async def work(platform: Platform) -> None:
        await _link(await platform.locality(where), username, subject, issuer)

    on_platform(work)
    tell(f"{username} 已绑定", f"Linked {username}")


Who = Annotated[str, typer.Argument(metavar="USERNAME", help="用户名 · User name")]
Where = Annotated[str, typer.Argument(metavar="LOCALITY", help="地方代号或 platform")]
Reason = Annotated[str | None, typer.Option(help="理由，记入审计 · Why, for the audit")]


@app.command()
def roles(
    where: Where,
    username: Who,
    role: Annotated[list[str], typer.Option(help=f"角色，可多个 · Roles: {_ROLES}")],
    reason: Reason = None,
) -> None:
    """设定账号的角色 · These roles and no others."""
    _managed(where, SetAccountRoles, username=username, roles=role, reason=reason)
    tell(f"{username}：{'、'.join(role)}", f"{username}: {', '.join(role)}")


@app.command()
def close(where: Where, username: Who, reason: Reason = None) -> None:
    """停用账号并结束其登录 · Close an account; its sessions end."""
    _managed(where, SetAccountDisabled, username=username, disabled=True, reason=reason)
    tell(f"{username} 已停用", f"{username} is closed")


@app.command("open")
def open_(where: Where, username: Who, reason: Reason = None) -> None:
    """恢复账号 · Open a closed account again."""
    _managed(where, SetAccountDisabled, username=username, disabled=False, reason=reason)
    tell(f"{username} 已恢复", f"{username} is open")


@app.command()
def unlock(where: Where, username: Who, reason: Reason = None) -> None:
    """解除登录锁定 · Lift the lock after failed sign-ins."""
    _managed(where, UnlockAccount, username=username, reason=reason)
    tell(f"{username} 已解锁", f"{username} is unlocked")


@app.command("reset-password")
def reset_password(where: Where, username: Who, reason: Reason = None) -> None:
    """换成一次性密码，结束其登录 · A password for one sign-in, to be changed at it; sessions end."""
    made = _managed(where, ResetPassword, username=username, reason=reason).values["password"]
    tell(f"一次性密码：{made}", f"Its password, to be changed at once: {made}")


@app.command("end-sessions")
def end_sessions(where: Where, username: Who, reason: Reason = None) -> None:
    """结束账号的全部登录 · End all sessions of an account."""
    number = _managed(where, EndSessions, username=username, reason=reason).values["ended"]
    tell(f"已结束 {number} 个登录", f"Ended {number} sessions")


def _managed(where: str, kind: type[Command], **data: Any) -> Outcome:
    async def work(platform: Platform) -> Outcome:
        outcome = await run_raw(kind, data, context_of(await platform.locality(where)))
        if outcome.problems:
            raise Refused(outcome.problems)
        return outcome

    return on_platform(work)


async def _link(locality: Locality, username: str, subject: str, issuer: str) -> None:
    context, settings = context_of(locality), oidc_settings(locality)
    issuer = issuer or (settings.issuer if settings else "")
    account = await locality.database.first(_ACCOUNT, username=username)
    if not issuer:
        raise UnknownProvider
    if account is None:
        raise Refused([not_found(_NO_ACCOUNT.format(username=username))])
    try:
        async with locality.database.writing() as tx:
            await link_identity(tx, locality, account.id, issuer, subject)
            named = global_id("Account", account.id)
            await audit(tx, context, action="account.link", object=named, result="done")
    except NotUnique:
        raise Refused([conflict("IDENTITY_LINKED", _LINKED)]) from None


_ACCOUNT = select(col(Account.id)).where(col(Account.username) == bindparam("username"))
_NO_ACCOUNT = Text("没有账号 {username}", "There is no account {username}")
_LINKED = Text("这个身份已绑定账号", "This identity is linked to an account already")


async def _add(
    locality: Locality,
    username: str,
    roles: list[str],
    password: str | None,
    person: int | None,
    must_change: bool,
) -> None:
    context: Context = context_of(locality)
    async with locality.database.writing() as tx:
        account = await create_account(
            tx,
            username=username,
            password=password,
            roles=roles,
            person_id=person,
            now=context.now,
            # One that was made may hold a short user name by chance.
            rule=None if must_change else rule_of(locality),
            must_change=must_change,
            apart=account_settings(locality).three_offices,
        )
        await audit(
            tx,
            context,
            action="create_account",
            object=f"Account:{account.id}",
            result="done",
            content={"username": username, "roles": sorted(roles)},
        )


def _asked() -> str:
    if not sys.stdin.isatty():
        return ""
    asked = said("密码（回车则生成）", "Password (Enter to have one made)")
    found: str = typer.prompt(
        asked, hide_input=True, confirmation_prompt=True, default="", show_default=False
    )
    return found
