"""Which origins may call from a browser. There are no cookies, so this guards no session."""

from typing import Final

from lianxin_schema.http.exchange import Exchange
from lianxin_schema.http.headers import RawHeaders

_METHODS: Final = b"GET, POST"
_ALLOWED: Final = b"authorization, content-type, accept-language, idempotency-key"
_EXPOSED: Final = b"x-request-id, x-schema-hash, retry-after"
_VARY: Final = (b"vary", b"origin")


class Cors:
    """`origins` as in HttpSettings.allowed_origins."""

    def __init__(self, origins: tuple[str, ...]) -> None:
        self._origins = frozenset(origins)

    def allows(self, origin: str | None, host: str | None) -> bool:
        """No origin means no browser; the server's own pages may always call."""
        if origin is None or self._listed(origin):
            return True
        _, _, authority = origin.partition("://")
        return bool(authority) and authority == host

    def headers(self, origin: str | None) -> RawHeaders:
        """What every response to this origin carries."""
        if not self._origins:
            return ()
        if origin is None or not self._listed(origin):
            return (_VARY,)
        return (
            (b"access-control-allow-origin", origin.encode("latin-1")),
            (b"access-control-expose-headers", _EXPOSED),
            _VARY,
        )

    async def preflight(self, exchange: Exchange) -> None:
        """`OPTIONS`: what is allowed here is told only to listed origins."""
        granted = any(name == b"access-control-allow-origin" for name, _ in exchange.cors)
        headers: RawHeaders = (
            (
                (b"access-control-allow-methods", _METHODS),
                (b"access-control-allow-headers", _ALLOWED),
                (b"access-control-max-age", b"600"),
            )
            if granted
            else ()
        )
        await exchange.respond(204, b"", headers)

    def _listed(self, origin: str) -> bool:
        return origin in self._origins or "*" in self._origins
