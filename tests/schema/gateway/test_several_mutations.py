"""Several mutations in one request under one Idempotency-Key: each is done once."""

from typing import Any

from factories.server import Server

TWO = """mutation ($title: String!) {
    first: submitCase(input: {title: $title, channel: "web"}) { case { code } errors { code } }
    second: submitCase(input: {title: "井盖丢失", channel: "web"}) {
        case { code } receipt errors { code } } }"""
ONE = """mutation { alone: submitCase(input: {title: "路灯不亮", channel: "web"}) {
    case { code } errors { code } } }"""


async def asked(server: Server, query: str, **variables: Any) -> dict[str, Any]:
    headers = {"authorization": f"Bearer {await server.sign_in('clerk')}", "idempotency-key": "k-1"}
    body = {"query": query, "variables": variables}
    answer = await server.client.post("/testing/graphql", json=body, headers=headers)
    found: dict[str, Any] = answer.json()["data"]
    return found


async def cases(server: Server) -> int:
    found: int = (await server.data("{ cases { totalCount } }", "clerk"))["cases"]["totalCount"]
    return found


async def test_each_is_done_once_and_the_request_is_answered_alike(server: Server) -> None:
    first = await asked(server, TWO, title="路灯不亮")
    assert first["first"]["case"]["code"] != first["second"]["case"]["code"]
    assert await asked(server, TWO, title="路灯不亮") == first
    assert await cases(server) == 2


async def test_the_first_is_what_it_would_be_alone(server: Server) -> None:
    alone = (await asked(server, ONE))["alone"]
    assert (await asked(server, TWO, title="路灯不亮"))["first"] == alone
    assert await cases(server) == 2


async def test_only_what_differs_is_a_conflict(server: Server) -> None:
    done = await asked(server, TWO, title="路灯不亮")
    again = await asked(server, TWO, title="路灯坏了")
    assert again["first"]["errors"] == [{"code": "IDEMPOTENCY_KEY_REUSED"}]
    assert again["second"] == done["second"]
