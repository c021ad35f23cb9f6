"""One socket: its handshake, its operations, and the ends it may come to."""

import asyncio
from typing import Final

import orjson
from starlette.types import Receive, Send

from lianxin.errors import LianxinError
from lianxin.patience import within
from lianxin_schema.http import log
from lianxin_schema.http.gateway import Gateway, GatewayError
from lianxin_schema.http.operations import operation_of
from lianxin_schema.http.pace import Pace
from lianxin_schema.http.refusals import errors_of, refusal
from lianxin_schema.http.settings import HttpSettings
from lianxin_schema.http.statuses import status_of
from lianxin_schema.http.tasks import first_of
from lianxin_schema.http.websocket.messages import (
    Close,
    Complete,
    ConnectionInit,
    Message,
    Ping,
    Pong,
    Subscribe,
    parse_message,
)
from lianxin_schema.http.websocket.outbox import Outbox
from lianxin_schema.http.websocket.running import Running
from lianxin_schema.http.websocket.session import Session, check, session_of

_CLOSE_SECONDS: Final = 1


class Connection:
    """One client's socket, from its acceptance to its end."""

    def __init__(
        self,
        gateway: Gateway,
        settings: HttpSettings,
        locality: str,
        receive: Receive,
        send: Send,
        pace: Pace,
        *,
        accept_language: str | None,
        address: str | None,
        request_id: str,
    ) -> None:
        self._gateway = gateway
        self._settings = settings
        self._locality = locality
        self._receive = receive
        self._send = send
        self._pace = pace
        self._accept_language = accept_language
        self._address = address
        self._request_id = request_id
        self._said_init = asyncio.Event()
        self._session: Session | None = None
        self._outbox = Outbox(send, settings)
        self._running = Running(gateway, settings, locality, self._outbox)

    async def run(self) -> None:
        """Returns when the socket is closed, by whichever side."""
        try:
            await first_of(self._read(), self._outbox.run(), self._watch())
        except Close as close:
            await self._close(close)
        except LianxinError as error:
            # Its token could not be checked: the database is away, or the locality.
            again = status_of(error.code) >= 500
            await self._close(Close(1013 if again else 4403, error.code))
        except OSError:
            # The client is gone while something was being sent.
            return
        except Exception as error:
            log.failure(self._request_id, log.SOCKET, error)
            await self._close(Close(1011, f"Internal error {self._request_id}"))
        finally:
            await self._running.stop()

    async def _read(self) -> None:
        while True:
            event = await self._receive()
            if event["type"] == "websocket.disconnect":
                return
            text = event.get("text")
            if text is None:
                raise Close(4400, "Invalid message: binary")
            if len(text) > self._settings.message_bytes:
                raise Close(1009, "Message too big")
            await self._heard(parse_message(text, self._settings.json_depth))

    async def _heard(self, message: Message) -> None:
        match message:
            case ConnectionInit():
                await self._init(message)
            case Ping(payload):
                said = {"type": "pong"} if payload is None else {"type": "pong", "payload": payload}
                await self._outbox.put(orjson.dumps(said))
            case Pong():
                pass
            case Subscribe():
                await self._subscribe(message)
            case Complete(id=id_):
                self._running.end(id_)

    async def _init(self, message: ConnectionInit) -> None:
        if self._said_init.is_set():
            raise Close(4429, "Too many initialisation requests")
        self._said_init.set()
        session = session_of(
            message.payload, self._accept_language, self._address, self._request_id
        )
        await check(self._gateway, self._locality, session)
        self._session = session
        schema_hash = (await self._gateway.sdl(self._locality)).hash
        said = {"type": "connection_ack", "payload": {"schemaHash": schema_hash}}
        await self._outbox.put(orjson.dumps(said))

    async def _subscribe(self, message: Subscribe) -> None:
        if self._session is None:
            raise Close(4401, "Unauthorized")
        if message.id in self._running:
            raise Close(4409, f"Subscriber for {message.id} already exists")
        caller = self._session.caller(self._running.next_number())
        try:
            self._pace.check(self._address)
            if len(self._running) >= self._settings.subscriptions_per_socket:
                most = self._settings.subscriptions_per_socket
                raise refusal("TOO_MANY_SUBSCRIPTIONS", most)
            operation = operation_of(message.payload, "ws")
        except GatewayError as error:
            if error.code == "BAD_REQUEST":
                raise Close(4400, f"Invalid message: {error.message.en}") from None
            errors = errors_of(error, caller.language, caller.request_id)
            await self._outbox.error(message.id, errors)
            return
        self._running.start(message.id, operation, caller)

    async def _watch(self) -> None:
        """Raises Close if nobody introduces themselves, or a token ceases to hold."""
        try:
            await within(self._settings.init_seconds, self._said_init.wait())
        except TimeoutError:
            raise Close(4408, "Connection initialisation timeout") from None
        while True:
            await asyncio.sleep(self._settings.token_check_seconds)
            if self._session is not None:
                await check(self._gateway, self._locality, self._session)

    async def _close(self, close: Close) -> None:
        reason = close.reason.encode()[:120].decode(errors="ignore")
        message = {"type": "websocket.close", "code": close.code, "reason": reason}
        try:
            await within(_CLOSE_SECONDS, self._send(message))
        except (TimeoutError, OSError, RuntimeError):
            # It does not read, or has gone already: the server drops it.
            return
