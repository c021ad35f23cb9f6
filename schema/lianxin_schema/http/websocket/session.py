"""Who is on the other end of a socket: known from `connection_init`, checked again later."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lianxin.errors import LianxinError
from lianxin.language import Language, negotiate
from lianxin_schema.http.exchange import bearer
from lianxin_schema.http.gateway import Caller, Gateway
from lianxin_schema.http.websocket.messages import Close


@dataclass(frozen=True, slots=True)
class Session:
    token: str | None
    language: Language
    address: str | None
    request_id: str

    def caller(self, number: int) -> Caller:
        """For the operation so numbered; each has a request id of its own."""
        return Caller(self.token, self.language, self.address, f"{self.request_id}-{number}")


def session_of(
    payload: Mapping[str, Any],
    accept_language: str | None,
    address: str | None,
    request_id: str,
) -> Session:
    """Raises Close 4403 where the payload's `authorization` is no bearer token."""
    given = payload.get("authorization", payload.get("Authorization"))
    if given is not None and not isinstance(given, str):
        raise Close(4403, "Forbidden")
    spoken = payload.get("acceptLanguage", accept_language)
    language = negotiate(spoken[:200]) if isinstance(spoken, str) else "zh"
    try:
        return Session(bearer(given), language, address, request_id)
    except LianxinError:
        raise Close(4403, "Forbidden") from None


async def check(gateway: Gateway, locality: str, session: Session) -> None:
    """Raises Close 4403 where the token does not hold (any more)."""
    if session.token and not await gateway.check_token(locality, session.token):
        raise Close(4403, "Forbidden")
