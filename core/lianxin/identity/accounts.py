"""From somebody for whom a provider vouches to an account; never to a role."""

from sqlalchemy import bindparam, exists, select
from sqlmodel import col

from lianxin.accounts.managing import create_account
from lianxin.accounts.settings import account_settings
from lianxin.accounts.signing_in import Issued, issue
from lianxin.commands.contact import Contact, columns_of, phone_index
from lianxin.context import Context, Viewer
from lianxin.database import Row, Transaction
from lianxin.errors import NotUnique
from lianxin.events import audit
from lianxin.identity.errors import UnknownAccount
from lianxin.ids import global_id, new_code
from lianxin.localities import Locality
from lianxin.plugins.contributions import Identity
from lianxin.privacy import PhoneError, normalize_phone
from lianxin.tables import Account, AccountIdentity, Person

_COLUMNS = (col(Account.id), col(Account.disabled))
_KNOWN = (
    select(*_COLUMNS)
    .join(AccountIdentity, col(AccountIdentity.account_id) == col(Account.id))
    .where(col(AccountIdentity.subject) == bindparam("subject"))
)
# One with a password is somebody's already, and so is one with an identity of its own.
_WAITING = select(*_COLUMNS).where(
    col(Account.username) == bindparam("username"),
    col(Account.password_hash).is_(None),
    ~exists().where(col(AccountIdentity.account_id) == col(Account.id)),
)
_BY_NAME = select(*_COLUMNS).where(col(Account.username) == bindparam("username"))
_BY_PHONE = (
    select(col(Person.id))
    .where(
        col(Person.phone_index) == bindparam("phone_index"),
        col(Person.official).is_(False),
        ~exists().where(col(Account.person_id) == col(Person.id)),
    )
    .limit(2)
)


async def sign_in_as(locality: Locality, identity: Identity) -> Issued:
    """A token for the account of that identity. Raises UnknownAccount."""
    try:
        return await _signed_in(locality, identity)
    except NotUnique:
        # Signed in for the first time twice at once: the other has made the account.
        return await _signed_in(locality, identity)


async def link_identity(
    tx: Transaction, locality: Locality, account_id: int, issuer: str, subject: str
) -> None:
    """From now on whoever has that identity signs in to that account. Raises NotUnique."""
    index = subject_index(locality, issuer, subject)
    await tx.add(AccountIdentity(subject=index, account_id=account_id))


def subject_index(locality: Locality, issuer: str, subject: str) -> str:
    """How an identity is stored: some providers take the number of the identity card for it."""
    return locality.sealer.blind_index(f"{issuer}\x1f{subject}", "core_account_identity.subject")


async def _signed_in(locality: Locality, identity: Identity) -> Issued:
    now = locality.clock.now()
    async with locality.database.writing() as tx:
        account = await _account(tx, locality, identity)
        usable = account is not None and not account.disabled
        who = Viewer(account_id=account.id if account and usable else None)
        await audit(
            *(tx, Context(locality, who, now)),
            action="account.sign_in",
            object=global_id("Account", account.id) if account else "Account",
            result="done" if usable else "refused",
            reason=None if usable else UnknownAccount.code,
            content={"issuer": identity.issuer},
        )
        issued = (
            await issue(tx, account.id, account_settings(locality), now)
            if account and usable
            else None
        )
    if issued is None:
        raise UnknownAccount
    return issued


async def _account(tx: Transaction, locality: Locality, identity: Identity) -> Row | None:
    index = subject_index(locality, identity.issuer, identity.subject)
    known = await tx.first(_KNOWN, subject=index)
    if known is not None:
        return known
    found = await tx.first(_WAITING, username=identity.username) if identity.username else None
    if found is None and identity.may_be_new:
        found = await _new_resident(tx, locality, identity)
    if found is not None:
        await link_identity(tx, locality, found.id, identity.issuer, identity.subject)
    return found


async def _new_resident(tx: Transaction, locality: Locality, identity: Identity) -> Row | None:
    username = f"resident-{new_code(12)}"
    await create_account(
        tx,
        username=username,
        roles=["resident"],
        person_id=await _person(tx, locality, identity),
        now=locality.clock.now(),
    )
    return await tx.first(_BY_NAME, username=username)


async def _person(tx: Transaction, locality: Locality, identity: Identity) -> int:
    """Whom the checked number belongs to, where that is one resident; else somebody new."""
    phone, sealer = _spelled(identity.phone), locality.sealer
    index = phone_index(phone, sealer)
    found = await tx.all(_BY_PHONE, phone_index=index) if index else []
    if len(found) == 1:
        key: int = found[0].id
        return key
    person = Person(**columns_of(Contact(name=identity.name, phone=phone), sealer))
    await tx.add(person)
    return person.id


def _spelled(phone: str | None) -> str | None:
    try:
        return normalize_phone(phone) if phone else None
    except PhoneError:
        return None
