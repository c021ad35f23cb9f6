"""`/console`: one page for every address below it, and the files that page asks for.

The page itself carries a nonce, new each time, for the styles that its components write; scripts
come from files only. File names carry a hash of their content, so browsers keep them for ever.
"""

import secrets
from collections.abc import Mapping
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from lianxin_console.files import PAGE, Built, File
from lianxin_console.missing import MISSING

Header = tuple[bytes, bytes]

_PREFIX: Final = "/console"
_ASSETS: Final = "assets/"
#: What vite.config.ts writes wherever the nonce is to stand.
_NONCE: Final = b"NONCE"
_FOREVER: Final = (b"cache-control", b"public, max-age=31536000, immutable")
_ASK_AGAIN: Final = (b"cache-control", b"no-cache")
_NEVER: Final = (b"cache-control", b"no-store")
_HTML: Final = (b"content-type", b"text/html; charset=utf-8")
_TEXT: Final = (b"content-type", b"text/plain; charset=utf-8")


def console(built: Built | None = None) -> ASGIApp:
    """The console as built, or a page that says how to build it."""
    built = built or Built()

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            status, headers, body = _answer(built.files(), scope)
            await _send(send, status, headers, b"" if scope["method"] == "HEAD" else body)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})

    return serve


def _answer(files: Mapping[str, File], scope: Scope) -> tuple[int, list[Header], bytes]:
    if scope["method"] not in ("GET", "HEAD"):
        return 405, [(b"allow", b"GET, HEAD"), _TEXT], b"405"
    name = scope["path"].removeprefix(_PREFIX).lstrip("/")
    if name in files and name != PAGE:
        return _file(files[name], name, dict(scope["headers"]))
    if name.startswith(_ASSETS):
        return 404, [_TEXT, _NEVER], b"404"
    if PAGE not in files:
        return 503, [_HTML, _NEVER], MISSING
    return _page(files[PAGE])


def _page(page: File) -> tuple[int, list[Header], bytes]:
    nonce = secrets.token_urlsafe(16).encode()
    policy = (
        b"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-%s'; connect-src 'self'; "
        b"img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ) % nonce
    headers = [_HTML, _NEVER, (b"content-security-policy", policy)]
    return 200, headers, page.content.replace(_NONCE, nonce)


def _file(file: File, name: str, asked: Mapping[bytes, bytes]) -> tuple[int, list[Header], bytes]:
    kept = _FOREVER if name.startswith(_ASSETS) else _ASK_AGAIN
    headers = [
        (b"etag", file.etag),
        (b"content-type", file.content_type),
        (b"vary", b"accept-encoding"),
        kept,
    ]
    if file.etag in asked.get(b"if-none-match", b""):
        return 304, headers, b""
    if file.packed is not None and b"gzip" in asked.get(b"accept-encoding", b""):
        return 200, [*headers, (b"content-encoding", b"gzip")], file.packed
    return 200, headers, file.content


async def _send(send: Send, status: int, headers: list[Header], body: bytes) -> None:
    if status != 304:
        headers = [*headers, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
