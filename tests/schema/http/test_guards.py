"""What stands before every endpoint: sizes, headers, origins, tokens, masks and logs."""

import asyncio
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from lianxin_schema.http import HttpSettings, create_app
from schema.http.fake import FakeGateway

URL = "/demo/graphql"
HELLO = {"query": "{hello}"}


def code_of(response: httpx.Response) -> str:
    code: str = response.json()["errors"][0]["extensions"]["code"]
    return code


async def test_a_large_body_is_413_whether_it_says_so_or_not(client: httpx.AsyncClient) -> None:
    async def pieces() -> Any:
        for _ in range(300):
            yield b" " * 1024

    headers = {"content-type": "application/json"}
    for content in (b" " * 300 * 1024, pieces()):
        response = await client.post(URL, content=content, headers=headers)
        assert (response.status_code, code_of(response)) == (413, "BODY_TOO_LARGE")
        assert response.headers["connection"] == "close"


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "multipart/form-data; boundary=x"},
        {"content-type": "application/json; charset=utf-16"},
        {"content-type": "application/json", "content-encoding": "gzip"},
        {"content-type": ""},
    ],
)
async def test_only_plain_utf8_json_is_taken(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    response = await client.post(URL, content=b'{"query":"{hello}"}', headers=headers)
    assert response.status_code == 415


async def test_a_long_address_is_414(client: httpx.AsyncClient) -> None:
    response = await client.get(URL, params={"query": "#" * 9000 + "\n{hello}"})
    assert (response.status_code, code_of(response)) == (414, "URL_TOO_LONG")


@pytest.mark.parametrize("given", ["good", "Basic x", "Bearer", "Bearer a", "Bearer 令"])
async def test_a_token_that_does_not_hold_is_401(client: httpx.AsyncClient, given: str) -> None:
    headers = {"authorization": given.encode()}
    response = await client.post(URL, json=HELLO, headers=headers)
    assert (response.status_code, code_of(response)) == (401, "UNAUTHENTICATED")
    assert response.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/nowhere/graphql", "UNKNOWN_LOCALITY"),
        ("/Demo/graphql", "UNKNOWN_LOCALITY"),
        ("/demo/graphql/", "NOT_FOUND"),
        ("/demo/nothing", "NOT_FOUND"),
        ("/health/graphql", "NOT_FOUND"),
        ("/0/graphql", "UNKNOWN_LOCALITY"),
        ("/demo", "NOT_FOUND"),
    ],
)
async def test_unknown_addresses_are_404(client: httpx.AsyncClient, path: str, code: str) -> None:
    response = await client.post(path, json=HELLO)
    assert (response.status_code, code_of(response)) == (404, code)


@pytest.mark.parametrize("path", ["/nowhere/graphql", "/nowhere/graphiql", "/nowhere/graphql?x=%"])
async def test_an_unknown_locality_comes_before_what_else_is_wrong(
    client: httpx.AsyncClient, path: str
) -> None:
    response = await client.get(path)
    assert (response.status_code, code_of(response)) == (404, "UNKNOWN_LOCALITY")


async def test_a_database_that_is_away_is_503_and_says_when_to_come_back(
    client: httpx.AsyncClient, gateway: FakeGateway
) -> None:
    gateway.database_away = True
    response = await client.post(URL, json=HELLO)
    assert (response.status_code, code_of(response)) == (503, "DATABASE_UNAVAILABLE")
    assert int(response.headers["retry-after"]) > 0


async def test_messages_are_chinese_or_english(client: httpx.AsyncClient) -> None:
    chinese = await client.post("/nowhere/graphql", json=HELLO)
    assert "没有名为" in chinese.json()["errors"][0]["message"]
    english = await client.post("/nowhere/graphql", json=HELLO, headers={"accept-language": "en"})
    assert "There is no locality" in english.json()["errors"][0]["message"]


