"""Tokens: 256 random bits for whoever signed in; the database keeps only their hash."""

import hashlib
import re
import secrets
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlmodel import col

from lianxin.context import Context, Viewer
from lianxin.database import Instant, Transaction
from lianxin.events import audit
from lianxin.ids import global_id
from lianxin.localities import Locality
from lianxin.tables import AccessToken

_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")
_MINE = col(AccessToken.token_hash) == bindparam("token_hash")
_OWNER = select(col(AccessToken.account_id)).where(_MINE)
_REVOKE = delete(AccessToken).where(_MINE)
_REVOKE_ALL = delete(AccessToken).where(col(AccessToken.account_id) == bindparam("account_id"))
_FORGET = delete(AccessToken).where(
    col(AccessToken.expires_at) <= bindparam("now", type_=Instant())
)


def new_token() -> str:
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str | None:
    """How a token is stored; None for what is no token of ours."""
    return hashlib.sha256(token.encode()).hexdigest() if _SHAPE.fullmatch(token) else None


async def sign_out(locality: Locality, token: str) -> None:
    """The token is worth nothing from now on, wherever it is used."""
    stored = token_hash(token)
    if stored is None:
        return
    async with locality.database.writing() as tx:
        account = await tx.scalar(_OWNER, token_hash=stored)
        if account is None:
            return
        await tx.execute(_REVOKE, token_hash=stored)
        context = Context(locality, Viewer(account_id=account), locality.clock.now())
        await audit(
            *(tx, context),
            action="account.sign_out",
            object=global_id("Account", account),
            result="done",
        )


async def revoke_all(tx: Transaction, account_id: int) -> int:
    """Sign an account out everywhere; how many tokens that were."""
    return await tx.execute(_REVOKE_ALL, account_id=account_id)


async def forget_tokens(tx: Transaction, now: datetime) -> int:
    """Delete what has expired."""
    return await tx.execute(_FORGET, now=now)
