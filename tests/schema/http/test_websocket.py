"""graphql-transport-ws against a real server."""

import asyncio
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from lianxin_schema.http import HttpSettings
from schema.http.fake import FakeGateway
from schema.http.sockets import socket

INIT = {"type": "connection_init"}


@pytest.fixture
def settings(request: pytest.FixtureRequest) -> HttpSettings:
    figures = {"allowed_origins": ("https://front.example",), "subscriptions_per_socket": 3}
    return HttpSettings(**(figures | getattr(request, "param", {})))


async def test_a_subscription_sends_what_happens_and_completes(server: str) -> None:
    async with socket(server) as ws:
        await ws.init()
        await ws.subscribe("a", "subscription($t:Int!){count(to:$t)}", variables={"t": 2})
        heard = [await ws.hear() for _ in range(3)]
    assert heard == [
        {"id": "a", "type": "next", "payload": {"data": {"count": 1}}},
        {"id": "a", "type": "next", "payload": {"data": {"count": 2}}},
        {"id": "a", "type": "complete"},
    ]


async def test_queries_and_mutations_are_answered_too(server: str, gateway: FakeGateway) -> None:
    async with socket(server) as ws:
        await ws.init(authorization="Bearer good", acceptLanguage="en")
        key = {"idempotencyKey": "k1"}
        await ws.subscribe("a", 'mutation{rename(to:"b")}', extensions=key)
        assert (await ws.hear())["payload"] == {"data": {"rename": "b"}}
        assert await ws.hear() == {"id": "a", "type": "complete"}
    operation, caller = gateway.asked[-1]
    assert (operation.idempotency_key, operation.transport) == ("k1", "ws")
    assert (caller.token, caller.language) == ("good", "en")


async def test_an_id_is_free_again_after_complete(server: str) -> None:
    async with socket(server) as ws:
        await ws.init()
        for _ in range(20):
            await ws.subscribe("a", "{hello}")
            assert [(await ws.hear())["type"] for _ in range(2)] == ["next", "complete"]


@pytest.mark.parametrize("query", ["{", "{nothing}", "query($n:Int!){hello}"])
async def test_what_is_refused_before_execution_is_an_error_message(
    server: str, query: str
) -> None:
    async with socket(server) as ws:
        await ws.init()
        await ws.subscribe("a", query)
        heard = await ws.hear()
        assert (heard["id"], heard["type"]) == ("a", "error")
        assert heard["payload"][0]["extensions"]["code"]


async def test_completing_ends_the_subscription(server: str, gateway: FakeGateway) -> None:
    async with socket(server) as ws:
        await ws.init()
        await ws.subscribe("a", "subscription{forever}")
        assert (await ws.hear())["type"] == "next"
        await ws.say({"type": "complete", "id": "a"})
        await ws.say({"type": "complete", "id": "unknown"})
        await gateway.ended.wait()
        await ws.say({"type": "ping", "payload": {"a": 1}})
        assert await ws.hear() == {"type": "pong", "payload": {"a": 1}}
    assert gateway.open == 0


async def test_disconnecting_ends_the_subscriptions(server: str, gateway: FakeGateway) -> None:
    async with socket(server) as ws:
        await ws.init()
        await ws.subscribe("a", "subscription{forever}")
        await ws.hear()
        assert gateway.open == 1
    await gateway.ended.wait()
    assert gateway.open == 0


@pytest.mark.parametrize(
    ("said", "code", "reason"),
    [
        ([INIT, INIT], 4429, "Too many initialisation requests"),
        (
            [{"type": "subscribe", "id": "a", "payload": {"query": "{hello}"}}],
            4401,
            "Unauthorized",
        ),
        (
            [INIT]
            + [{"type": "subscribe", "id": "a", "payload": {"query": "subscription{forever}"}}] * 2,
            4409,
            "Subscriber for a already exists",
        ),
        ([{**INIT, "payload": {"authorization": "Bearer bad"}}], 4403, "Forbidden"),
        ([{**INIT, "payload": {"authorization": "good"}}], 4403, "Forbidden"),
        ([{**INIT, "payload": {"authorization": 5}}], 4403, "Forbidden"),
    ],
)
async def test_close_codes(server: str, said: list[Any], code: int, reason: str) -> None:
    async with socket(server) as ws:
        for message in said:
            await ws.say(message)
        assert await ws.end() == (code, reason)


