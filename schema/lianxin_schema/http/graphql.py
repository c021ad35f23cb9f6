"""`POST|GET /{locality}/graphql`: GraphQL over HTTP. The hot path."""

from typing import Final

from lianxin.errors import UnknownLocality
from lianxin.patience import within
from lianxin_schema.http.body import read_body, require_json
from lianxin_schema.http.exchange import JSON, Exchange
from lianxin_schema.http.gateway import Answer, Gateway, GatewayError, Operation, Transport
from lianxin_schema.http.headers import RawHeaders
from lianxin_schema.http.media import GRAPHQL, LEGACY, acceptable
from lianxin_schema.http.operations import operation_of, query_parameters
from lianxin_schema.http.refusals import MethodNotAllowed, refusal
from lianxin_schema.http.settings import HttpSettings
from lianxin_schema.http.statuses import extra_headers, status_of
from lianxin_schema.http.strict_json import decode_object

_OFFERED: Final = (GRAPHQL, LEGACY)
_GRAPHQL_UTF8: Final = b"application/graphql-response+json; charset=utf-8"


class GraphqlEndpoint:
    def __init__(self, gateway: Gateway, settings: HttpSettings) -> None:
        self._gateway = gateway
        self._settings = settings

    async def __call__(self, exchange: Exchange) -> None:
        media = acceptable(exchange.header(b"accept"), _OFFERED)
        if media is None:
            raise refusal("NOT_ACCEPTABLE", ", ".join(_OFFERED))
        exchange.legacy = media == LEGACY
        exchange.media = JSON if exchange.legacy else _GRAPHQL_UTF8
        transports: dict[str, Transport] = {"GET": "get", "POST": "post"}
        operation = await requested(self._gateway, exchange, self._settings, transports)
        answer = await answered(self._gateway, exchange, operation, self._settings)
        await respond(exchange, answer)


async def requested(
    gateway: Gateway,
    exchange: Exchange,
    settings: HttpSettings,
    transports: dict[str, Transport],
) -> Operation:
    """The operation in a GET's query string or a POST's body; raises GatewayError, and
    UnknownLocality before whatever else is wrong."""
    try:
        return await _read(exchange, settings, transports)
    except GatewayError:
        await check_known(gateway, exchange.locality)
        raise


async def check_known(gateway: Gateway, locality: str) -> None:
    """Raises UnknownLocality."""
    if not await gateway.knows(locality):
        raise UnknownLocality(locality)


async def _read(
    exchange: Exchange, settings: HttpSettings, transports: dict[str, Transport]
) -> Operation:
    transport = transports.get(exchange.method)
    if transport is None:
        raise MethodNotAllowed(*transports)
    key = exchange.header(b"idempotency-key")
    if exchange.method == "GET":
        parameters = query_parameters(exchange.scope["query_string"], settings.json_depth)
        return operation_of(parameters, transport, key)
    require_json(exchange.header(b"content-type"))
    body = await read_body(exchange, settings.body_bytes, settings.body_seconds)
    return operation_of(decode_object(body, settings.json_depth), transport, key)


async def answered(
    gateway: Gateway, exchange: Exchange, operation: Operation, settings: HttpSettings
) -> Answer:
    """Asks the gateway within the time limit, and notes for the log what it says."""
    asked = gateway.answer(exchange.locality, operation, exchange.caller())
    try:
        answer = await within(settings.request_seconds, asked)
    except TimeoutError:
        raise refusal("REQUEST_TOO_SLOW") from None
    exchange.note(answer)
    return answer


async def respond(exchange: Exchange, answer: Answer) -> None:
    headers: RawHeaders = ((b"x-schema-hash", answer.schema_hash.encode()),)
    if answer.executed:
        await exchange.respond(200, answer.body, headers)
        return
    status = status_of(answer.code, legacy=exchange.legacy)
    await exchange.respond(status, answer.body, (*headers, *extra_headers(status, answer.code)))
