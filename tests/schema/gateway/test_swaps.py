"""Subscriptions while the locality's modules are swapped beneath them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import orjson
import pytest
from sqlalchemy import delete
from sqlmodel import col

from factories.server import Server
from lianxin.errors import PluginError
from lianxin.events import seal
from lianxin.localities import Locality
from lianxin.platform.counters import SNAPSHOT, bump
from lianxin.tables import ModuleState
from lianxin_schema.gateway import swaps
from lianxin_schema.http.gateway import Caller, GatewayError, Operation

OPINIONS = "zoucheng.opinions"
CORE = 'subscription { caseChanged(after: "0") { case { code } } }'
ITS_OWN = 'subscription { caseChanged(after: "0") { case { zoucheng { way { code } } } } }'
SUBMIT = """mutation { submitCase(input: {title: "路灯不亮", channel: "web"}) {
    case { code } errors { code } } }"""
ENABLE = """mutation ($input: EnableModuleInput!) { enableModule(input: $input) {
    module { enabled } errors { code message } } }"""


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swaps, "LOOK_SECONDS", 0.05)


async def listening(server: Server, query: str) -> Any:
    caller = Caller(await server.sign_in("clerk"), "zh", None, "r")
    operation = Operation(query, None, None, {}, {}, "ws")
    return aclosing(server.gateway.subscribe("testing", operation, caller))


async def heard(events: AsyncIterator[bytes]) -> tuple[Any, str]:
    """The next case, and the hash of the schema that it was read by."""
    answer = orjson.loads(await asyncio.wait_for(anext(events), 20))
    return answer["data"]["caseChanged"]["case"], answer["extensions"]["schemaHash"]


async def enable(server: Server) -> dict[str, Any]:
    found = await server.data(ENABLE, "admin", input={"module": OPINIONS})
    done: dict[str, Any] = found["enableModule"]
    return done


async def submitted(server: Server) -> str:
    code: str = (await server.data(SUBMIT, "clerk"))["submitCase"]["case"]["code"]
    locality = await server.locality()
    await seal(locality.database)
    return code


async def hash_of(server: Server) -> str:
    return (await server.client.get("/testing/schema.graphql")).headers["x-schema-hash"]


async def test_a_subscription_goes_on_by_the_new_schema(server: Server) -> None:
    before, first = await hash_of(server), await submitted(server)
    async with await listening(server, CORE) as events:
        assert await heard(events) == ({"code": first}, before)
        assert (await enable(server))["errors"] == []
        second = await submitted(server)
        assert before != await hash_of(server)
        assert await heard(events) == ({"code": second}, await hash_of(server))


async def test_what_cannot_be_asked_any_more_ends(server: Server) -> None:
    await enable(server)
    await submitted(server)
    async with await listening(server, ITS_OWN) as events:
        assert (await heard(events))[0] == {"zoucheng": None}
        # As another process would: nobody asks this one for anything.
        async with (await server.locality()).database.writing() as tx:
            await tx.execute(delete(ModuleState).where(col(ModuleState.key) == OPINIONS))
            await bump(tx, SNAPSHOT)
        with pytest.raises(GatewayError) as ended:
            await heard(events)
    assert ended.value.code == "SCHEMA_CHANGED"
    assert "zoucheng" in ended.value.message.zh


async def test_what_cannot_be_built_leaves_the_former_serving(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(_: Locality) -> None:
        raise PluginError("zoucheng", "Query.zouchengX is there twice")

    await enable(server)
    monkeypatch.setattr(server.platform, "before_use", [fails])
    async with (await server.locality()).database.writing() as tx:
        await tx.change(ModuleState, col(ModuleState.key) == OPINIONS, enabled=False)
        await bump(tx, SNAPSHOT)
    assert await followed(server) == ({"testing": "PLUGIN_ERROR"}, True)
    monkeypatch.setattr(server.platform, "before_use", [])
    assert await followed(server) == ({}, False)


async def followed(server: Server) -> tuple[dict[str, str], bool]:
    """What it has trouble with once it looked again, and whether it works by the module."""
    await server.platform.refresh("testing")
    ready = await server.client.get("/health/ready")
    assert ready.status_code == 200
    modules = (await server.locality()).composition.modules
    return ready.json()["details"], modules[OPINIONS].enabled