SUBSCRIBE = {"type": "subscribe", "id": "a", "payload": {"query": "{hello}"}}
MALFORMED: list[Any] = [
    "",
    "x",
    "null",
    "1",
    '"x"',
    "[]",
    "{}",
    "[" * 5000,
    b'{"type":"ping"}',
    '{"type":"ping","payload":NaN}',
    '{"type":"\\ud800"}',
    {"type": 1},
    {"type": None},
    {"type": "start", "id": "a", "payload": {"query": "{hello}"}},
    {"type": "connection_init", "payload": []},
    {"type": "connection_init", "payload": "x"},
    {"type": "ping", "payload": []},
    {"type": "pong", "payload": 1},
    {"type": "complete"},
    {"type": "complete", "id": []},
    {"type": "complete", "id": ""},
    {**SUBSCRIBE, "id": None},
    {**SUBSCRIBE, "id": ["a"]},
    {**SUBSCRIBE, "id": ""},
    {**SUBSCRIBE, "id": "x" * 200},
    {**SUBSCRIBE, "payload": None},
    {**SUBSCRIBE, "payload": []},
    {**SUBSCRIBE, "payload": {}},
    {**SUBSCRIBE, "payload": {"query": 1}},
    {**SUBSCRIBE, "payload": {"query": None}},
    {**SUBSCRIBE, "payload": {"query": "{hello}", "variables": []}},
    {**SUBSCRIBE, "payload": {"query": "{hello}", "operationName": {}}},
    {**SUBSCRIBE, "payload": {"query": "{hello}", "extensions": 1}},
]


async def test_malformed_messages_are_4400(server: str) -> None:
    for message in MALFORMED:
        async with socket(server) as ws:
            await ws.init()
            await ws.say(message)
            code, reason = await ws.end()
        assert code == 4400, message
        assert reason.startswith("Invalid message")


@pytest.mark.parametrize("settings", [{"init_seconds": 0.01}], indirect=True)
async def test_who_says_nothing_is_closed(server: str) -> None:
    async with socket(server) as ws:
        assert await ws.end() == (4408, "Connection initialisation timeout")


@pytest.mark.parametrize("settings", [{"token_check_seconds": 0.01}], indirect=True)
async def test_a_revoked_token_ends_the_connection(server: str, gateway: FakeGateway) -> None:
    async with socket(server) as ws:
        await ws.init(authorization="Bearer good")
        await ws.subscribe("a", "subscription{forever}")
        await ws.hear()
        gateway.good_tokens.clear()
        assert await ws.end() == (4403, "Forbidden")
    assert gateway.open == 0


async def test_too_many_subscriptions_are_refused_one_by_one(server: str) -> None:
    async with socket(server) as ws:
        await ws.init()
        for id_ in "abcd":
            await ws.subscribe(id_, "subscription{forever}")
        heard = [await ws.hear() for _ in range(4)]
    refused = next(message for message in heard if message["type"] == "error")
    assert refused["id"] == "d"
    assert refused["payload"][0]["extensions"]["code"] == "TOO_MANY_SUBSCRIPTIONS"


async def test_what_fails_unforeseen_is_masked(server: str, gateway: FakeGateway) -> None:
    async with socket(server) as ws:
        await ws.init()
        await ws.subscribe("a", "subscription{fail}")
        assert (await ws.hear())["payload"]["data"] == {"fail": 1}
        failed = await ws.hear()
        assert failed["type"] == "error"
        assert failed["payload"][0]["extensions"]["code"] == "INTERNAL_ERROR"
        assert "张三" not in str(failed)
        gateway.broken = True
        await ws.subscribe("b", "{hello}")
        assert (await ws.hear())["payload"][0]["extensions"]["code"] == "INTERNAL_ERROR"


@pytest.mark.parametrize("settings", [{"message_bytes": 1000}], indirect=True)
async def test_large_messages_end_the_connection(server: str) -> None:
    async with socket(server) as ws:
        await ws.init()
        await ws.subscribe("a", "{hello}" + " " * 2000)
        assert (await ws.end())[0] == 1009


@pytest.mark.parametrize("settings", [{"slow_reader_seconds": 0.1}], indirect=True)
async def test_a_reader_that_does_not_read_is_dropped(server: str, gateway: FakeGateway) -> None:
    async with socket(server, max_queue=1, close_timeout=0.1) as ws:
        await ws.init()
        await ws.subscribe("a", "subscription{large}")
        async with asyncio.timeout(5):
            await gateway.ended.wait()
    assert gateway.open == 0


@pytest.mark.parametrize(
    ("path", "origin", "status"),
    [
        ("/demo/graphql", "https://evil.example", 403),
        ("/demo/graphql", "null", 403),
        ("/nowhere/graphql", None, 404),
        ("/demo/graphql/stream", None, 404),
    ],
)
async def test_handshakes_are_refused_with_a_status(
    server: str, path: str, origin: str | None, status: int
) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with socket(server, path, origin=origin):
            pass
    assert refused.value.response.status_code == status


async def test_listed_origins_and_the_servers_own_may_connect(server: str) -> None:
    for origin in ("https://front.example", f"http://{server}"):
        async with socket(server, origin=origin) as ws:
            await ws.init()


async def test_the_older_protocol_is_not_spoken(server: str) -> None:
    for subprotocols in (["graphql-ws"], None):
        async with socket(server, subprotocols=subprotocols) as ws:
            assert await ws.end() == (4406, "Subprotocol not acceptable")
