"""How much one address may ask for, and whose address it is behind a proxy."""

import httpx
import pytest

from lianxin_schema.http import GatewayError, HttpSettings, create_app
from lianxin_schema.http.pace import Pace
from schema.http.fake import FakeGateway
from schema.http.serving import serving
from schema.http.sockets import socket

NGINX, RESIDENT, NEIGHBOUR = "10.0.0.2", "203.0.113.5", "203.0.113.6"
HELLO = {"query": "{ hello }"}


def client_at(address: str, gateway: FakeGateway, **figures: int) -> httpx.AsyncClient:
    settings = HttpSettings(trusted_proxies="10.0.0.0/8", **figures)  # type: ignore[arg-type]
    transport = httpx.ASGITransport(app=create_app(gateway, settings), client=(address, 5000))
    return httpx.AsyncClient(transport=transport, base_url="http://lianxin.test")


async def statuses(client: httpx.AsyncClient, *forwarded: str) -> list[int]:
    """Of one request for each value of X-Forwarded-For."""
    headers = [{"x-forwarded-for": value} if value else {} for value in forwarded]
    answers = [await client.post("/demo/graphql", json=HELLO, headers=h) for h in headers]
    return [answer.status_code for answer in answers]


async def test_above_the_pace_an_address_is_told_to_wait(gateway: FakeGateway) -> None:
    async with client_at(RESIDENT, gateway, requests_per_minute=2) as client:
        assert await statuses(client, "", "") == [200, 200]
        refused = await client.post("/demo/graphql", json=HELLO, headers={"accept-language": "en"})
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "30"
    (error,) = refused.json()["errors"]
    assert error["extensions"]["code"] == "TOO_MANY_REQUESTS"
    assert error["message"] == "Too many requests come from your address; try again in 30 s"


async def test_attempts_to_sign_in_have_a_pace_of_their_own(gateway: FakeGateway) -> None:
    given = {"locality": "demo", "username": "a", "password": "lianxin"}
    async with client_at(RESIDENT, gateway, sign_ins_per_minute=1) as client:
        answers = [await client.post("/auth/token", json=given) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [200, 429]
        assert await statuses(client, "") == [200]


async def test_behind_a_proxy_each_resident_counts_alone(gateway: FakeGateway) -> None:
    async with client_at(NGINX, gateway, requests_per_minute=1) as client:
        assert await statuses(client, RESIDENT, NEIGHBOUR) == [200, 200]
        # What a client writes into the header itself stands before what the proxy appends.
        assert await statuses(client, f"198.51.100.9, {RESIDENT}") == [429]
        assert await statuses(client, f"{RESIDENT}, {NGINX}") == [429]


async def test_whoever_is_no_proxy_of_ours_speaks_for_itself(gateway: FakeGateway) -> None:
    async with client_at(RESIDENT, gateway, requests_per_minute=1) as client:
        assert await statuses(client, NEIGHBOUR, "198.51.100.9") == [200, 429]


async def test_this_machine_and_no_limit_are_not_limited(gateway: FakeGateway) -> None:
    async with client_at("127.0.0.1", gateway, requests_per_minute=1) as client:
        assert await statuses(client, "", "", "") == [200, 200, 200]
    async with client_at(RESIDENT, gateway, requests_per_minute=0) as client:
        assert await statuses(client, "", "", "") == [200, 200, 200]


async def test_operations_on_a_socket_count_too(gateway: FakeGateway) -> None:
    settings = HttpSettings(requests_per_minute=2)
    app = create_app(gateway, settings)
    forwarded = {"x-forwarded-for": RESIDENT}
    async with serving(app, settings) as server, socket(server, additional_headers=forwarded) as ws:
        await ws.init()
        await ws.subscribe("a", "{ hello }")
        assert (await ws.hear())["type"] == "next"
        assert (await ws.hear())["type"] == "complete"
        await ws.subscribe("b", "{ hello }")
        refused = await ws.hear()
    assert refused["payload"][0]["extensions"]["code"] == "TOO_MANY_REQUESTS"


def test_the_pace_is_regained_with_time_and_memory_is_bounded() -> None:
    pace = Pace(60, most=2)
    for _ in range(60):
        pace.check(RESIDENT, now=0.0)
    with pytest.raises(GatewayError) as refused:
        pace.check(RESIDENT, now=0.0)
    assert refused.value.retry_after == 1
    pace.check(RESIDENT, now=1.0)
    for n in range(5):
        pace.check(f"198.51.100.{n}", now=1.0)
    assert len(pace._due) == 2


def test_the_addresses_of_one_ipv6_network_are_one() -> None:
    pace = Pace(1)
    pace.check("2001:db8::1", now=0.0)
    with pytest.raises(GatewayError):
        pace.check("2001:db8::ffff", now=0.0)
