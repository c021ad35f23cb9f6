"""GraphQL over HTTP, WebSocket and server-sent events; what executes is behind `gateway`."""

from lianxin_schema.http.application import create_app
from lianxin_schema.http.gateway import (
    PLATFORM,
    SUBSCRIPTION_NEEDS_STREAM,
    Answer,
    Caller,
    Example,
    Gateway,
    GatewayError,
    HookAnswer,
    Operation,
    Readiness,
    Sdl,
    Token,
)
from lianxin_schema.http.settings import HttpSettings

__all__ = [
    "PLATFORM",
    "SUBSCRIPTION_NEEDS_STREAM",
    "Answer",
    "Caller",
    "Example",
    "Gateway",
    "GatewayError",
    "HookAnswer",
    "HttpSettings",
    "Operation",
    "Readiness",
    "Sdl",
    "Token",
    "create_app",
]