async def test_the_unforeseen_is_masked_and_stands_in_the_log_without_data(
    client: httpx.AsyncClient, gateway: FakeGateway
) -> None:
    gateway.broken = True
    with capture_logs() as logs:
        response = await client.post(URL, json={"query": '{hello(name:"李四")}'})
    assert (response.status_code, code_of(response)) == (500, "INTERNAL_ERROR")
    request_id = response.headers["x-request-id"]
    assert request_id in response.json()["errors"][0]["message"]
    failure = next(entry for entry in logs if entry["event"] == "unexpected")
    assert failure["request_id"] == request_id
    assert failure["error"] == "RuntimeError"
    assert "张三" not in str(logs) + response.text
    assert "李四" not in str(logs)


async def test_the_access_log_tells_the_hash_and_nothing_written_by_people(
    client: httpx.AsyncClient,
) -> None:
    body = {
        "query": 'query Greet($n:String){a:hello(name:"秘密") hello(name:$n)}',
        "variables": {"n": "王五"},
        "operationName": "Greet",
    }
    headers = {"authorization": "Bearer good"}
    with capture_logs() as logs:
        await client.post(URL, json=body, headers=headers)
        await client.post(URL, json=HELLO | {"operationName": "x\ny"}, headers=headers)
    first, second = (entry for entry in logs if entry["event"] == "request")
    assert first["path"] == "/{locality}/graphql"
    assert (first["operation"], len(first["document"]), first["status"]) == ("Greet", 64, 200)
    assert second["operation"] is None
    assert not any(word in str(logs) for word in ("秘密", "王五", "good", "127.0.0.1"))


async def test_every_answer_carries_the_security_headers(client: httpx.AsyncClient) -> None:
    for path in (URL, "/health/live", "/nowhere", "/demo/graphiql"):
        response = await client.get(path)
        assert response.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in response.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in response.headers["content-security-policy"]
        assert response.headers["x-request-id"]
        assert "server" not in response.headers
    assert response.headers["x-frame-options"] == "DENY"


async def test_only_listed_origins_are_told_that_they_may_call(client: httpx.AsyncClient) -> None:
    asks = {"access-control-request-method": "POST"}
    for origin, allowed in (("https://front.example", True), ("https://evil.example", False)):
        for response in (
            await client.options(URL, headers={"origin": origin, **asks}),
            await client.post(URL, json=HELLO, headers={"origin": origin}),
        ):
            granted = response.headers.get("access-control-allow-origin")
            assert granted == (origin if allowed else None)
            assert response.headers["vary"] == "origin"


async def test_a_slow_request_ends_in_503(gateway: FakeGateway) -> None:
    app = create_app(gateway, HttpSettings(request_seconds=0.01))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://lianxin.test") as client:
        response = await client.post(URL, json={"query": "{slow}"})
    assert (response.status_code, code_of(response)) == (503, "REQUEST_TOO_SLOW")


async def test_a_body_that_stops_arriving_ends_in_408(gateway: FakeGateway) -> None:
    app = create_app(gateway, HttpSettings(body_seconds=0.01))

    async def pieces() -> Any:
        yield b'{"query":'
        await asyncio.sleep(5)

    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://lianxin.test") as client:
        headers = {"content-type": "application/json"}
        response = await client.post(URL, content=pieces(), headers=headers)
    assert (response.status_code, code_of(response)) == (408, "BODY_TOO_SLOW")


async def test_a_proxys_request_id_is_taken_over_only_if_trusted(gateway: FakeGateway) -> None:
    for trusted, expected in ((True, True), (False, False)):
        app = create_app(gateway, HttpSettings(trust_request_id=trusted))
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://lianxin.test") as client:
            response = await client.get("/health/live", headers={"x-request-id": "abc123"})
            assert (response.headers["x-request-id"] == "abc123") is expected
            forged = await client.get("/health/live", headers={"x-request-id": "a b;c"})
            assert forged.headers["x-request-id"] != "a b;c"
