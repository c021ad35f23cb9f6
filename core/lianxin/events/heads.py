"""The ends of the chains, to be copied out: whoever holds a copy sees if the past is changed."""

import hmac
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256

import orjson
from sqlalchemy import select
from sqlmodel import col

from lianxin.database import Database, Row
from lianxin.errors import LianxinError
from lianxin.language import Text
from lianxin.tables import SealedHead

HEAD = select(
    col(SealedHead.audit_n),
    col(SealedHead.audit_hash),
    col(SealedHead.anonymous_n),
    col(SealedHead.anonymous_hash),
    col(SealedHead.event_n),
    col(SealedHead.sealed_at),
    col(SealedHead.audit_base_n),
    col(SealedHead.audit_base_hash),
    col(SealedHead.anonymous_base_n),
    col(SealedHead.anonymous_base_hash),
).where(col(SealedHead.id) == 1)
HEAD_LOCKED = HEAD.with_for_update()


@dataclass(frozen=True)
class End:
    """A chain's number of entries and last hash."""

    n: int = 0
    hash: str = ""


@dataclass(frozen=True)
class Head:
    """How many audit entries and events are sealed, and the last hash of either chain; `base` is
    where each begins in the database, the end of what was archived."""

    audit_n: int = 0
    audit_hash: str = ""
    anonymous_n: int = 0
    anonymous_hash: str = ""
    event_n: int = 0
    sealed_at: datetime | None = None
    audit_base_n: int = 0
    audit_base_hash: str = ""
    anonymous_base_n: int = 0
    anonymous_base_hash: str = ""

    def end(self, anonymous: bool) -> End:
        """The end of one of the two chains."""
        if anonymous:
            return End(self.anonymous_n, self.anonymous_hash)
        return End(self.audit_n, self.audit_hash)

    def base(self, anonymous: bool) -> End:
        """The last entry of the chain that is not in the database any more."""
        if anonymous:
            return End(self.anonymous_base_n, self.anonymous_base_hash)
        return End(self.audit_base_n, self.audit_base_hash)


class BadSignature(LianxinError):
    code = "BAD_SIGNATURE"
    message = Text(
        "审计链头的签名不对：文件被改过，或不是用这把密钥签的",
        "The signature of the audit's head is wrong: the file was changed or another key was used",
    )


async def head(database: Database) -> Head:
    """The sealed head as it is now."""
    return head_of(await database.first(HEAD))


def head_of(row: Row | None) -> Head:
    return Head(*row) if row else Head()


def signed(head: Head, key: bytes) -> str:
    """One line of JSON to be kept outside of this machine."""
    content = {name: value for name, value in asdict(head).items() if name != "sealed_at"}
    return orjson.dumps({**content, "signature": _signature(content, key)}).decode()


def read_signed(text: str, key: bytes) -> Head:
    """The head that `signed` wrote. Raises BadSignature."""
    try:
        content = orjson.loads(text)
        signature = content.pop("signature")
        if hmac.compare_digest(signature, _signature(content, key)):
            return Head(**content)
    except (ValueError, AttributeError, KeyError, TypeError):
        pass
    raise BadSignature


def _signature(content: dict[str, object], key: bytes) -> str:
    return hmac.new(key, orjson.dumps(content, option=orjson.OPT_SORT_KEYS), sha256).hexdigest()
