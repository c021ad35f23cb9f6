"""Who signs in, as what, and what must not be done twice."""

from datetime import datetime

from lianxin.tables.base import Field, SQLModel, instant, primary_key, reference


class Account(SQLModel, table=True):
    __tablename__ = "core_account"

    id: int = primary_key()
    username: str = Field(unique=True)
    password_hash: str | None = None
    person_id: int | None = reference("core_person", optional=True)
    disabled: bool = False
    must_change: bool = False
    created_at: datetime = instant()
    password_set_at: datetime | None = instant(optional=True)
    last_sign_in_at: datetime | None = instant(optional=True)


class AccountRole(SQLModel, table=True):
    __tablename__ = "core_account_role"

    account_id: int = reference("core_account", primary=True, index=False)
    role: str = Field(primary_key=True)


class AccessToken(SQLModel, table=True):
    """A signed-in session; only the token's hash is stored."""

    __tablename__ = "core_access_token"

    token_hash: str = Field(primary_key=True)
    account_id: int = reference("core_account")
    issued_at: datetime = instant()
    last_seen_at: datetime = instant()
    expires_at: datetime = instant(index=True)


class AccountIdentity(SQLModel, table=True):
    """Whom another vouches for: a blind index of issuer and subject, and the account."""

    __tablename__ = "core_account_identity"

    subject: str = Field(primary_key=True)
    account_id: int = reference("core_account")


class SpentState(SQLModel, table=True):
    """A sign-in by a provider that has been ended, until it would have expired anyway."""

    __tablename__ = "core_spent_state"

    hash: str = Field(primary_key=True)
    expires_at: datetime = instant(index=True)


class SignInFailure(SQLModel, table=True):
    """Failed sign-ins since the last success, per account name or address."""

    __tablename__ = "core_sign_in_failure"

    subject: str = Field(primary_key=True)
    count: int = 0
    last_at: datetime = instant()
    locked_until: datetime | None = instant(optional=True)


class IdempotentAnswer(SQLModel, table=True):
    """The first answer to a key; whoever asks again with the same body gets it again.

    `key` and `fingerprint` are hashes, `result` is enciphered with the key itself: the database
    alone does not tell what was asked or answered. Without row numbers, nothing tells the order.
    """

    __tablename__ = "core_idempotent_answer"
    __table_args__ = {"sqlite_with_rowid": False}

    owner: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    fingerprint: str
    result: str
    at: datetime = instant(index=True)
