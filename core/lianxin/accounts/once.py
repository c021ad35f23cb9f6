"""Doing a thing once however often it is asked for: the first answer is given again.

The key is the caller's secret. Only its hash is stored, the answer is enciphered with it, and the
body's fingerprint is made with it: who has the database alone learns neither.
"""

import json
import os
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from lianxin.clock import start_of_day
from lianxin.context import Context
from lianxin.database import Instant, Session, Transaction
from lianxin.errors import DatabaseBusy, Refused, conflict
from lianxin.ids import global_id
from lianxin.language import Text
from lianxin.tables import IdempotentAnswer

_MINE = (
    col(IdempotentAnswer.owner) == bindparam("owner"),
    col(IdempotentAnswer.key) == bindparam("key"),
)
_FOUND = select(col(IdempotentAnswer.fingerprint), col(IdempotentAnswer.result)).where(*_MINE)
_CLAIM = (
    insert(IdempotentAnswer)
    .values(
        owner=bindparam("owner"),
        key=bindparam("key"),
        fingerprint=bindparam("fingerprint"),
        result="",
        at=bindparam("at", type_=Instant()),
    )
    .on_conflict_do_nothing(index_elements=["owner", "key"])
)
_FORGET = delete(IdempotentAnswer).where(
    col(IdempotentAnswer.at) < bindparam("before", type_=Instant())
)
_REUSED = conflict(
    "IDEMPOTENCY_KEY_REUSED",
    Text(
        "这个 Idempotency-Key 已用于另一请求，请换一个",
        "This Idempotency-Key was used for another request; choose a new one",
    ),
)
_RUNNING = conflict(
    "IDEMPOTENCY_RUNNING",
    Text(
        "同一请求正在处理，请稍后重试", "The same request is being carried out; try again shortly"
    ),
)


@dataclass(frozen=True)
class Once:
    """A request that is carried out at most once. `owner` is the account, or nobody at all."""

    owner: str
    key: str
    fingerprint: str
    at: datetime
    _secret: bytes

    @classmethod
    def of(cls, context: Context, body: Any, *, anonymous: bool = False) -> "Once | None":
        """None where no key was given. `body` (JSON) is what has to be the same the next time.

        What is anonymous is kept under its key alone, with the day instead of the time.
        """
        if context.idempotency_key is None:
            return None
        secret, account = context.idempotency_key.encode(), context.viewer.account_id
        midnight = start_of_day(context.today, context.locality.zone)
        text = json.dumps(body, sort_keys=True, default=str)
        return cls(
            owner=global_id("Account", account) if account and not anonymous else "",
            key=_hash(b"key", secret).hex(),
            fingerprint=_hash(b"body", secret + text.encode()).hex(),
            at=midnight if anonymous else context.now,
            _secret=_hash(b"answer", secret),
        )

    @property
    def row_key(self) -> dict[str, str]:
        """The primary key of its row, for a batch: `change(IdempotentAnswer, once.row_key, …)`."""
        return {"owner": self.owner, "key": self.key}

    async def claim(self, tx: Transaction) -> str | None:
        """The first answer; or None, and whoever asks has to carry it out and store the answer in
        this transaction. A twin waits until then. Raises Refused for another body, and where the
        twin takes too long."""
        try:
            mine = await tx.execute(
                _CLAIM, **self.row_key, fingerprint=self.fingerprint, at=self.at
            )
        except DatabaseBusy:
            raise Refused([_RUNNING]) from None
        if mine:
            return None
        answer = await self.answered(tx)
        if answer is None:
            raise Refused([_RUNNING])
        return answer

    async def answered(self, session: Session) -> str | None:
        """The first answer, where it is stored by now. Raises Refused for another body."""
        found = await session.first(_FOUND, **self.row_key)
        if found is None or not found.result:
            return None
        if found.fingerprint != self.fingerprint:
            raise Refused([_REUSED])
        return self.opened(found.result)

    def row(self, answer: str) -> IdempotentAnswer:
        """The answer among the other writes of a command: a twin's own is then not unique."""
        return IdempotentAnswer(
            **self.row_key, fingerprint=self.fingerprint, result=self.sealed(answer), at=self.at
        )

    async def store(self, tx: Transaction, answer: str) -> None:
        await tx.change(
            *(IdempotentAnswer, col(IdempotentAnswer.owner) == self.owner),
            *(col(IdempotentAnswer.key) == self.key,),
            result=self.sealed(answer),
        )

    def sealed(self, answer: str) -> str:
        """The answer as it is stored."""
        nonce = os.urandom(12)
        return b64encode(
            nonce + AESGCM(self._secret).encrypt(nonce, answer.encode(), None)
        ).decode()

    def opened(self, stored: str) -> str:
        data = b64decode(stored)
        return AESGCM(self._secret).decrypt(data[:12], data[12:], None).decode()


async def forget_answers(tx: Transaction, before: datetime) -> int:
    """What is older is carried out again if it is asked for again."""
    return await tx.execute(_FORGET, before=before)


def _hash(purpose: bytes, data: bytes) -> bytes:
    return sha256(b"lianxin once %s\0" % purpose + data).digest()
