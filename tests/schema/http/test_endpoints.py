"""The endpoints that are no GraphQL."""

import hashlib

import httpx
import pytest

from lianxin_schema.http import HttpSettings, create_app
from schema.http.fake import FakeGateway


async def test_the_sdl_is_cached_by_its_hash(client: httpx.AsyncClient) -> None:
    first = await client.get("/demo/schema.graphql")
    assert "type Query" in first.text
    assert first.headers["etag"] == '"hash1"'
    for tag in ('"hash1"', 'W/"hash1", "x"', "*"):
        again = await client.get("/demo/schema.graphql", headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")
    other = await client.get("/demo/schema.graphql", headers={"if-none-match": '"hash0"'})
    assert other.status_code == 200


SIGN_IN = {"locality": "demo", "username": "clerk", "password": "lianxin"}


async def test_signing_in_gives_a_token(client: httpx.AsyncClient) -> None:
    response = await client.post("/auth/token", json=SIGN_IN)
    assert response.json() == {"accessToken": "good", "expiresIn": 1800}
    assert response.headers["cache-control"] == "no-store"


async def test_signing_in_may_set_a_new_password(
    client: httpx.AsyncClient, gateway: FakeGateway
) -> None:
    response = await client.post("/auth/token", json=SIGN_IN | {"newPassword": "Lianxin-2027"})
    assert (response.status_code, gateway.new_password) == (200, "Lianxin-2027")


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"newPassword": 5}, 400, "BAD_REQUEST"),
        ({"password": "x"}, 401, "BAD_CREDENTIALS"),
        ({"password": "guess"}, 429, "TOO_MANY_REQUESTS"),
        ({"locality": "nowhere"}, 404, "UNKNOWN_LOCALITY"),
        ({"username": None}, 400, "BAD_REQUEST"),
        ({"username": ["clerk"]}, 400, "BAD_JSON"),
        ({"password": "x" * 257}, 400, "BAD_REQUEST"),
        ({"password": "x" * 5000}, 413, "BODY_TOO_LARGE"),
    ],
)
async def test_signing_in_may_be_refused(
    client: httpx.AsyncClient, change: dict[str, object], status: int, code: str
) -> None:
    response = await client.post("/auth/token", json=SIGN_IN | change)
    assert response.status_code == status
    assert response.json()["errors"][0]["extensions"]["code"] == code
    if status == 429:
        assert response.headers["retry-after"] == "60"


async def test_a_webhook_gets_the_raw_body_for_its_signature(client: httpx.AsyncClient) -> None:
    body = b'{ "text": "..."}'
    headers = {"x-signature": hashlib.sha256(body).hexdigest()}
    good = await client.post("/demo/hooks/weibo", content=body, headers=headers)
    assert (good.status_code, good.json()) == (202, {"channel": "weibo"})
    bad = await client.post("/demo/hooks/weibo", content=body + b" ", headers=headers)
    assert bad.status_code == 401
    assert (await client.get("/demo/hooks/weibo")).status_code == 405


async def test_alive_even_when_not_ready(client: httpx.AsyncClient, gateway: FakeGateway) -> None:
    assert (await client.get("/health/ready")).status_code == 200
    gateway.database_away = True
    assert (await client.get("/health/live")).status_code == 200
    unready = await client.get("/health/ready")
    assert unready.status_code == 503
    assert unready.json() == {"status": "unready", "details": {"database": "away"}}


async def test_metrics_count_requests_by_template(client: httpx.AsyncClient) -> None:
    await client.post("/demo/graphql", json={"query": "{hello}"})
    await client.post("/nowhere/graphql", json={"query": "{hello}"})
    text = (await client.get("/metrics")).text
    assert 'path="/{locality}/graphql",status="200"} 1.0' in text
    assert 'lianxin_refusals_total{code="UNKNOWN_LOCALITY"} 1.0' in text
    assert "nowhere" not in text


async def test_metrics_may_ask_for_a_token(gateway: FakeGateway) -> None:
    transport = httpx.ASGITransport(app=create_app(gateway, HttpSettings(metrics_token="m")))
    async with httpx.AsyncClient(transport=transport, base_url="http://lianxin.test") as client:
        assert (await client.get("/metrics")).status_code == 401
        allowed = await client.get("/metrics", headers={"authorization": "Bearer m"})
        assert allowed.status_code == 200


async def test_further_applications_are_mounted_with_the_same_headers(gateway: FakeGateway) -> None:
    async def console(scope: object, receive: object, send: object) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})  # type: ignore[operator]
        await send({"type": "http.response.body", "body": b"console"})  # type: ignore[operator]

    app = create_app(gateway, mounts={"console": console})
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://lianxin.test") as client:
        response = await client.get("/console/cases")
        assert (response.text, response.headers["x-frame-options"]) == ("console", "DENY")
    with pytest.raises(ValueError, match="only"):
        create_app(gateway, mounts={"zone": console})


async def test_the_bare_address_tells_where_everything_is(client: httpx.AsyncClient) -> None:
    assert (await client.get("/")).json()["graphql"] == "/{locality}/graphql"
