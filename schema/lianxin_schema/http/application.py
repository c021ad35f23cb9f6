"""The ASGI application: dispatch, the last-resort handler, metrics and the access log."""

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext

from starlette.types import ASGIApp, Receive, Scope, Send

from lianxin.errors import LianxinError
from lianxin_schema.http import log
from lianxin_schema.http.addresses import Addresses
from lianxin_schema.http.body import ClientGone
from lianxin_schema.http.cors import Cors
from lianxin_schema.http.exchange import Exchange
from lianxin_schema.http.gateway import Gateway
from lianxin_schema.http.graphiql import GraphiqlEndpoint
from lianxin_schema.http.graphql import GraphqlEndpoint
from lianxin_schema.http.lifespan import Lifespan
from lianxin_schema.http.metrics import Metrics
from lianxin_schema.http.mounts import Mounts
from lianxin_schema.http.openings import Openings
from lianxin_schema.http.pace import Pace
from lianxin_schema.http.refusals import MethodNotAllowed, body_of, refusal
from lianxin_schema.http.router import Routes
from lianxin_schema.http.settings import HttpSettings
from lianxin_schema.http.signing_in import BeginEndpoint, ProvidersEndpoint, TokenEndpoint
from lianxin_schema.http.simple import (
    HookEndpoint,
    MetricsEndpoint,
    ReadyEndpoint,
    SdlEndpoint,
    index,
    live,
)
from lianxin_schema.http.statuses import extra_headers, status_of
from lianxin_schema.http.stream import StreamEndpoint
from lianxin_schema.http.websocket.endpoint import SocketEndpoint

Lifetime = Callable[[], AbstractAsyncContextManager[object]]


def create_app(
    gateway: Gateway,
    settings: HttpSettings | None = None,
    *,
    mounts: Mapping[str, ASGIApp] | None = None,
    lifetime: Lifetime = nullcontext,
) -> "Application":
    """Every endpoint of the contract over this gateway.

    `mounts`: further ASGI applications by first path segment (`console`). `lifetime`: entered
    when the server starts, left when it stops.
    """
    return Application(gateway, settings or HttpSettings(), Mounts(mounts or {}), lifetime)


class Application:
    def __init__(
        self, gateway: Gateway, settings: HttpSettings, mounts: Mounts, lifetime: Lifetime
    ) -> None:
        self._settings = settings
        self._mounts = mounts
        self._metrics = Metrics()
        self._cors = Cors(settings.allowed_origins)
        self._addresses = Addresses(settings.trusted_proxies)
        self._pace = Pace(settings.requests_per_minute)
        openings = Openings(settings.open_streams, self._metrics)
        self._routes = _routes(gateway, settings, self._metrics, openings)
        self._socket = SocketEndpoint(
            gateway, settings, self._cors, openings, self._addresses, self._pace
        )
        self._lifespan = Lifespan(lifetime)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        mounted = self._mounts.find(scope)
        if mounted is not None:
            await mounted(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(self._exchange(scope, receive, send))
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        else:
            await self._lifespan(scope, receive, send)

    def _exchange(self, scope: Scope, receive: Receive, send: Send) -> Exchange:
        trust_id = self._settings.trust_request_id
        return Exchange(scope, receive, send, addresses=self._addresses, trust_id=trust_id)

    async def _http(self, exchange: Exchange) -> None:
        began = time.perf_counter()
        try:
            await self._answer(exchange)
        except ClientGone:
            exchange.code = "CLIENT_GONE"
        seconds = time.perf_counter() - began
        self._metrics.request(exchange.template, exchange.method, exchange.status or 0, seconds)
        if exchange.code is not None:
            self._metrics.refused(exchange.code)
        if self._settings.access_log:
            log.access(exchange, seconds)

    async def _answer(self, exchange: Exchange) -> None:
        try:
            exchange.cors = self._cors.headers(exchange.header(b"origin"))
            self._pace.check(exchange.address)
            _check_url(exchange, self._settings.url_bytes)
            endpoint = self._routes.find(exchange)
            if exchange.method == "OPTIONS":
                await self._cors.preflight(exchange)
            else:
                await endpoint(exchange)
        except LianxinError as error:
            await _refuse(exchange, error)
        except ClientGone:
            raise
        except Exception as error:
            log.failure(exchange.request_id, exchange.template, error)
            await _refuse(exchange, refusal("INTERNAL_ERROR", exchange.request_id))


async def _refuse(exchange: Exchange, error: LianxinError) -> None:
    exchange.code = error.code
    if exchange.started:
        # Half an answer is out: ending without the rest makes the server drop the connection.
        return
    status = status_of(error.code, legacy=exchange.legacy)
    wait = error.retry_after
    body = body_of(error, exchange.language, exchange.request_id)
    headers = extra_headers(status, error.code, wait)
    if isinstance(error, MethodNotAllowed):
        headers = ((b"allow", error.allow.encode()),)
    await exchange.respond(status, body, headers)


def _check_url(exchange: Exchange, limit: int) -> None:
    scope = exchange.scope
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > limit:
        raise refusal("URL_TOO_LONG", limit)


def _routes(
    gateway: Gateway, settings: HttpSettings, metrics: Metrics, openings: Openings
) -> Routes:
    graphiql = GraphiqlEndpoint(gateway)
    sign_ins = Pace(settings.sign_ins_per_minute)
    return Routes(
        fixed={
            "/": index,
            "/auth/providers": ProvidersEndpoint(gateway),
            "/auth/begin": BeginEndpoint(gateway, settings, sign_ins),
            "/auth/token": TokenEndpoint(gateway, settings, sign_ins),
            "/health/live": live,
            "/health/ready": ReadyEndpoint(gateway),
            "/metrics": MetricsEndpoint(metrics, settings),
        },
        local={
            "graphql": GraphqlEndpoint(gateway, settings),
            "graphql/stream": StreamEndpoint(gateway, settings, openings),
            "schema.graphql": SdlEndpoint(gateway),
            "graphiql": graphiql,
        },
        hooks=HookEndpoint(gateway, settings),
        graphiql_files=graphiql,
    )
