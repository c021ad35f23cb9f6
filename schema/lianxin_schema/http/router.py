"""From a path to its endpoint, its template, and the locality and tail it names."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from lianxin_schema.http.exchange import Exchange
from lianxin_schema.http.refusals import refusal

Endpoint = Callable[[Exchange], Awaitable[None]]

#: First segments that are no localities; `platform` is served like one.
RESERVED: Final = frozenset(("auth", "health", "metrics", "console", "hooks"))
_LOCALITY: Final = re.compile(r"[a-z][a-z0-9_-]{0,62}")
_CHANNEL: Final = re.compile(r"[a-z][a-z0-9_-]{0,62}")
_FILE: Final = re.compile(r"[a-z][A-Za-z0-9.-]{0,62}")


@dataclass(frozen=True, slots=True)
class Routes:
    """`fixed` by whole path; `local` by what follows the locality; the other two take a tail."""

    fixed: Mapping[str, Endpoint]
    local: Mapping[str, Endpoint]
    hooks: Endpoint
    graphiql_files: Endpoint

    def find(self, exchange: Exchange) -> Endpoint:
        """Sets template, locality and tail; raises GatewayError NOT_FOUND."""
        path: str = exchange.scope["path"]
        fixed = self.fixed.get(path)
        if fixed is not None:
            exchange.template = path
            return fixed
        locality, _, rest = path[1:].partition("/")
        exchange.locality = locality_of(locality)
        endpoint = self.local.get(rest)
        if endpoint is not None:
            exchange.template = "/{locality}/" + rest
            return endpoint
        return self._with_tail(exchange, rest)

    def _with_tail(self, exchange: Exchange, rest: str) -> Endpoint:
        folder, _, exchange.tail = rest.partition("/")
        if folder == "hooks" and _CHANNEL.fullmatch(exchange.tail):
            exchange.template = "/{locality}/hooks/{channel}"
            return self.hooks
        if folder == "graphiql" and _FILE.fullmatch(exchange.tail):
            exchange.template = "/{locality}/graphiql/{file}"
            return self.graphiql_files
        raise refusal("NOT_FOUND")


def locality_of(segment: str) -> str:
    """The key if it can be one; raises GatewayError."""
    if segment in RESERVED or not segment:
        raise refusal("NOT_FOUND")
    if not _LOCALITY.fullmatch(segment):
        raise refusal("UNKNOWN_LOCALITY")
    return segment
