"""One HTTP request and its response; the only writer of responses, so headers are always whole."""

import secrets
from typing import Final

from starlette.types import Receive, Scope, Send

from lianxin.language import Language, negotiate
from lianxin_schema.http.addresses import Addresses
from lianxin_schema.http.gateway import Answer, Caller
from lianxin_schema.http.headers import PRIVATE, RawHeaders
from lianxin_schema.http.refusals import refusal

JSON: Final = b"application/json; charset=utf-8"


class Exchange:
    """Mutable on purpose: endpoints note here what the access log and the metrics tell."""

    __slots__ = (
        "_receive",
        "_send",
        "address",
        "code",
        "cors",
        "document_hash",
        "headers",
        "legacy",
        "locality",
        "media",
        "method",
        "operation_name",
        "request_id",
        "scope",
        "status",
        "tail",
        "template",
    )

    def __init__(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        *,
        addresses: Addresses,
        trust_id: bool,
    ) -> None:
        self.scope = scope
        self._receive = receive
        self._send = send
        self.method: str = scope["method"]
        self.headers: dict[bytes, bytes] = dict(scope["headers"])
        self.address = addresses.of(scope, self.headers)
        self.request_id = self._given_id() if trust_id else secrets.token_hex(8)
        self.cors: RawHeaders = ()
        #: What the path said; set by the router.
        self.template = "unknown"
        self.locality = ""
        self.tail = ""
        #: Content type of whatever is answered, and whether statuses follow `application/json`.
        self.media = JSON
        self.legacy = False
        self.status: int | None = None
        self.code: str | None = None
        self.document_hash: str | None = None
        self.operation_name: str | None = None

    def header(self, name: bytes) -> str | None:
        value = self.headers.get(name)
        return None if value is None else value.decode("latin-1")

    @property
    def language(self) -> Language:
        header = self.header(b"accept-language")
        return "zh" if header is None else negotiate(header[:200])

    def caller(self) -> Caller:
        """Raises GatewayError where the Authorization header has another shape."""
        token = bearer(self.header(b"authorization"))
        return Caller(token, self.language, self.address, self.request_id)

    def note(self, answer: Answer) -> None:
        self.code = answer.code
        self.document_hash = answer.document_hash
        self.operation_name = answer.operation_name

    @property
    def started(self) -> bool:
        return self.status is not None

    async def receive(self) -> tuple[bytes, bool] | None:
        """A piece of the body and whether more comes; None once the client has gone."""
        message = await self._receive()
        if message["type"] == "http.disconnect":
            return None
        return message.get("body", b""), message.get("more_body", False)

    async def respond(
        self, status: int, body: bytes, headers: RawHeaders = (), kind: RawHeaders = PRIVATE
    ) -> None:
        """`headers` may name a content type of its own; `kind` is one of headers.py."""
        await self.start(status, (*headers, (b"content-length", b"%d" % len(body))), kind)
        await self._send({"type": "http.response.body", "body": body})

    async def start(
        self, status: int, headers: RawHeaders = (), kind: RawHeaders = PRIVATE
    ) -> None:
        self.status = status
        whole = [*kind, *headers, *self.cors, (b"x-request-id", self.request_id.encode())]
        if b"content-type" not in [name for name, _ in headers]:
            whole.append((b"content-type", self.media))
        await self._send({"type": "http.response.start", "status": status, "headers": whole})

    async def piece(self, body: bytes, *, last: bool = False) -> None:
        await self._send({"type": "http.response.body", "body": body, "more_body": not last})

    def _given_id(self) -> str:
        given = self.header(b"x-request-id") or ""
        return given if given.isalnum() and len(given) <= 64 else secrets.token_hex(8)


def bearer(header: str | None) -> str | None:
    """The token of an Authorization header; raises GatewayError if it is none."""
    if header is None or not header.strip():
        return None
    scheme, _, token = header.strip().partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token.isascii() or not 1 <= len(token) <= 1024:
        raise refusal("UNAUTHENTICATED")
    return token
