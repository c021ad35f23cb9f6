"""Figures of the protocol layer (security.md §3), from LIANXIN_HTTP_… variables.

Sizes are in bytes, times in seconds; README.md of `schema` lists them.
"""

from typing import Annotated, Final

from pydantic import BeforeValidator, Field, IPvAnyNetwork
from pydantic_settings import NoDecode, SettingsConfigDict

from lianxin.environment import Variables

KIB: Final = 1024


def _listed(value: object) -> object:
    """`a, b` in a variable is a tuple of two."""
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split(",") if part.strip())


Listed = BeforeValidator(_listed)
Origins = Annotated[tuple[str, ...], NoDecode, Listed]
Networks = Annotated[tuple[IPvAnyNetwork, ...], NoDecode, Listed]
Bytes = Annotated[int, Field(ge=1)]
Seconds = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(ge=1)]
PerMinute = Annotated[int, Field(ge=0)]


class HttpSettings(Variables):
    model_config = SettingsConfigDict(env_prefix="LIANXIN_HTTP_")

    body_bytes: Bytes = 256 * KIB
    body_seconds: Seconds = 10
    request_seconds: Seconds = 8
    url_bytes: Bytes = 8 * KIB
    header_bytes: Bytes = 16 * KIB
    header_seconds: Seconds = 10
    #: Levels of JSON; variables are seldom deeper than 6.
    json_depth: Count = 32

    #: Browser origins besides the server's own, as `https://host[:port]`; `*` allows all.
    allowed_origins: Origins = ()
    #: Whose X-Forwarded-For is believed.
    trusted_proxies: Networks = Field(default=("127.0.0.0/8", "::1/128"), validate_default=True)
    #: Take `x-request-id` over from a proxy that sets it.
    trust_request_id: bool = False
    #: Of one address in this process; 0 is no limit. This machine's own addresses have none.
    requests_per_minute: PerMinute = 3000
    sign_ins_per_minute: PerMinute = 60
    #: Bearer token that `/metrics` asks for; open without one.
    metrics_token: str | None = None
    access_log: bool = True

    init_seconds: Seconds = 5
    subscriptions_per_socket: Count = 20
    message_bytes: Bytes = 256 * KIB
    #: Messages that may wait for a reader, and how long it may let one wait.
    send_queue: Count = 64
    slow_reader_seconds: Seconds = 10
    token_check_seconds: Seconds = 60
    stream_heartbeat_seconds: Seconds = 12
    #: Open sockets and event streams of this process.
    open_streams: Annotated[int, Field(ge=0)] = 2000
    #: Connections of this process, sockets included; whoever comes next gets 503.
    connections: Count = 4000
