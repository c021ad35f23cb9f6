"""Writing accounts: roles, closing, unlocking, and ending sessions."""

from typing import Any

import strawberry

from lianxin.commands import Command, run_raw
from lianxin.commands.accounts.manage import SetAccountDisabled, SetAccountRoles, UnlockAccount
from lianxin.commands.accounts.passwords import CreateAccount, ResetPassword
from lianxin.commands.accounts.sessions import EndSessions
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.fields import CHECKED, OPEN, Ref, value, value_type
from lianxin_schema.types.accounts import Account
from lianxin_schema.types.commanding import payload_of
from lianxin_schema.types.errors import UserError, user_errors

SetAccountRolesPayload: Any = payload_of("SetAccountRoles", "account", Account)
SetAccountDisabledPayload: Any = payload_of("SetAccountDisabled", "account", Account)
UnlockAccountPayload: Any = payload_of("UnlockAccount", "account", Account)


_PASSWORD = (
    "一次性密码，只在此时给出；首次登录须更换 / For one sign-in, at which it has to be changed; told "
    "this once."
)


@value_type(access=OPEN)
class CreateAccountPayload:
    account: Account | None = value()
    password: str | None = value(description=_PASSWORD)
    errors: list[UserError] = value()


@value_type(access=OPEN)
class ResetPasswordPayload:
    account: Account | None = value()
    password: str | None = value(description=_PASSWORD)
    errors: list[UserError] = value()


@value_type(access=OPEN)
class EndSessionsPayload:
    ended: int | None = value(description="结束了几个登录 / How many were ended.")
    errors: list[UserError] = value()


@strawberry.input
class CreateAccountInput:
    username: str
    roles: list[str]
    person: strawberry.ID | None = strawberry.UNSET
    reason: str | None = strawberry.UNSET


@strawberry.input
class ResetPasswordInput:
    username: str
    reason: str | None = strawberry.UNSET


@strawberry.input
class SetAccountRolesInput:
    username: str
    roles: list[str]
    reason: str | None = strawberry.UNSET


@strawberry.input
class SetAccountDisabledInput:
    username: str
    disabled: bool
    reason: str | None = strawberry.UNSET


@strawberry.input
class UnlockAccountInput:
    username: str
    reason: str | None = strawberry.UNSET


@strawberry.input
class EndSessionsInput:
    username: str | None = strawberry.field(
        default=strawberry.UNSET, description="缺省为自己 / Oneself, where nobody is named."
    )
    session: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="只结束这一个 / Only this one."
    )
    reason: str | None = strawberry.UNSET


def _changing(command: type[Command], payload: Any, *members: str) -> Any:
    async def change(_: None, context: RequestContext, input: Any) -> Any:
        outcome = await run_raw(command, input, context)
        if outcome.done and context.services is not None:
            context.services.forget_viewers(context)
        found: dict[str, Any] = {member: outcome.values.get(member) for member in members}
        if found.get("account") is not None:
            found["account"] = Ref("Account", found["account"])
        return payload(**found, errors=user_errors(context, outcome.problems))

    return change


def _field(
    command: type[Command],
    input: type,
    payload: Any,
    description: str,
    members: tuple[str, ...] = ("account",),
) -> Any:
    read = _changing(command, payload, *members)
    return value(read, arguments={"input": input}, permission=CHECKED, description=description)


@strawberry.type
class AccountMutations:
    """Root fields over accounts; merged into the root of all writing."""

    create_account: CreateAccountPayload = _field(
        CreateAccount,
        CreateAccountInput,
        CreateAccountPayload,
        "新建账号，给出一次性密码 / Make an account; it gets a password for one sign-in.",
        members=("account", "password"),
    )
    reset_password: ResetPasswordPayload = _field(
        ResetPassword,
        ResetPasswordInput,
        ResetPasswordPayload,
        "重置密码：给出一次性密码，结束其登录并解除锁定 / A new password for one sign-in; sessions end, "
        "and a lock is lifted.",
        members=("account", "password"),
    )
    set_account_roles: SetAccountRolesPayload = _field(
        SetAccountRoles,
        SetAccountRolesInput,
        SetAccountRolesPayload,
        "设定账号的角色 / These roles and no others.",
    )
    set_account_disabled: SetAccountDisabledPayload = _field(
        SetAccountDisabled,
        SetAccountDisabledInput,
        SetAccountDisabledPayload,
        "停用或恢复账号 / Close an account, or open it again.",
    )
    unlock_account: UnlockAccountPayload = _field(
        UnlockAccount,
        UnlockAccountInput,
        UnlockAccountPayload,
        "解除登录锁定 / Lift the lock after failed sign-ins.",
    )
    end_sessions: EndSessionsPayload = _field(
        EndSessions,
        EndSessionsInput,
        EndSessionsPayload,
        "结束登录：自己的，或由管理员结束他人的 / End sessions: one's own, or as an administrator "
        "somebody's.",
        members=("ended",),
    )
