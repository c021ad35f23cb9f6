"""Roles given and taken, accounts closed and opened, locks lifted; all of it audited."""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from lianxin.accounts.failures import attempts_of
from lianxin.accounts.managing import role_problems
from lianxin.accounts.settings import account_settings
from lianxin.commands.accounts.finding import (
    Found,
    Username,
    end,
    find_account,
    refusals_of_oneself,
)
from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command
from lianxin.commands.values import Code, Prose
from lianxin.errors import Problem
from lianxin.tables import Account, AccountRole, SignInFailure


class ManageAccount(Command):
    """Nobody does it to themselves."""

    permission: ClassVar[str | None] = "account.manage"

    username: Username
    reason: Prose | None = None

    async def load(self, attempt: Attempt) -> Found:
        attempt.reason = self.reason
        return await find_account(attempt, self.username)

    async def refusals(self, attempt: Attempt, loaded: Found) -> list[Problem]:
        return refusals_of_oneself(attempt, loaded)


class SetAccountRoles(ManageAccount):
    """These roles and no others."""

    does: ClassVar[str] = "set_account_roles"

    roles: Annotated[list[Code], Field(max_length=20)]

    async def refusals(self, attempt: Attempt, loaded: Found) -> list[Problem]:
        apart = account_settings(attempt.locality).three_offices
        return [*await super().refusals(attempt, loaded), *role_problems(self.roles, apart)]

    def apply(self, attempt: Attempt, loaded: Found) -> dict[str, Any]:
        wanted = set(self.roles)
        attempt.about = {"from": sorted(loaded.roles), "to": sorted(wanted)}
        for role in sorted(loaded.roles - wanted):
            attempt.work.remove(AccountRole, account_id=loaded.id, role=role)
        added = sorted(wanted - loaded.roles)
        attempt.work.add(*(AccountRole(account_id=loaded.id, role=role) for role in added))
        return {"account": loaded.id}


class SetAccountDisabled(ManageAccount):
    """A closed account stays, for what it did; its sessions end."""

    does: ClassVar[str] = "set_account_disabled"

    disabled: bool

    def apply(self, attempt: Attempt, loaded: Found) -> dict[str, Any]:
        attempt.about = {"disabled": self.disabled}
        attempt.work.change(Account, loaded.id, disabled=self.disabled)
        if self.disabled:
            end(attempt, loaded.tokens)
        return {"account": loaded.id}


class UnlockAccount(ManageAccount):
    """Failed sign-ins under its name are forgotten, and with them the lock."""

    does: ClassVar[str] = "unlock_account"

    def apply(self, attempt: Attempt, loaded: Found) -> dict[str, Any]:
        name = attempts_of(attempt.locality, self.username.strip(), None).name
        attempt.work.remove(SignInFailure, subject=name)
        return {"account": loaded.id}
