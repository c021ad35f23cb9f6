"""The seam between the protocol (this folder) and what executes operations."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple, Protocol

from lianxin.errors import LianxinError
from lianxin.language import Language, Text

#: The platform's own schema is served like a locality's, under this key.
PLATFORM: Final = "platform"

#: `answer` refuses a subscription with this code; whoever can stream then calls `subscribe`.
SUBSCRIPTION_NEEDS_STREAM: Final = "SUBSCRIPTION_NEEDS_STREAM"

Transport = Literal["get", "post", "ws", "sse"]


class Operation(NamedTuple):
    """What a client asks for; shapes are checked, contents are not.

    `document_id` is `sha256:<64 hex>` or `md5:<32 hex>`. With both, the document hashes to it.
    """

    document: str | None
    document_id: str | None
    name: str | None
    variables: Mapping[str, Any]
    extensions: Mapping[str, Any]
    transport: Transport
    idempotency_key: str | None = None


class Caller(NamedTuple):
    """Who asks, as far as the wire tells: `token` is not checked yet."""

    token: str | None
    language: Language
    address: str | None
    request_id: str


class Answer(NamedTuple):
    """`body` is a GraphQL response as JSON; refused before execution it has no `data`.

    `code` is then `extensions.code` of the first error. Hash and name go into the access log.
    """

    body: bytes
    executed: bool
    schema_hash: str
    code: str | None = None
    document_hash: str | None = None
    operation_name: str | None = None


@dataclass(frozen=True, slots=True)
class Sdl:
    text: str
    hash: str


@dataclass(frozen=True, slots=True)
class Example:
    """An operation to begin with; `plugin` is the name of whose it is, if not everybody's."""

    title: Text
    query: str
    plugin: Text | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """`expires_in` in seconds."""

    access_token: str
    expires_in: int


@dataclass(frozen=True, slots=True)
class Provider:
    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class Begun:
    """Where the browser goes to sign in, and what it keeps and sends along at the end."""

    authorization_url: str
    binding: str


@dataclass(frozen=True, slots=True)
class HookAnswer:
    """What a channel tells the sender of a webhook; `body` is JSON."""

    status: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Readiness:
    ok: bool
    details: Mapping[str, str] = field(default_factory=dict)


class GatewayError(LianxinError):
    """Refused as a whole; `statuses.py` says which HTTP status the code becomes.

    `retry_after` in seconds.
    """

    def __init__(self, code: str, message: Text, retry_after: int | None = None) -> None:
        self.code = code
        self.retry_after = retry_after
        super().__init__(message)


class Gateway(Protocol):
    """Every method raises LianxinError (GatewayError or the core's own) when it refuses."""

    async def answer(self, locality: str, operation: Operation, caller: Caller) -> Answer: ...

    def subscribe(
        self, locality: str, operation: Operation, caller: Caller
    ) -> AsyncIterator[bytes]:
        """GraphQL responses as they come; a refusal is raised before the first."""
        ...

    async def knows(self, locality: str) -> bool:
        """Whether there is such a locality; yes where that cannot be found out just now."""
        ...

    async def sdl(self, locality: str) -> Sdl: ...

    async def examples(self, locality: str) -> Sequence[Example]:
        """Operations to begin with, which that locality's schema can answer as it is now."""
        ...

    async def sign_in(
        self,
        locality: str,
        username: str,
        password: str,
        address: str | None,
        new_password: str | None = None,
    ) -> Token:
        """With `new_password`, that is set before."""
        ...

    async def providers(self, locality: str) -> Sequence[Provider]:
        """The ways to sign in besides a password."""
        ...

    async def begin_sign_in(self, locality: str, provider: str, redirect_uri: str) -> Begun: ...

    async def finish_sign_in(self, locality: str, provider: str, given: Mapping[str, str]) -> Token:
        """`given`: what came back to the redirect address, and the binding."""
        ...

    async def hook(
        self, locality: str, channel: str, headers: Mapping[str, str], body: bytes
    ) -> HookAnswer:
        """`headers` in lower case; `body` as it came, for the signature."""
        ...

    async def ready(self) -> Readiness: ...

    async def check_token(self, locality: str, token: str) -> bool:
        """Whether a token with which a connection was opened still holds."""
        ...
