"""`WS /{locality}/graphql`: who may open a socket, and where."""

import secrets
from typing import Final

from starlette.types import Receive, Scope, Send

from lianxin.errors import LianxinError
from lianxin.language import negotiate
from lianxin_schema.http.addresses import Addresses
from lianxin_schema.http.cors import Cors
from lianxin_schema.http.exchange import JSON
from lianxin_schema.http.gateway import Gateway
from lianxin_schema.http.headers import PRIVATE
from lianxin_schema.http.openings import Openings
from lianxin_schema.http.pace import Pace
from lianxin_schema.http.refusals import body_of, refusal
from lianxin_schema.http.router import locality_of
from lianxin_schema.http.settings import HttpSettings
from lianxin_schema.http.statuses import extra_headers, status_of
from lianxin_schema.http.websocket.connection import Connection

PROTOCOL: Final = "graphql-transport-ws"


class SocketEndpoint:
    def __init__(
        self,
        gateway: Gateway,
        settings: HttpSettings,
        cors: Cors,
        openings: Openings,
        addresses: Addresses,
        pace: Pace,
    ) -> None:
        self._gateway = gateway
        self._settings = settings
        self._cors = cors
        self._openings = openings
        self._addresses = addresses
        self._pace = pace

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        request_id = secrets.token_hex(8)
        address = self._addresses.of(scope, dict(scope["headers"]))
        await receive()
        try:
            self._pace.check(address)
            locality = self._admitted(scope, headers)
            # Refused before it is accepted, where there is no such locality.
            await self._gateway.sdl(locality)
            with self._openings.one("ws"):
                if not await _accepted(scope, send):
                    return
                connection = Connection(
                    self._gateway,
                    self._settings,
                    locality,
                    receive,
                    send,
                    self._pace,
                    accept_language=headers.get(b"accept-language"),
                    address=address,
                    request_id=request_id,
                )
                await connection.run()
        except LianxinError as error:
            language = negotiate(headers.get(b"accept-language", "")[:200])
            body = body_of(error, language, request_id)
            await _reject(scope, send, error, body)

    def _admitted(self, scope: Scope, headers: dict[bytes, str]) -> str:
        """The locality's key; raises GatewayError."""
        locality, _, rest = scope["path"][1:].partition("/")
        if rest != "graphql":
            raise refusal("NOT_FOUND")
        if not self._cors.allows(headers.get(b"origin"), headers.get(b"host")):
            raise refusal("ORIGIN_NOT_ALLOWED")
        return locality_of(locality)


async def _accepted(scope: Scope, send: Send) -> bool:
    """Only graphql-transport-ws is spoken; the older graphql-ws protocol is not."""
    if PROTOCOL in scope.get("subprotocols", ()):
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL})
        return True
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.close", "code": 4406, "reason": "Subprotocol not acceptable"})
    return False


async def _reject(scope: Scope, send: Send, error: LianxinError, body: bytes) -> None:
    """An HTTP answer to the handshake, where the server can give one; else its plain 403."""
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close"})
        return
    status = status_of(error.code)
    more = extra_headers(status, error.code, error.retry_after)
    headers = [*PRIVATE, (b"content-type", JSON), *more]
    await send({"type": "websocket.http.response.start", "status": status, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": body})
