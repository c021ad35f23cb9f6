"""`GET|POST /{locality}/graphql/stream`: graphql-sse, distinct connections mode.

What is refused before it starts is an ordinary GraphQL-over-HTTP refusal; queries and
mutations are answered by one event.
"""

import asyncio
from typing import Final

from lianxin.errors import LianxinError
from lianxin.patience import within
from lianxin_schema.http import log
from lianxin_schema.http.exchange import Exchange
from lianxin_schema.http.gateway import (
    SUBSCRIPTION_NEEDS_STREAM,
    Answer,
    Caller,
    Gateway,
    Operation,
)
from lianxin_schema.http.graphql import answered, requested, respond
from lianxin_schema.http.media import EVENTS, acceptable
from lianxin_schema.http.openings import Openings
from lianxin_schema.http.refusals import body_of, refusal
from lianxin_schema.http.settings import HttpSettings
from lianxin_schema.http.tasks import closing, first_of

_HEADERS: Final = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"x-accel-buffering", b"no"),
)
_COMPLETE: Final = b"event: complete\ndata: \n\n"
_HEARTBEAT: Final = b":\n\n"


class SlowReader(Exception):
    """The client does not take what it subscribed to; the connection is dropped."""


class StreamEndpoint:
    def __init__(self, gateway: Gateway, settings: HttpSettings, openings: Openings) -> None:
        self._gateway = gateway
        self._settings = settings
        self._openings = openings

    async def __call__(self, exchange: Exchange) -> None:
        if acceptable(exchange.header(b"accept"), (EVENTS,)) is None:
            raise refusal("NOT_ACCEPTABLE", EVENTS)
        operation = await requested(
            self._gateway, exchange, self._settings, {"GET": "sse", "POST": "sse"}
        )
        answer = await answered(self._gateway, exchange, operation, self._settings)
        if not answer.executed and answer.code != SUBSCRIPTION_NEEDS_STREAM:
            await respond(exchange, answer)
            return
        exchange.code = None
        with self._openings.one("sse"):
            await exchange.start(200, (*_HEADERS, (b"x-schema-hash", answer.schema_hash.encode())))
            await self._write(exchange, operation, answer)

    async def _write(self, exchange: Exchange, operation: Operation, answer: Answer) -> None:
        """Everything after the head, to the `complete` event."""
        caller = exchange.caller()
        try:
            if answer.executed:
                await exchange.piece(_event(answer.body))
            else:
                await self._subscribe(exchange, operation, caller)
        except SlowReader:
            return
        except LianxinError as error:
            exchange.code = error.code
            await exchange.piece(_refused(error, caller))
        except Exception as error:
            log.failure(caller.request_id, exchange.template, error)
            masked = refusal("INTERNAL_ERROR", caller.request_id)
            exchange.code = masked.code
            await exchange.piece(_refused(masked, caller))
        await exchange.piece(_COMPLETE, last=True)

    async def _subscribe(self, exchange: Exchange, operation: Operation, caller: Caller) -> None:
        await first_of(
            self._events(exchange, operation, caller),
            self._beat(exchange),
            self._check(exchange, caller),
            _until_gone(exchange),
        )

    async def _events(self, exchange: Exchange, operation: Operation, caller: Caller) -> None:
        async with closing(self._gateway.subscribe(exchange.locality, operation, caller)) as events:
            async for body in events:
                await self._send(exchange, _event(body))

    async def _beat(self, exchange: Exchange) -> None:
        """Comments, so that neither side nor a proxy takes silence for an end."""
        while True:
            await self._send(exchange, _HEARTBEAT)
            await asyncio.sleep(self._settings.stream_heartbeat_seconds)

    async def _check(self, exchange: Exchange, caller: Caller) -> None:
        """Raises GatewayError once the token no longer holds."""
        while True:
            await asyncio.sleep(self._settings.token_check_seconds)
            token = caller.token
            if token and not await self._gateway.check_token(exchange.locality, token):
                raise refusal("TOKEN_EXPIRED")

    async def _send(self, exchange: Exchange, piece: bytes) -> None:
        try:
            await within(self._settings.slow_reader_seconds, exchange.piece(piece))
        except TimeoutError:
            raise SlowReader from None
        # Whoever has gone takes everything at once: then it must be noticed that they have.
        await asyncio.sleep(0)


async def _until_gone(exchange: Exchange) -> None:
    while await exchange.receive() is not None:
        pass


def _event(body: bytes) -> bytes:
    """One `next` event; line breaks between JSON tokens would end its data."""
    return b"event: next\ndata: " + body.replace(b"\n", b" ") + b"\n\n"


def _refused(error: LianxinError, caller: Caller) -> bytes:
    return _event(body_of(error, caller.language, caller.request_id))
