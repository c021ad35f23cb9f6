"""The state of a sign-in under way: sealed into what the browser carries, and good once.

Nothing is stored when a sign-in begins, so beginning many fills no table; what is spent is.
"""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest

from sqlalchemy import bindparam, delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from lianxin.database import Instant, Transaction
from lianxin.identity.errors import BadState
from lianxin.localities import Locality
from lianxin.privacy.errors import SealingError
from lianxin.tables import SpentState

GOOD_FOR = timedelta(minutes=10)
_ABOUT = "core_spent_state"
_SPEND = (
    insert(SpentState)
    .values(hash=bindparam("hash"), expires_at=bindparam("expires_at", type_=Instant()))
    .on_conflict_do_nothing(index_elements=["hash"])
)
_FORGET = delete(SpentState).where(col(SpentState.expires_at) <= bindparam("now", type_=Instant()))


@dataclass(frozen=True)
class State:
    """`bound` is the hash of what only the browser that began has: nobody can make another end
    what he began himself."""

    provider: str
    nonce: str
    verifier: str
    redirect_uri: str
    bound: str
    until: str

    @classmethod
    def new(cls, provider: str, redirect_uri: str, now: datetime) -> tuple["State", str]:
        """A state, and the binding that its browser keeps."""
        binding, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        until = (now + GOOD_FOR).isoformat()
        return cls(provider, nonce, verifier, redirect_uri, _hash(binding), until), binding

    def sealed(self, locality: Locality) -> str:
        return locality.sealer.seal(json.dumps(asdict(self)), _ABOUT)


async def spend(locality: Locality, provider: str, sealed: str, binding: str) -> State:
    """Open a state, once. Raises BadState."""
    try:
        state = State(**json.loads(locality.sealer.unseal(sealed, _ABOUT)))
    except (SealingError, ValueError, TypeError):
        raise BadState from None
    now, until = locality.clock.now(), datetime.fromisoformat(state.until)
    if state.provider != provider or now >= until or not _fits(state, binding):
        raise BadState
    async with locality.database.writing() as tx:
        if not await tx.execute(_SPEND, hash=_hash(state.nonce), expires_at=until):
            raise BadState
    return state


async def forget_states(tx: Transaction, now: datetime) -> int:
    """What is expired is refused for that already."""
    return await tx.execute(_FORGET, now=now)


def _fits(state: State, binding: str) -> bool:
    return compare_digest(state.bound, _hash(binding))


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
