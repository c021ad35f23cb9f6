"""Signing in: the same answer, after the same time, to a wrong password and an unknown name."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakValueDictionary

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.accounts.errors import BadCredentials, PasswordMustChange, SignInBusy
from lianxin.accounts.failures import (
    Attempts,
    attempts_of,
    check_locks,
    count_failure,
    forgive,
)
from lianxin.accounts.managing import set_password
from lianxin.accounts.passwords import PASSWORDS
from lianxin.accounts.settings import AccountSettings, account_settings, rule_of
from lianxin.accounts.tokens import new_token, token_hash
from lianxin.context import Context, Viewer
from lianxin.database import Row, Transaction
from lianxin.errors import Refused
from lianxin.events import audit
from lianxin.ids import global_id
from lianxin.localities import Locality
from lianxin.tables import AccessToken, Account

AT_ONCE = 64
_ACCOUNT = select(
    col(Account.id),
    col(Account.username),
    col(Account.password_hash),
    col(Account.password_set_at),
    col(Account.must_change),
    col(Account.disabled),
).where(col(Account.username) == bindparam("username"))


@dataclass(frozen=True)
class Issued:
    """A token, and for how many seconds it is good at most."""

    access_token: str
    expires_in: int


async def sign_in(
    locality: Locality,
    username: str,
    password: str,
    address: str | None,
    new_password: str | None = None,
) -> Issued:
    """A token for whoever knows the password; with `new_password`, that is set before.

    Raises BadCredentials, LockedOut, SignInBusy, PasswordMustChange, and Refused with what is
    wrong with the new password.
    """
    name = username.strip()[:200]
    attempts = attempts_of(locality, name, address)
    async with _TURNS.of(f"{locality.key}:{attempts.name}"):
        now = locality.clock.now()
        await check_locks(locality.database, attempts, now)
        account = await locality.database.first(_ACCOUNT, username=name)
        usable = account.password_hash if account and not account.disabled else None
        if not await PASSWORDS.fits(usable, password):
            await _failed(locality, attempts, account, now)
            raise BadCredentials
        await _check_password(locality, account, new_password, now)
        return await _succeeded(locality, attempts, account, password, new_password, now)


async def _check_password(
    locality: Locality, account: Row, new_password: str | None, now: datetime
) -> None:
    rule = rule_of(locality)
    if new_password is not None:
        if rule and (problems := rule.problems(new_password, account.username)):
            raise Refused(problems)
    elif account.must_change or (rule and rule.expired(account.password_set_at, now)):
        raise PasswordMustChange


async def _succeeded(
    locality: Locality,
    attempts: Attempts,
    account: Row,
    password: str,
    new_password: str | None,
    now: datetime,
) -> Issued:
    changed = new_password
    if changed is None and PASSWORDS.is_outdated(account.password_hash):
        changed = password
    hashed = await PASSWORDS.hashed(changed) if changed is not None else None
    async with locality.database.writing() as tx:
        if new_password is not None and hashed is not None:
            await set_password(tx, account.id, hashed, now)
            await _note(tx, locality, account, "account.change_password", "done", now)
        elif hashed is not None:
            await tx.change(Account, col(Account.id) == account.id, password_hash=hashed)
        await forgive(tx, attempts)
        issued = await issue(tx, account.id, account_settings(locality), now)
        await _note(tx, locality, account, "account.sign_in", "done", now)
    return issued


async def issue(
    tx: Transaction, account_id: int, settings: AccountSettings, now: datetime
) -> Issued:
    """A token for whoever has proved to be the account's owner."""
    token = new_token()
    row = AccessToken(
        token_hash=token_hash(token) or "",
        account_id=account_id,
        issued_at=now,
        last_seen_at=now,
        expires_at=now + settings.session,
    )
    await tx.add(row)
    await tx.change(Account, col(Account.id) == account_id, last_sign_in_at=now)
    return Issued(token, int(settings.session.total_seconds()))


async def _failed(
    locality: Locality, attempts: Attempts, account: Row | None, now: datetime
) -> None:
    async with locality.database.writing() as tx:
        await count_failure(tx, attempts, account_settings(locality), now)
        await _note(tx, locality, account, "account.sign_in", "refused", now)


async def _note(
    tx: Transaction,
    locality: Locality,
    account: Row | None,
    action: str,
    result: str,
    now: datetime,
) -> None:
    """What was typed as a name may be a password: of a name that is unknown nothing is kept."""
    who = Viewer(account_id=account.id if account and result == "done" else None)
    await audit(
        *(tx, Context(locality, who, now)),
        action=action,
        object=global_id("Account", account.id) if account else "Account",
        result=result,
        reason=None if result == "done" else BadCredentials.code,
    )


class _Turns:
    """Of one name, one attempt at a time in a process: guesses made at once are counted too."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._left = at_once
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, name: str) -> AsyncIterator[None]:
        if self._left <= 0:
            raise SignInBusy
        lock = self._locks.setdefault(name, asyncio.Lock())
        self._left -= 1
        try:
            async with lock:
                yield
        finally:
            self._left += 1


_TURNS = _Turns()
