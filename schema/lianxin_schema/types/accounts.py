"""Accounts as administrators see them, and the sessions of whoever asks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import strawberry
from sqlalchemy import func, or_, select
from sqlmodel import col

from lianxin import tables
from lianxin.accounts.failures import locks_of
from lianxin.accounts.managing import GIVEN
from lianxin.accounts.sessions import SignedInSession, sessions_of
from lianxin.accounts.tokens import token_hash
from lianxin.commands.accounts.sessions import SHOWN
from lianxin.context import Context
from lianxin.database import Among, among_keys
from lianxin.tables import AccountRole
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.fields import (
    OPEN,
    Argument,
    ascending,
    column,
    computed,
    find,
    key,
    link,
    page,
    table_type,
    value,
    value_type,
)
from lianxin_schema.planner.given import Given
from lianxin_schema.types.base import Node, Term, connection_of
from lianxin_schema.types.people import Person, term_of

_ROLES = (
    select(col(AccountRole.account_id), col(AccountRole.role))
    .where(among_keys(col(AccountRole.account_id), "accounts"))
    .order_by(col(AccountRole.role))
)
_ACCESS = "account.manage"
AccountConnection: Any = connection_of("Account", "lianxin_schema.types.accounts")


@strawberry.input(
    description="按用户名或干部姓名、角色、是否停用 / By username or an official's name, role, whether closed"
)
class AccountFilter:
    search: str | None = strawberry.UNSET
    role: list[str] | None = strawberry.UNSET
    disabled: bool | None = strawberry.UNSET


def _named(c: Any, given: Given) -> Any:
    """Names of residents are not everybody's who keeps accounts: they are found by username."""
    person = tables.Person.__table__.alias()  # type: ignore[attr-defined]
    officials = select(person.c.id).where(
        person.c.official, person.c.name.like(given.pattern(), escape="\\")
    )
    wanted = func.lower(given.pattern())
    return or_(func.lower(c.username).like(wanted, escape="\\"), c.person_id.in_(officials))


def _in_role(c: Any, given: Given) -> Any:
    return c.id.in_(
        select(col(AccountRole.account_id)).where(Among(col(AccountRole.role), given.words()))
    )


ACCOUNT_FILTERS = {
    "search": _named,
    "role": _in_role,
    "disabled": lambda c, g: c.disabled.is_(g.constant),
}


@value_type(access=OPEN, description="一次登录 / Somebody is signed in.")
class Session:
    id: strawberry.ID = value()
    since: datetime = value()
    last_seen_at: datetime = value()
    expires_at: datetime = value(description="最迟何时失效 / When it ends at the latest.")
    current: bool = value(description="是否为当前登录 / Whether it is the one that asks.")


async def _roles(context: Context, rows: Sequence[Sequence[Any]]) -> list[list[Term]]:
    keys = [int(row[0]) for row in rows]
    async with context.locality.database.reading() as session:
        found = await session.all(_ROLES, accounts=keys)
    return [[term_of(context, "role", r.role) for r in found if r.account_id == k] for k in keys]


async def _locks(context: Context, rows: Sequence[Sequence[Any]]) -> list[datetime | None]:
    return await locks_of(context.locality, [str(row[0]) for row in rows], context.now)


async def given_roles(_: None, context: Context) -> list[Term]:
    return [term_of(context, "role", role) for role in GIVEN]


async def _sessions(context: Context, rows: Sequence[Sequence[Any]]) -> list[list[Session]]:
    keys = [int(row[0]) for row in rows]
    async with context.locality.database.reading() as session:
        found = await sessions_of(session, context, keys)
    return [[_session(context, one) for one in found if one.account_id == k] for k in keys]


async def own_sessions(_: Any, context: Context) -> list[Session]:
    account = context.viewer.account_id
    return (await _sessions(context, [[account]]))[0] if account is not None else []


def _session(context: Context, found: SignedInSession) -> Session:
    token = context.token if isinstance(context, RequestContext) else None
    return Session(
        id=strawberry.ID(found.token_hash[:SHOWN]),
        since=found.issued_at,
        last_seen_at=found.last_seen_at,
        expires_at=found.expires_at,
        current=token is not None and token_hash(token) == found.token_hash,
    )


@table_type(tables.Account, access=_ACCESS, description="账号 / Who may sign in.")
class Account(Node):
    id: strawberry.ID = key()
    username: str = column()
    person: Person | None = link("person_id")
    disabled: bool = column()
    must_change: bool = column(description="须先更换密码 / Whether the password has to change.")
    created_at: datetime = column()
    last_sign_in_at: datetime | None = column(
        description="最近一次登录，从未登录则为空 / Null for one that was never used."
    )
    locked_until: datetime | None = computed(
        _locks,
        "username",
        description="连续输错密码后锁定至何时，未锁定则为空 / After failed sign-ins; null where it is not locked.",
    )
    roles: list[Term] = computed(_roles, "id")
    sessions: list[Session] = computed(_sessions, "id")


@strawberry.type
class AccountQueries:
    """Root fields over accounts; merged into the root of all reading."""

    account: Account | None = find(
        permission=_ACCESS,
        username=Argument(str, lambda c, g: c.username == g.text()),
    )
    accounts: AccountConnection = page(
        order=[ascending("username")],
        filters=(AccountFilter, ACCOUNT_FILTERS),
        permission=_ACCESS,
        description="账号，按用户名 / Accounts, by name.",
    )
    account_roles: list[Term] = value(
        given_roles,
        permission=_ACCESS,
        description="可授予账号的角色 / The roles that an account may be given.",
    )
