"""The three offices 三员 can only be parted where no account holds two of them, and somebody is left
to keep accounts."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from lianxin.accounts.settings import AccountSettings
from lianxin.database import Row, Session, among_words
from lianxin.errors import Problem, conflict
from lianxin.language import Text
from lianxin.plugins.manifest import Objections
from lianxin.roles import OFFICES
from lianxin.tables import Account, AccountRole

_IN_OFFICE = (
    select(col(Account.username), col(AccountRole.role))
    .join(AccountRole, col(AccountRole.account_id) == col(Account.id))
    .where(among_words(col(AccountRole.role), "offices"), col(Account.disabled).is_(False))
    .order_by(col(Account.username))
)
NAMED = 20
_DOUBLED = Text(
    "下列账号兼任三员中的两员，请先调整其角色：{names}",
    "These accounts hold two of the three offices; change their roles first: {names}",
)
_NOBODY = Text(
    "尚无安全管理员（security_admin）账号，三员分立后将无人管理账号",
    "No account is a security administrator (security_admin): nobody could keep accounts then",
)


async def _in_office(session: Session) -> Sequence[Row]:
    return await session.all(_IN_OFFICE, offices=sorted(OFFICES))


def _parted(before: AccountSettings, after: AccountSettings) -> bool:
    return after.three_offices and not before.three_offices


def _objections(
    found: Sequence[Row], before: AccountSettings, after: AccountSettings
) -> list[Problem]:
    if not _parted(before, after):
        return []
    held: dict[str, set[str]] = {}
    for row in found:
        held.setdefault(row.username, set()).add(row.role)
    if doubled := [name for name, offices in held.items() if len(offices) > 1]:
        return [_at(conflict("OFFICES_APART", _DOUBLED.format(names=_listed(doubled))))]
    if not any("security_admin" in offices for offices in held.values()):
        return [_at(conflict("NO_SECURITY_ADMIN", _NOBODY))]
    return []


def _at(problem: Problem) -> Problem:
    return problem.at("settings", "three_offices")


def _listed(names: list[str]) -> str:
    return ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")


KEPT_APART = Objections(
    ask=_in_office,
    judge=_objections,
    concerned=_parted,
    elsewhere={
        "OFFICES_APART": Text(
            "有账号兼任三员中的两员", "an account holds two of the three offices"
        ),
        "NO_SECURITY_ADMIN": Text(
            "尚无安全管理员（security_admin）账号",
            "no account is a security administrator (security_admin)",
        ),
    },
)
