"""`GET /{locality}/graphiql`: a page to try queries with, from local files only."""

from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from lianxin_schema.http.exchange import Exchange
from lianxin_schema.http.headers import PAGE
from lianxin_schema.http.refusals import refusal
from lianxin_schema.http.simple import allow

_TYPES: Final = MappingProxyType(
    {
        "html": b"text/html; charset=utf-8",
        "css": b"text/css; charset=utf-8",
        "js": b"text/javascript; charset=utf-8",
    }
)
_PAGE: Final = "index.html"


class GraphiqlEndpoint:
    """The page at `/graphiql`, its files below it; all are read once, at start."""

    def __init__(self) -> None:
        self._files = _read_files()

    async def __call__(self, exchange: Exchange) -> None:
        allow(exchange, "GET", "HEAD")
        name = exchange.tail or _PAGE
        content = self._files.get(name)
        if content is None:
            raise refusal("NOT_FOUND")
        content_type = (b"content-type", _TYPES[name.rpartition(".")[2]])
        await exchange.respond(200, content, (content_type,), PAGE)


def _read_files() -> Mapping[str, bytes]:
    folder = files("lianxin_schema.http") / "graphiql_files"
    return {
        entry.name: entry.read_bytes()
        for entry in folder.iterdir()
        if entry.name.rpartition(".")[2] in _TYPES
    }
