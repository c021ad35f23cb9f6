"""The changes: each module is enabled, a figure is set, the module is disabled, a figure is set."""

import itertools
import time
from collections.abc import Iterator
from typing import Any

import httpx

from bench.live.history import History
from bench.live.load import FIGURE, WORKS_BY, sdl_address, state_of
from bench.live.place import Server

INSTALLED = "{ modules { key } }"
CHANGE = """mutation ($input: %sModuleInput!) { changed: %sModule(input: $input) {
    module { key } errors { code message } } }"""
_OF_A_PLUGIN = "  zoucheng: Zoucheng"
_FIRST = "zoucheng.opinions"

Change = tuple[str, dict[str, Any]]


class Changer:
    """Sends each change to the next server, and keeps what they all work by since."""

    def __init__(self, servers: list[Server], history: History) -> None:
        self._servers = servers
        self._history = history
        self.seconds: list[float] = []
        self.wrong: list[str] = []

    async def run(self, number: int) -> None:
        async with httpx.AsyncClient(timeout=90) as client:
            await self._note(client, self._servers[0], time.monotonic())
            modules = await self._modules(client)
            servers = itertools.cycle(self._servers)
            for change, server in zip(
                itertools.islice(changes(modules), number), servers, strict=False
            ):
                await self._change(client, server, *change)

    async def _modules(self, client: httpx.AsyncClient) -> list[str]:
        answer = await self._ask(client, self._servers[0], INSTALLED)
        keys = [module["key"] for module in answer["modules"]]
        own = [key for key in keys if key.partition(".")[0] not in ("core", "identity")]
        return sorted(own, key=lambda key: key != _FIRST)

    async def _change(
        self, client: httpx.AsyncClient, server: Server, kind: str, given: dict[str, Any]
    ) -> None:
        sent = time.monotonic()
        mutation = CHANGE % (kind.capitalize(), kind)
        done = (await self._ask(client, server, mutation, input=given))["changed"]
        self.seconds.append(time.monotonic() - sent)
        if done["errors"]:
            self.wrong.append(f"{kind} {given}: {done['errors']}")
        await self._note(client, server, sent)

    async def _note(self, client: httpx.AsyncClient, server: Server, sent: float) -> None:
        answered = time.monotonic()
        state = state_of((await self._ask(client, server, WORKS_BY))["locality"])
        self._history.became(state, sent, answered)
        if state.schema_hash not in self._history.fields:
            sdl = (await client.get(sdl_address(server))).text
            self._history.fields[state.schema_hash] = _OF_A_PLUGIN in sdl

    async def _ask(
        self, client: httpx.AsyncClient, server: Server, query: str, **variables: Any
    ) -> Any:
        body = {"query": query, "variables": variables}
        answer = await client.post(server.graphql, json=body, headers=server.headers("admin"))
        found = answer.json()
        if "errors" in found:
            raise RuntimeError(f"{query}: {found['errors']}")
        return found["data"]


def changes(modules: list[str]) -> Iterator[Change]:
    """Without end."""
    module, name = FIGURE
    figures = itertools.count(301)
    for key in itertools.cycle(modules):
        yield "enable", {"module": key, "acceptBreakingChanges": True}
        yield "configure", {"module": module, "settings": {name: next(figures)}}
        yield "disable", {"module": key, "acceptBreakingChanges": True}
        yield "configure", {"module": module, "settings": {name: next(figures)}}
