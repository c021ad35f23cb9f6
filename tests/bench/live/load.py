"""The load: queries, mutations and subscriptions, each answer kept until the history is known."""

import asyncio
import itertools
import json
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from websockets.asyncio.client import connect

from bench.live.history import History, State
from bench.live.place import LOCALITY, Server

WORKS_BY = "{ locality { schemaHash modules { key enabled settings } } }"
CASES = """{ cases(first: 20) { edges { node { code version step { label }
    timeline(first: 3) { edges { node { note } } } } } } }"""
ITS_OWN = "{ cases(first: 1) { edges { node { code zoucheng { __typename } } } } }"
SUBMIT = 'mutation { submitCase(input: {title: "路灯不亮", channel: "web"}) { case { code } } }'
NOTE = """mutation ($code: String!, $note: String!) {
    actOnCase(input: {code: $code, action: "note", note: $note}) {
        case { code } errors { code message } } }"""
CHANGES = "subscription { caseChanged { cursor case { code } entry { note } } }"
FIGURE = ("core.webhooks", "tolerance_seconds")


@dataclass
class Seen:
    """An answer: `wrong` says what is wrong with it by itself."""

    kind: str
    asked: float
    answered: float
    schema_hash: str
    state: State | None = None
    has_field: bool | None = None
    wrong: str | None = None

    def objection(self, history: History) -> str | None:
        """What is wrong with it, beside what the locality worked by then."""
        if self.wrong:
            return self.wrong
        if not history.was_hash(self.schema_hash, self.asked, self.answered):
            return f"the hash {self.schema_hash} was not current"
        if self.state is not None and not history.was(self.state, self.asked, self.answered):
            return f"{self.state} was not current"
        if self.has_field not in (None, history.fields[self.schema_hash]):
            return f"a field of a plugin: {self.has_field}, other than by {self.schema_hash}"
        return None


