"""`lianxin user`: accounts."""

import os
import secrets
import sys
from typing import Annotated

import typer

from lianxin.accounts import create_account, rule_of
from lianxin.context import Context
from lianxin.events import audit
from lianxin.localities import Locality
from lianxin.platform import Platform
from lianxin.roles import ROLES
from lianxin_schema.cli.running import context_of, on_platform
from lianxin_schema.cli.words import said, tell

PASSWORD = "LIANXIN_PASSWORD"
app = typer.Typer(help="账号 · Accounts", no_args_is_help=True)
_NOT_GIVEN = {"public", "system"}
_ROLES = ", ".join(sorted(set(ROLES) - _NOT_GIVEN))


@app.callback()
def group() -> None:
    """Keeps the group a group while it has one command."""


@app.command()
def add(
    where: Annotated[str, typer.Argument(metavar="LOCALITY", help="地方代号或 platform")],
    username: Annotated[str, typer.Argument(help="用户名 · User name")],
    role: Annotated[list[str], typer.Option(help=f"角色，可多个 · Roles: {_ROLES}")],
    person: Annotated[int | None, typer.Option(help="对应人员的编号 · The person's key")] = None,
) -> None:
    """新增账号；密码取自终端或 LIANXIN_PASSWORD，都没有则生成一次性密码 · Add an account; without
    a password from the terminal or LIANXIN_PASSWORD, one is made that has to be changed."""
    password = os.environ.get(PASSWORD) or _asked()
    made = password or f"{secrets.token_urlsafe(12)}-Aa1"

    async def work(platform: Platform) -> None:
        locality = await platform.locality(where)
        await _add(locality, username, role, made, person, must_change=not password)

    on_platform(work)
    tell(f"已新增账号 {username}", f"Added the account {username}")
    if not password:
        tell(f"一次性密码：{made}", f"Its password, to be changed at once: {made}")


async def _add(
    locality: Locality,
    username: str,
    roles: list[str],
    password: str,
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
