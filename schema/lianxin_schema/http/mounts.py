"""Applications beside the contract's endpoints, such as a console, with the same headers."""

from collections.abc import Mapping
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lianxin_schema.http.headers import PAGE
from lianxin_schema.http.router import RESERVED


class Mounts:
    """By first path segment, which has to be a reserved one, so that it hides no locality."""

    def __init__(self, apps: Mapping[str, ASGIApp]) -> None:
        unreserved = set(apps) - RESERVED
        if unreserved:
            raise ValueError(f"only {sorted(RESERVED)} can be mounted, not {sorted(unreserved)}")
        self._apps = {segment: _with_security_headers(app) for segment, app in apps.items()}

    def find(self, scope: Scope) -> ASGIApp | None:
        if not self._apps or scope["type"] == "lifespan":
            return None
        path: str = scope["path"]
        return self._apps.get(path[1:].partition("/")[0])


def _with_security_headers(app: ASGIApp) -> ASGIApp:
    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _completed(message.get("headers", ()))
            await send(message)

        await app(scope, receive, send_with_headers)

    return guarded


def _completed(headers: Any) -> list[tuple[bytes, bytes]]:
    given = {name.lower() for name, _ in headers}
    return [*headers, *(header for header in PAGE if header[0] not in given)]
