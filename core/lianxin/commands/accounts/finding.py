"""The account that a command names, with its roles and its sessions, in one statement."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints
from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.database import Nested
from lianxin.errors import Problem, Refused, conflict, not_found
from lianxin.language import Text
from lianxin.tables import AccessToken, Account, AccountRole

Username = Annotated[str, StringConstraints(min_length=1, max_length=200)]
_ROLES = Nested(col(AccountRole.role))
_TOKENS = Nested(col(AccessToken.token_hash))
_ACCOUNT = (
    select(
        col(Account.id),
        col(Account.disabled),
        _ROLES.where(col(AccountRole.account_id) == col(Account.id)).label("roles"),
        _TOKENS.where(col(AccessToken.account_id) == col(Account.id)).label("tokens"),
    )
    .where(col(Account.username) == bindparam("username"))
    .with_for_update(of=Account)
)
_NO_ACCOUNT = Text("没有账号 {username}", "There is no account {username}")
_ONESELF = Text(
    "不能对自己的账号这样做，请另一位管理员办理",
    "Not to one's own account; ask another administrator",
)


@dataclass(frozen=True)
class Found:
    """`tokens` are the hashes of those that are good or were so lately."""

    id: int
    disabled: bool
    roles: frozenset[str]
    tokens: tuple[str, ...]


async def find_account(attempt: Attempt, username: str) -> Found:
    """Raises Refused where there is none."""
    row = await attempt.tx.first(_ACCOUNT, username=username.strip())
    if row is None:
        raise Refused([not_found(_NO_ACCOUNT.format(username=username), "username")])
    attempt.on("Account", row.id)
    roles = frozenset(r.role for r in _ROLES.rows(row.roles))
    return Found(row.id, row.disabled, roles, tuple(t.token_hash for t in _TOKENS.rows(row.tokens)))


def refusals_of_oneself(attempt: Attempt, found: Found) -> list[Problem]:
    if attempt.viewer.account_id != found.id:
        return []
    return [conflict("NOT_ONESELF", _ONESELF).at("username")]


def end(attempt: Attempt, tokens: tuple[str, ...]) -> int:
    """Have sessions ended; how many."""
    for token_hash in tokens:
        attempt.work.remove(AccessToken, token_hash=token_hash)
    return len(tokens)
