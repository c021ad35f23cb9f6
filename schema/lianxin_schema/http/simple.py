"""The endpoints that are no GraphQL: SDL, webhooks, health, metrics, the index."""

import secrets
from typing import Final

import orjson

from lianxin_schema.http.body import read_body
from lianxin_schema.http.exchange import Exchange, bearer
from lianxin_schema.http.gateway import Gateway
from lianxin_schema.http.headers import SHARED
from lianxin_schema.http.metrics import Metrics
from lianxin_schema.http.refusals import MethodNotAllowed, refusal
from lianxin_schema.http.settings import HttpSettings

_TEXT: Final = (b"content-type", b"text/plain; charset=utf-8")


def allow(exchange: Exchange, *methods: str) -> None:
    """Raises GatewayError 405 for any other method."""
    if exchange.method not in methods:
        raise MethodNotAllowed(*methods)


class SdlEndpoint:
    """`GET /{locality}/schema.graphql`; the ETag is the schema's hash."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    async def __call__(self, exchange: Exchange) -> None:
        allow(exchange, "GET", "HEAD")
        sdl = await self._gateway.sdl(exchange.locality)
        etag = f'"{sdl.hash}"'
        headers = (
            (b"etag", etag.encode()),
            (b"x-schema-hash", sdl.hash.encode()),
            _TEXT,
        )
        if _matches(exchange.header(b"if-none-match"), etag):
            await exchange.start(304, headers, SHARED)
            await exchange.piece(b"", last=True)
            return
        await exchange.respond(200, sdl.text.encode(), headers, SHARED)


class HookEndpoint:
    """`POST /{locality}/hooks/{channel}`: the channel checks the signature of the raw body."""

    def __init__(self, gateway: Gateway, settings: HttpSettings) -> None:
        self._gateway = gateway
        self._settings = settings

    async def __call__(self, exchange: Exchange) -> None:
        allow(exchange, "POST")
        body = await read_body(exchange, self._settings.body_bytes, self._settings.body_seconds)
        headers = {n.decode("latin-1"): v.decode("latin-1") for n, v in exchange.headers.items()}
        answer = await self._gateway.hook(exchange.locality, exchange.tail, headers, body)
        await exchange.respond(answer.status, answer.body)


async def live(exchange: Exchange) -> None:
    """`GET /health/live`."""
    allow(exchange, "GET", "HEAD")
    await exchange.respond(200, b'{"status":"ok"}')


class ReadyEndpoint:
    """`GET /health/ready`: 200 if requests can be served, else 503 and the reasons."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    async def __call__(self, exchange: Exchange) -> None:
        allow(exchange, "GET", "HEAD")
        readiness = await self._gateway.ready()
        said = {"status": "ok" if readiness.ok else "unready", "details": dict(readiness.details)}
        await exchange.respond(200 if readiness.ok else 503, orjson.dumps(said))


class MetricsEndpoint:
    """`GET /metrics`, for whoever holds the metrics token if one is set."""

    def __init__(self, metrics: Metrics, settings: HttpSettings) -> None:
        self._metrics = metrics
        self._token = settings.metrics_token

    async def __call__(self, exchange: Exchange) -> None:
        allow(exchange, "GET", "HEAD")
        if self._token is not None and not _same(bearer_of(exchange), self._token):
            raise refusal("UNAUTHENTICATED")
        body, content_type = self._metrics.exposition()
        await exchange.respond(200, body, ((b"content-type", content_type.encode()),))


async def index(exchange: Exchange) -> None:
    """`GET /`: where everything is, for whoever opens the bare address."""
    allow(exchange, "GET", "HEAD")
    await exchange.respond(200, _INDEX)


_INDEX: Final = orjson.dumps(
    {
        "name": "lianxin",
        "graphql": "/{locality}/graphql",
        "subscriptions": ["ws /{locality}/graphql", "/{locality}/graphql/stream"],
        "schema": "/{locality}/schema.graphql",
        "graphiql": "/{locality}/graphiql",
        "platform": "/platform/graphql",
        "signIn": "/auth/token",
        "providers": "/auth/providers?locality={locality}",
        "health": ["/health/live", "/health/ready"],
    }
)


def bearer_of(exchange: Exchange) -> str:
    return bearer(exchange.header(b"authorization")) or ""


def _same(given: str, expected: str) -> bool:
    return secrets.compare_digest(given.encode(), expected.encode())


def _matches(if_none_match: str | None, etag: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in (if_none_match or "").split(",")]
    return etag in tags or "*" in tags
