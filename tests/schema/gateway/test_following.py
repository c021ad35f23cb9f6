"""Subscriptions to one case: its changes, nobody else's, and nothing of what is not to be seen."""

import asyncio
from contextlib import aclosing
from typing import Any

import orjson
import pytest

from factories.server import Server
from lianxin.events import seal
from lianxin_schema.http.gateway import Caller, Operation

FOLLOW = 'subscription ($code: String) { caseChanged(after: "0", code: $code) { case { code } } }'
SUBMIT = """mutation { submitCase(input: {title: "路灯不亮", channel: "web"}) {
    case { code } errors { code } } }"""


async def submitted(server: Server) -> str:
    code: str = (await server.data(SUBMIT, "clerk"))["submitCase"]["case"]["code"]
    await seal((await server.locality()).database)
    return code


async def followed(server: Server, account: str, code: str | None, most: int) -> list[Any]:
    """The cases told of, until nothing comes for a while or there are enough."""
    caller = Caller(await server.sign_in(account), "zh", None, "r")
    operation = Operation(FOLLOW, None, None, {"code": code}, {}, "ws")
    found: list[Any] = []
    async with aclosing(server.gateway.subscribe("testing", operation, caller)) as events:
        while len(found) < most:
            try:
                answer = orjson.loads(await asyncio.wait_for(anext(events), 0.5))
            except TimeoutError:
                break
            found.append(answer["data"]["caseChanged"]["case"]["code"])
    return found


async def test_only_the_case_that_is_followed_is_told_of(server: Server) -> None:
    first, second = await submitted(server), await submitted(server)
    assert await followed(server, "clerk", second, 1) == [second]
    assert await followed(server, "clerk", None, 2) == [first, second]


@pytest.mark.parametrize("code", ["", "' or 1=1 --", "1" * 5000])
async def test_of_a_case_that_is_not_there_nothing_is_told(server: Server, code: str) -> None:
    await submitted(server)
    assert await followed(server, "clerk", code, 1) == []


async def test_of_anothers_case_a_resident_is_told_nothing(server: Server) -> None:
    code = await submitted(server)
    assert await followed(server, "resident", code, 1) == []
