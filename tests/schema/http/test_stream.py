"""Server-sent events, as graphql-sse's distinct connections mode has them."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from lianxin_schema.http import HttpSettings
from schema.http.fake import FakeGateway

URL = "/demo/graphql/stream"
EVENTS = {"accept": "text/event-stream"}


@pytest.fixture
def settings(request: pytest.FixtureRequest) -> HttpSettings:
    return HttpSettings(**getattr(request, "param", {}))


@pytest.fixture
async def client(server: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"http://{server}", headers=EVENTS) as client:
        yield client


def events_of(text: str) -> list[tuple[str, Any]]:
    """Names and decoded data, comments left out."""
    found = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
        if lines:
            found.append((lines["event"], json.loads(lines["data"]) if lines["data"] else None))
    return found


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_subscription_ends_with_complete(client: httpx.AsyncClient, method: str) -> None:
    body = {"query": "subscription{count(to:2)}"}
    given: dict[str, Any] = {"params": body} if method == "GET" else {"json": body}
    response = await client.request(method, URL, **given)
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["x-schema-hash"] == "hash1"
    assert events_of(response.text) == [
        ("next", {"data": {"count": 1}}),
        ("next", {"data": {"count": 2}}),
        ("complete", None),
    ]


async def test_a_query_is_one_event(client: httpx.AsyncClient) -> None:
    response = await client.post(URL, json={"query": "{hello}"})
    assert events_of(response.text) == [
        ("next", {"data": {"hello": "你好 世界"}}),
        ("complete", None),
    ]


@pytest.mark.parametrize(
    ("query", "headers", "status"),
    [
        ("{", {}, 400),
        ("subscription{nothing}", {}, 400),
        ("subscription{forever}", {"authorization": "Bearer bad"}, 401),
        ("subscription{forever}", {"accept": "application/json"}, 406),
    ],
)
async def test_refusals_come_before_the_stream(
    client: httpx.AsyncClient, query: str, headers: dict[str, str], status: int
) -> None:
    response = await client.post(URL, json={"query": query}, headers=headers)
    assert response.status_code == status
    assert response.json()["errors"][0]["extensions"]["code"]


async def test_leaving_ends_the_subscription(
    client: httpx.AsyncClient, gateway: FakeGateway
) -> None:
    body = {"query": "subscription{forever}"}
    async with client.stream("POST", URL, json=body) as response:
        async for line in response.aiter_lines():
            if line.startswith("data"):
                break
        assert gateway.open == 1
    await gateway.ended.wait()
    assert gateway.open == 0


async def test_what_fails_unforeseen_is_masked(client: httpx.AsyncClient) -> None:
    response = await client.post(URL, json={"query": "subscription{fail}"})
    (_, first), (_, second), last = events_of(response.text)
    assert first == {"data": {"fail": 1}}
    assert second["errors"][0]["extensions"]["code"] == "INTERNAL_ERROR"
    assert "张三" not in response.text
    assert last == ("complete", None)


@pytest.mark.parametrize("settings", [{"stream_heartbeat_seconds": 0.01}], indirect=True)
async def test_silence_is_filled_with_comments(client: httpx.AsyncClient) -> None:
    body = {"query": "subscription{forever}"}
    comments = 0
    async with client.stream("POST", URL, json=body) as response:
        async for line in response.aiter_lines():
            comments += line == ":"
            if comments == 3:
                break


@pytest.mark.parametrize("settings", [{"token_check_seconds": 0.01}], indirect=True)
async def test_a_revoked_token_ends_the_stream(
    client: httpx.AsyncClient, gateway: FakeGateway
) -> None:
    headers = {"authorization": "Bearer good"}
    body = {"query": "subscription{forever}"}
    text = ""
    async with client.stream("POST", URL, json=body, headers=headers) as response:
        async for piece in response.aiter_text():
            text += piece
            gateway.good_tokens.clear()
    (_, refused), last = events_of(text)[-2:]
    assert refused["errors"][0]["extensions"]["code"] == "TOKEN_EXPIRED"
    assert last == ("complete", None)


@pytest.mark.parametrize("settings", [{"open_streams": 0}], indirect=True)
async def test_too_many_streams_are_503(client: httpx.AsyncClient) -> None:
    response = await client.post(URL, json={"query": "subscription{forever}"})
    assert response.status_code == 503
    assert response.json()["errors"][0]["extensions"]["code"] == "TOO_MANY_STREAMS"
