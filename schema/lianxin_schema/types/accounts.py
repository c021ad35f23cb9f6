"""Accounts as administrators see them, and the sessions of whoever asks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import strawberry
from sqlalchemy import select
from sqlmodel import col

from lianxin import tables
from lianxin.accounts.sessions import SignedInSession, sessions_of
from lianxin.accounts.tokens import token_hash
from lianxin.commands.accounts.sessions import SHOWN
from lianxin.context import Context
from lianxin.database import among_keys
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
from lianxin_schema.types.base import Node, Term, connection_of
from lianxin_schema.types.people import Person, term_of

_ROLES = (
    select(col(AccountRole.account_id), col(AccountRole.role))
    .where(among_keys(col(AccountRole.account_id), "accounts"))
    .order_by(col(AccountRole.role))
)
AccountConnection: Any = connection_of("Account", "lianxin_schema.types.accounts")


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


@table_type(tables.Account, access="account.manage", description="账号 / Who may sign in.")
class Account(Node):
    id: strawberry.ID = key()
    username: str = column()
    person: Person | None = link("person_id")
    disabled: bool = column()
    must_change: bool = column(description="须先更换密码 / Whether the password has to change.")
    created_at: datetime = column()
    roles: list[Term] = computed(_roles, "id")
    sessions: list[Session] = computed(_sessions, "id")


@strawberry.type
class AccountQueries:
    """Root fields over accounts; merged into the root of all reading."""

    account: Account | None = find(
        permission="account.manage",
        username=Argument(str, lambda c, g: c.username == g.text()),
    )
    accounts: AccountConnection = page(
        order=[ascending("username")],
        permission="account.manage",
        description="账号，按用户名 / Accounts, by name.",
    )
