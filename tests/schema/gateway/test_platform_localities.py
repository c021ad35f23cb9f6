"""The platform's localities, page by page."""

from typing import Any

from factories.server import Server
from lianxin.accounts import create_account
from lianxin.platform import Entry

PAGE = """query ($first: Int, $after: String, $last: Int, $before: String) {
    localities(first: $first, after: $after, last: $last, before: $before) {
        totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        edges { node { key name } } } }"""


async def admin_of(server: Server) -> str:
    """A token of the platform's administrator, with four more localities in the directory."""
    platform = server.platform
    for key in ("delta", "alpha", "charlie", "bravo"):
        entry = Entry(key, f"{key}县", f"sqlite:///{key}.db")
        await platform.directory.add(entry, platform.clock.now())
    own = await platform.locality("platform")
    async with own.database.writing() as tx:
        given: dict[str, Any] = {"username": "root", "password": "lianxin", "roles": ["admin"]}
        await create_account(tx, **given, now=platform.clock.now(), rule=None)
    credentials = {"locality": "platform", "username": "root", "password": "lianxin"}
    answer = await server.client.post("/auth/token", json=credentials)
    token: str = answer.json()["accessToken"]
    return token


async def page(server: Server, token: str, **variables: Any) -> tuple[list[str], dict[str, Any]]:
    answer = await server.client.post(
        "/platform/graphql",
        json={"query": PAGE, "variables": variables},
        headers={"authorization": f"Bearer {token}"},
    )
    found = answer.json()["data"]["localities"]
    assert found["totalCount"] == 5
    return [edge["node"]["key"] for edge in found["edges"]], found["pageInfo"]


async def test_pages_follow_each_other_in_the_order_of_keys(server: Server) -> None:
    token, seen, after = await admin_of(server), [], None
    while True:
        keys, info = await page(server, token, first=2, after=after)
        seen.append(keys)
        if not info["hasNextPage"]:
            break
        after = info["endCursor"]
    assert seen == [["alpha", "bravo"], ["charlie", "delta"], ["testing"]]


async def test_pages_can_be_read_from_the_end(server: Server) -> None:
    token = await admin_of(server)
    keys, info = await page(server, token, last=2)
    assert keys == ["delta", "testing"]
    keys, info = await page(server, token, last=2, before=info["startCursor"])
    assert (keys, info["hasPreviousPage"]) == (["bravo", "charlie"], True)
