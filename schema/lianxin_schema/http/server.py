"""The server under the application: uvicorn with the limits that it does not have by itself.

Its httptools parser bounds neither the size nor the time of a request's head, and a client
that reads nothing keeps its connection for ever; both are mended here.
"""

import asyncio
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from lianxin_schema.http.settings import HttpSettings

_KEEP_ALIVE_SECONDS: Final = 5
_GRACEFUL_SECONDS: Final = 10


def server_config(
    app: ASGIApp | str, settings: HttpSettings, *, host: str, port: int, **more: Any
) -> uvicorn.Config:
    """How Lianxin is served; `more` are further options of uvicorn (workers, uds, fd …)."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        loop="uvloop",
        http=_http_protocol(settings),
        ws=_socket_protocol(settings),
        ws_max_size=settings.message_bytes,
        ws_per_message_deflate=False,
        limit_concurrency=settings.connections,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_GRACEFUL_SECONDS,
        server_header=False,
        # Whom to believe is HttpSettings.trusted_proxies, for every kind of server alike.
        proxy_headers=False,
        # Its own logs tell addresses and query strings.
        access_log=False,
        log_level="warning",
        log_config=None,
        **more,
    )


class _Stall:
    """Drops a connection whose reader has taken nothing for a while."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._timer: asyncio.TimerHandle | None = None

    @property
    def running(self) -> bool:
        return self._timer is not None

    def begin(self, transport: asyncio.Transport) -> None:
        self.end()
        self._timer = asyncio.get_running_loop().call_later(self._seconds, transport.abort)

    def end(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _http_protocol(settings: HttpSettings) -> type[asyncio.Protocol]:
    class BoundedHttp(HttpToolsProtocol):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self._stall = _Stall(settings.slow_reader_seconds)
            self._head = _Stall(settings.header_seconds)
            self._head_bytes = 0
            self._piece_bytes = 0
            self._in_head = True

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._head.begin(transport)

        def connection_lost(self, exc: Exception | None) -> None:
            self._head.end()
            self._stall.end()
            super().connection_lost(exc)

        def data_received(self, data: bytes) -> None:
            self._piece_bytes = len(data)
            if self._in_head:
                self._head_bytes += len(data)
            super().data_received(data)
            if not self._in_head:
                return
            if self._head_bytes > settings.header_bytes:
                self.transport.abort()
            elif not self._head.running:
                self._head.begin(self.transport)

        def on_message_begin(self) -> None:
            super().on_message_begin()
            self._in_head = True
            # An upper bound, since the piece may hold more; small requests need no closer look.
            self._head_bytes = self._piece_bytes

        def on_headers_complete(self) -> None:
            self._in_head = False
            self._head.end()
            if self._head_bytes > settings.header_bytes and self._head_is_large():
                self.app = _headers_too_large
            super().on_headers_complete()

        def _head_is_large(self) -> bool:
            return sum(len(n) + len(v) for n, v in self.headers) > settings.header_bytes

        def shutdown(self) -> None:
            super().shutdown()
            # Event streams never end by themselves; their clients come back to another process.
            if self.cycle and self.cycle.response_started and not self.cycle.response_complete:
                self.transport.close()

        def pause_writing(self) -> None:
            self._stall.begin(self.transport)
            super().pause_writing()

        def resume_writing(self) -> None:
            self._stall.end()
            super().resume_writing()

    return BoundedHttp


def _socket_protocol(settings: HttpSettings) -> type[asyncio.Protocol]:
    class BoundedSocket(WebSocketsSansIOProtocol):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self._stall = _Stall(settings.slow_reader_seconds)

        def connection_lost(self, exc: Exception | None) -> None:
            self._stall.end()
            super().connection_lost(exc)

        def keepalive_timeout(self) -> None:
            super().keepalive_timeout()
            self._stall.begin(self.transport)

        def pause_writing(self) -> None:
            self._stall.begin(self.transport)
            super().pause_writing()

        def resume_writing(self) -> None:
            self._stall.end()
            super().resume_writing()

    return BoundedSocket


async def _headers_too_large(scope: Scope, receive: Receive, send: Send) -> None:
    headers = [(b"content-length", b"0"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 431, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
