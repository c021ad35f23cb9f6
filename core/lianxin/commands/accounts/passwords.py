"""Accounts made and passwords reset: each gets a password for once, told to whoever asks and to
nobody else, and changed at the first sign-in."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import Field
from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.accounts.failures import attempts_of
from lianxin.accounts.managing import (
    hash_password,
    name_problems,
    one_time_password,
    role_problems,
)
from lianxin.accounts.settings import account_settings
from lianxin.commands.accounts.finding import Found, end
from lianxin.commands.accounts.manage import ManageAccount
from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command
from lianxin.commands.values import Code, PersonKey, Prose
from lianxin.database import Key
from lianxin.errors import Problem, conflict, not_found
from lianxin.language import Text
from lianxin.tables import Account, AccountRole, Person, SignInFailure

_KNOWN = select(
    select(col(Account.id))
    .where(col(Account.username) == bindparam("username"))
    .exists()
    .label("taken"),
    select(col(Person.id))
    .where(col(Person.id) == bindparam("person_id", type_=Key))
    .exists()
    .label("person"),
    select(col(Account.id))
    .where(col(Account.person_id) == bindparam("person_id", type_=Key))
    .exists()
    .label("has_one"),
)
_TAKEN = Text("这个用户名已有人用，请换一个", "This user name is taken; choose another")
_NO_PERSON = Text("没有这个人，请检查编号", "There is no such person; check the ID")
_HAS_ONE = Text("此人已有账号", "This person has an account already")


@dataclass(frozen=True)
class OneTime:
    """A password and its hash; never shown by itself, be it in a log."""

    password: str
    hashed: str

    def __repr__(self) -> str:
        return "OneTime(…)"


async def one_time() -> OneTime:
    password = one_time_password()
    return OneTime(password, await hash_password(password, "", None))


class CreateAccount(Command):
    """With these roles, for a person of the locality or for nobody in particular."""

    does: ClassVar[str] = "create_account"
    permission: ClassVar[str | None] = "account.manage"

    username: Annotated[str, Field(min_length=1, max_length=200)]
    roles: Annotated[list[Code], Field(max_length=20)]
    person: PersonKey | None = None
    reason: Prose | None = None

    async def prepare(self, attempt: Attempt) -> OneTime:
        return await one_time()

    async def load(self, attempt: Attempt) -> Any:
        attempt.reason = self.reason
        return await attempt.tx.first(_KNOWN, username=self.username, person_id=self.person)

    async def refusals(self, attempt: Attempt, loaded: Any) -> list[Problem]:
        apart = account_settings(attempt.locality).three_offices
        problems = [*name_problems(self.username), *role_problems(self.roles, apart)]
        if loaded.taken:
            problems.append(conflict("USERNAME_TAKEN", _TAKEN).at("username"))
        if self.person is not None and not loaded.person:
            problems.append(not_found(_NO_PERSON, "person"))
        if self.person is not None and loaded.has_one:
            problems.append(conflict("HAS_ACCOUNT", _HAS_ONE).at("person"))
        return problems

    def apply(self, attempt: Attempt, loaded: Any) -> dict[str, Any]:
        given: OneTime = attempt.prepared
        account = Account(
            username=self.username,
            password_hash=given.hashed,
            person_id=self.person,
            must_change=True,
            created_at=attempt.now,
            password_set_at=attempt.now,
        )
        roles = sorted(set(self.roles))
        attempt.on("Account", account.id)
        attempt.about = {"username": self.username, "roles": roles}
        attempt.work.add(account, *(AccountRole(account_id=account.id, role=r) for r in roles))
        return {"account": account.id, "password": given.password}


class ResetPassword(ManageAccount):
    """The former one is good no more, its sessions end, and a lock for its failures is lifted."""

    does: ClassVar[str] = "reset_password"

    async def prepare(self, attempt: Attempt) -> OneTime:
        return await one_time()

    def apply(self, attempt: Attempt, loaded: Found) -> dict[str, Any]:
        given: OneTime = attempt.prepared
        attempt.work.change(
            Account,
            loaded.id,
            password_hash=given.hashed,
            password_set_at=attempt.now,
            must_change=True,
        )
        ended = end(attempt, loaded.tokens)
        name = attempts_of(attempt.locality, self.username.strip(), None).name
        attempt.work.remove(SignInFailure, subject=name)
        attempt.about = {"sessions": ended}
        return {"account": loaded.id, "password": given.password}