@dataclass
class Load:
    servers: list[Server]
    pause: float
    seen: list[Seen] = field(default_factory=list)
    notes: dict[str, float] = field(default_factory=dict)
    """When each was sent; every subscription must tell each of them once."""

    heard: list[list[str]] = field(default_factory=list)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    _all_listen: asyncio.Event = field(default_factory=asyncio.Event)
    _left: int = 0

    async def run(self, during: Callable[[], Any]) -> None:
        """Until `during` is done, and what was written last has been heard of."""
        async with asyncio.TaskGroup() as tasks, httpx.AsyncClient(timeout=90) as client:
            self._left = 2 * len(self.servers)
            listening = [
                tasks.create_task(listen(server, ear))
                for server in self.servers
                for listen, ear in ((self._socket, self._ear()), (self._stream, self._ear()))
            ]
            await self._all_listen.wait()
            asking = [
                tasks.create_task(work(client, server))
                for server in self.servers
                for work in (self._query, self._query, self._write)
            ]
            await during()
            self.stop.set()
            await asyncio.gather(*asking)
            await self._until_heard()
            for task in listening:
                task.cancel()

    def _listens(self) -> None:
        self._left -= 1
        if not self._left:
            self._all_listen.set()

    def _ear(self) -> list[str]:
        self.heard.append([])
        return self.heard[-1]

    async def _until_heard(self) -> None:
        for _ in range(200):
            if all(len(notes) >= len(self.notes) for notes in self.heard):
                return
            await asyncio.sleep(0.05)

    # --- asking

    async def _query(self, client: httpx.AsyncClient, server: Server) -> None:
        for query in itertools.cycle((WORKS_BY, CASES, ITS_OWN)):
            if self.stop.is_set():
                return
            await self._asked(client, server, query)
            await asyncio.sleep(self.pause)

    async def _write(self, client: httpx.AsyncClient, server: Server) -> None:
        answer = await client.post(
            server.graphql, json={"query": SUBMIT}, headers=server.headers("clerk")
        )
        found = answer.json()
        if "errors" in found:
            raise RuntimeError(f"{SUBMIT}: {found['errors']}")
        code = found["data"]["submitCase"]["case"]["code"]
        # Its own entry is told as well, without a note.
        for n in itertools.count():
            if self.stop.is_set():
                return
            note = f"{code} {n}"
            self.notes[note] = time.monotonic()
            await self._asked(client, server, NOTE, code=code, note=note)
            await asyncio.sleep(self.pause)

    async def _asked(
        self, client: httpx.AsyncClient, server: Server, query: str, **variables: str
    ) -> None:
        role = "admin" if query is WORKS_BY else "clerk"
        asked = time.monotonic()
        answer = await client.post(
            server.graphql,
            json={"query": query, "variables": variables},
            headers=server.headers(role),
        )
        kind = {WORKS_BY: "modules", CASES: "cases", ITS_OWN: "a plugin's field", NOTE: "write"}
        found = Seen(kind[query], asked, time.monotonic(), answer.headers.get("x-schema-hash", ""))
        self.seen.append(found)
        _judge(found, query, answer.json())

    # --- listening

    async def _socket(self, server: Server, notes: list[str]) -> None:
        async with connect(
            server.graphql.replace("http:", "ws:"),
            subprotocols=["graphql-transport-ws"],  # type: ignore[list-item]
            proxy=None,
        ) as socket:
            said = {"authorization": f"Bearer {server.tokens['clerk']}"}
            await socket.send(json.dumps({"type": "connection_init", "payload": said}))
            await socket.recv()
            asked = {"id": "1", "type": "subscribe", "payload": {"query": CHANGES}}
            await socket.send(json.dumps(asked))
            self._listens()
            async for text in socket:
                message = json.loads(text)
                self._hear("socket", notes, message.get("payload"), message["type"] == "next")

    async def _stream(self, server: Server, notes: list[str]) -> None:
        headers = {**server.headers("clerk"), "accept": "text/event-stream"}
        async with (
            httpx.AsyncClient(timeout=None) as client,
            client.stream(
                "POST", f"{server.graphql}/stream", json={"query": CHANGES}, headers=headers
            ) as answer,
        ):
            self._listens()
            async for data in _data(answer):
                self._hear("event stream", notes, json.loads(data), True)

    def _hear(self, kind: str, notes: list[str], answer: Any, is_next: bool) -> None:
        now = time.monotonic()
        if not is_next or "errors" in answer:
            self.seen.append(Seen(kind, now, now, "", wrong=f"it ended: {answer}"))
            return
        note = answer["data"]["caseChanged"]["entry"]["note"]
        if note is None:
            return
        notes.append(note)
        schema_hash = answer["extensions"]["schemaHash"]
        self.seen.append(Seen(kind, self.notes[note], now, schema_hash))

    def unheard(self) -> list[str]:
        """What subscriptions missed, or told twice."""
        wanted = sorted(self.notes)
        return [
            f"a subscription told {len(notes)} of {len(wanted)} changes"
            for notes in self.heard
            if sorted(notes) != wanted
        ]


def _judge(found: Seen, query: str, answer: Any) -> None:
    errors = answer.get("errors")
    if query is ITS_OWN:
        codes = {error["extensions"]["code"] for error in errors or ()}
        found.has_field = not errors
        found.wrong = f"{errors}" if codes - {"GRAPHQL_VALIDATION_FAILED"} else None
        return
    if errors:
        found.wrong = str(errors)
    elif query is NOTE and answer["data"]["actOnCase"]["errors"]:
        found.wrong = str(answer["data"]["actOnCase"]["errors"])
    elif query is WORKS_BY:
        told = answer["data"]["locality"]
        found.state = state_of(told)
        if told["schemaHash"] != found.schema_hash:
            found.wrong = "the header tells another schema than the answer"


def state_of(told: Any) -> State:
    module, name = FIGURE
    figures = {m["key"]: m["settings"] for m in told["modules"]}
    enabled = frozenset(m["key"] for m in told["modules"] if m["enabled"])
    return State(told["schemaHash"], enabled, figures[module][name])


async def _data(answer: httpx.Response) -> AsyncIterator[str]:
    async for line in answer.aiter_lines():
        if line.startswith("data: ") and line != "data: ":
            yield line.removeprefix("data: ")


def sdl_address(server: Server) -> str:
    return f"{server.url}/{LOCALITY}/schema.graphql"
