"""Figures of the protocol layer (security.md §3); sizes in bytes, times in seconds."""

from dataclasses import dataclass
from typing import Final

KIB: Final = 1024


@dataclass(frozen=True, slots=True)
class HttpSettings:
    body_bytes: int = 256 * KIB
    body_seconds: float = 10
    request_seconds: float = 8
    url_bytes: int = 8 * KIB
    header_bytes: int = 16 * KIB
    header_seconds: float = 10
    #: Levels of JSON; variables are seldom deeper than 6.
    json_depth: int = 32

    #: Browser origins besides the server's own, as `https://host[:port]`; `*` allows all.
    allowed_origins: tuple[str, ...] = ()
    #: Take `x-request-id` over from a proxy that sets it.
    trust_request_id: bool = False
    #: Bearer token that `/metrics` asks for; open without one.
    metrics_token: str | None = None
    access_log: bool = True

    init_seconds: float = 5
    subscriptions_per_socket: int = 20
    message_bytes: int = 256 * KIB
    #: Messages that may wait for a reader, and how long it may let one wait.
    send_queue: int = 64
    slow_reader_seconds: float = 10
    token_check_seconds: float = 60
    stream_heartbeat_seconds: float = 12
    #: Open sockets and event streams of this process.
    open_streams: int = 2000
    #: Connections of this process, sockets included; whoever comes next gets 503.
    connections: int = 4000
