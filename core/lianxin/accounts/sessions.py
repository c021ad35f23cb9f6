"""Who is signed in where: the sessions of accounts that are still good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.accounts.settings import account_settings
from lianxin.context import Context
from lianxin.database import Instant, Session, among_keys
from lianxin.tables import AccessToken

_GOOD = (
    select(
        col(AccessToken.token_hash),
        col(AccessToken.account_id),
        col(AccessToken.issued_at),
        col(AccessToken.last_seen_at),
        col(AccessToken.expires_at),
    )
    .where(
        among_keys(col(AccessToken.account_id), "accounts"),
        col(AccessToken.expires_at) > bindparam("now", type_=Instant()),
        col(AccessToken.last_seen_at) > bindparam("idle_since", type_=Instant()),
    )
    .order_by(col(AccessToken.last_seen_at).desc(), col(AccessToken.token_hash))
    .limit(1_000)
)


@dataclass(frozen=True)
class SignedInSession:
    token_hash: str
    account_id: int
    issued_at: datetime
    last_seen_at: datetime
    expires_at: datetime


async def sessions_of(
    session: Session, context: Context, accounts: Sequence[int]
) -> list[SignedInSession]:
    idle = account_settings(context.locality).idle
    given = {"now": context.now, "idle_since": context.now - idle}
    rows = await session.all(_GOOD, accounts=list(accounts), **given)
    return [SignedInSession(*row) for row in rows]
