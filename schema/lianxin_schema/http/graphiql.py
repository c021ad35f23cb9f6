"""`GET /{locality}/graphiql`: a page to try operations with, from local files only."""

from typing import Final

import orjson

from lianxin_schema.http.exchange import JSON, Exchange
from lianxin_schema.http.gateway import Gateway
from lianxin_schema.http.graphiql_site import INDEX, read_site
from lianxin_schema.http.graphql import check_known
from lianxin_schema.http.headers import PRIVATE, RawHeaders
from lianxin_schema.http.refusals import refusal
from lianxin_schema.http.simple import allow

EXAMPLES: Final = "examples.json"
_HTML: Final = (b"content-type", b"text/html; charset=utf-8")
_VARY: Final = (b"vary", b"accept-encoding")
_GZIP: Final = (b"content-encoding", b"gzip")


class GraphiqlEndpoint:
    """The page at `/graphiql`; its files, and the locality's example operations, below it."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._site = read_site()

    async def __call__(self, exchange: Exchange) -> None:
        allow(exchange, "GET", "HEAD")
        if exchange.tail == EXAMPLES:
            await self._examples(exchange)
        elif exchange.tail and exchange.tail != INDEX:
            await self._file(exchange)
        else:
            await check_known(self._gateway, exchange.locality)
            content, headers = self._site.page()
            await exchange.respond(200, content, (_HTML,), headers)

    async def _file(self, exchange: Exchange) -> None:
        found = self._site.files.get(exchange.tail)
        if found is None:
            raise refusal("NOT_FOUND")
        headers: RawHeaders = ((b"content-type", found.content_type), _VARY)
        content = found.content
        if found.packed is not None and "gzip" in (exchange.header(b"accept-encoding") or ""):
            headers, content = (*headers, _GZIP), found.packed
        await exchange.respond(200, content, headers, self._site.file_headers())

    async def _examples(self, exchange: Exchange) -> None:
        language = exchange.caller().language
        found = [
            {
                "title": example.title.say(language),
                "plugin": example.plugin.say(language) if example.plugin else None,
                "query": example.query,
            }
            for example in await self._gateway.examples(exchange.locality)
        ]
        await exchange.respond(200, orjson.dumps(found), ((b"content-type", JSON),), PRIVATE)
