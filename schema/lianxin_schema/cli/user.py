"""`lianxin user`: accounts."""

import os
import secrets
import sys
from typing import Annotated

import typer
from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.accounts import create_account, rule_of
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
    made = None if vouched else password or f"{secrets.token_urlsafe(12)}-Aa1"

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
            rule=rule_of(locality),
            must_change=must_change,
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
