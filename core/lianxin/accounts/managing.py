"""Accounts as administrators keep them: made, given roles and passwords, closed."""

import re
import secrets
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlmodel import col

from lianxin.accounts.password_rules import MLPS3, PasswordRule
from lianxin.accounts.passwords import PASSWORDS
from lianxin.accounts.tokens import revoke_all
from lianxin.database import Transaction
from lianxin.errors import Problem, Refused, conflict, invalid
from lianxin.language import Text
from lianxin.roles import OFFICES, ROLES
from lianxin.tables import Account, AccountRole

GIVEN = tuple(role for role in ROLES if role not in ("public", "system"))
"""The roles that an account may have; of the others one is everybody's, one nobody's."""

_USERNAME = re.compile(r"[\w.@-]{2,64}")
_TAKEN = select(col(Account.id)).where(col(Account.username) == bindparam("username"))


async def hash_password(password: str, username: str, rule: PasswordRule | None) -> str:
    """The hash of a password that keeps the rule (`rule_of(locality)`). Raises Refused.

    It takes a while: have it before the transaction begins.
    """
    if rule and (problems := rule.problems(password, username)):
        raise Refused(problems)
    return await PASSWORDS.hashed(password)


def one_time_password() -> str:
    """For one sign-in, at which it has to be changed; it keeps every rule for passwords."""
    return f"{secrets.token_urlsafe(12)}-Aa1"


async def create_account(
    tx: Transaction,
    *,
    username: str,
    password: str | None = None,
    password_hash: str | None = None,
    roles: Collection[str],
    person_id: int | None = None,
    now: datetime,
    rule: PasswordRule | None = MLPS3,
    must_change: bool = False,
    apart: bool = False,
) -> Account:
    """An account with a password, or with the hash of one (`hash_password`); with neither, only
    an identity provider can vouch for it. `apart`: no two of the three offices. Raises Refused."""
    if problems := [*name_problems(username), *role_problems(roles, apart)]:
        raise Refused(problems)
    if await tx.first(_TAKEN, username=username):
        raise Refused([conflict("USERNAME_TAKEN", _NAME_TAKEN)])
    if password is not None:
        password_hash = await hash_password(password, username, rule)
    account = Account(
        username=username,
        password_hash=password_hash,
        person_id=person_id,
        must_change=must_change,
        created_at=now,
        password_set_at=now if password_hash else None,
    )
    await tx.add(account)
    await tx.add(*(AccountRole(account_id=account.id, role=r) for r in sorted(set(roles))))
    return account


async def set_password(
    tx: Transaction, account_id: int, password_hash: str, now: datetime, must_change: bool = False
) -> None:
    """Whoever is signed in with the old password is signed out."""
    await tx.change(
        *(Account, col(Account.id) == account_id),
        password_hash=password_hash,
        password_set_at=now,
        must_change=must_change,
    )
    await revoke_all(tx, account_id)


async def set_roles(
    tx: Transaction, account_id: int, roles: Collection[str], apart: bool = False
) -> None:
    """These roles and no others, at once. Raises Refused."""
    if problems := role_problems(roles, apart):
        raise Refused(problems)
    await tx.execute(delete(AccountRole).where(col(AccountRole.account_id) == account_id))
    await tx.add(*(AccountRole(account_id=account_id, role=r) for r in sorted(set(roles))))


async def set_disabled(tx: Transaction, account_id: int, disabled: bool) -> None:
    """A closed account stays, for what it did; nobody is signed in with it any more."""
    await tx.change(Account, col(Account.id) == account_id, disabled=disabled)
    if disabled:
        await revoke_all(tx, account_id)


def name_problems(username: str) -> list[Problem]:
    if _USERNAME.fullmatch(username):
        return []
    return [
        invalid(
            "BAD_USERNAME",
            Text(
                "用户名应为 2 至 64 个文字、数字或 . @ - _",
                "A user name is 2 to 64 letters, digits or . @ - _",
            ),
            "username",
        )
    ]


def role_problems(roles: Collection[str], apart: bool) -> list[Problem]:
    """What is wrong with giving an account these roles, with the three offices kept apart or not."""
    problems = _role_problems(roles)
    if apart and len(set(roles) & OFFICES) > 1:
        problems.append(conflict("OFFICES_APART", _OFFICES_APART).at("roles"))
    return problems


def _role_problems(roles: Collection[str]) -> list[Problem]:
    unknown = set(roles) - set(GIVEN)
    return [
        invalid(
            "UNKNOWN_ROLE",
            Text("没有角色 {role}", "There is no role {role} for an account").format(role=role),
            "roles",
        )
        for role in sorted(unknown)
    ]


_OFFICES_APART = Text(
    "三员分立：系统管理员、安全管理员、审计员不能由同一账号担任",
    "The three offices are kept apart: system, security and audit administrators are different "
    "accounts",
)
_NAME_TAKEN = Text("这个用户名已有人用，请换一个", "This user name is taken; choose another")
