"""A plugin's data removed over HTTP: said first, typed to confirm, exported, and told."""

import zipfile
from typing import Any

import pytest

from factories.cases import make_case
from factories.server import Server
from lianxin.modules.being_purged import GIVEN_UP_AFTER
from lianxin.tables import Purge

MODULE = "zoucheng.opinions"
SWITCH = """mutation { %sModule(input: {module: "zoucheng.opinions", acceptBreakingChanges: true}) {
    errors { code } } }"""
PURGE = """mutation ($input: PurgePluginInput!) { purgePlugin(input: $input) {
    purge { state plugin by } tables { name rows } schemaChanges { criticality }
    errors { code path message } } }"""
PURGES = """{ purges(plugin: "zoucheng") { edges { node {
    id at plugin by reason state endedAt exported export hash problem tables { name rows } } } } }"""
AUDIT = """{ auditEntries(filter: {object: "Plugin:zoucheng"}) { edges { node {
    action actionLabel result reason } } } }"""
SURE = {"plugin": "zoucheng", "confirm": "zoucheng", "acceptBreakingChanges": True}


@pytest.fixture
async def disabled(server: Server) -> Server:
    for change in ("enable", "disable"):
        await server.data(SWITCH % change, "admin")
    return server


async def purged(server: Server, role: str = "admin", **input: Any) -> dict[str, Any]:
    found: dict[str, Any] = (await server.data(PURGE, role, input=input))["purgePlugin"]
    return found


async def nodes(server: Server, asked: str, connection: str, role: str = "admin") -> list[Any]:
    return [edge["node"] for edge in (await server.data(asked, role))[connection]["edges"]]


async def test_what_would_go_is_told_and_nothing_is_done(disabled: Server) -> None:
    told = await purged(disabled, plugin="zoucheng", dryRun=True)
    assert (told["purge"], told["errors"]) == (None, [])
    assert {"name": "zoucheng_opinion", "rows": 0} in told["tables"]
    assert {"criticality": "BREAKING"} in told["schemaChanges"]
    assert await nodes(disabled, PURGES, "purges") == []


async def test_it_is_exported_and_only_then_removed(disabled: Server) -> None:
    begun = await purged(disabled, reason="撤出试点", **SURE)
    assert begun["purge"] == {"state": "EXPORTING", "plugin": "zoucheng", "by": "admin"}
    await disabled.gateway.purges.settled()
    [done] = await nodes(disabled, PURGES, "purges", "auditor")
    assert (done["state"], done["problem"], done["reason"]) == ("DONE", None, "撤出试点")
    assert done["export"].startswith("testing/zoucheng-")
    file = disabled.platform.environment.exports_folder / done["export"]
    with zipfile.ZipFile(file) as archive:
        assert "zoucheng_opinion.jsonl" in archive.namelist()
    again = await purged(disabled, plugin="zoucheng", dryRun=True)
    assert [error["code"] for error in again["errors"]] == ["NOTHING_TO_PURGE"]


async def test_each_step_stands_in_the_audit(disabled: Server) -> None:
    await purged(disabled, "supervisor", **SURE)
    await purged(disabled, reason="撤出试点", **SURE)
    await disabled.gateway.purges.settled()
    entries = await nodes(disabled, AUDIT, "auditEntries", "auditor")
    assert sorted((e["action"], e["result"], e["reason"]) for e in entries) == [
        ("begin_purge", "done", "撤出试点"),
        ("purge_plugin", "done", "撤出试点"),
    ]


async def test_one_that_was_stopped_with_its_server_failed_and_is_begun_anew(
    disabled: Server,
) -> None:
    locality = await disabled.locality()
    before = locality.clock.now() - 2 * GIVEN_UP_AFTER
    lost = Purge(plugin="zoucheng", by="admin", phase="exporting", at=before, seen_at=before)
    async with locality.database.writing() as tx:
        await tx.add(lost)
    assert [one["state"] for one in await nodes(disabled, PURGES, "purges")] == ["FAILED"]
    assert (await purged(disabled, **SURE))["errors"] == []
    beside = await purged(disabled, **SURE)
    assert [error["code"] for error in beside["errors"]] == ["PURGE_RUNNING"]
    await disabled.gateway.purges.settled()


async def test_the_same_request_is_carried_out_once(disabled: Server) -> None:
    headers = {"authorization": f"Bearer {disabled.tokens['admin']}", "idempotency-key": "k" * 20}
    body = {"query": PURGE, "variables": {"input": SURE}}
    for _ in range(2):
        answer = await disabled.client.post("/testing/graphql", json=body, headers=headers)
        told = answer.json()["data"]["purgePlugin"]
        assert (told["purge"]["plugin"], told["errors"]) == ("zoucheng", [])
    await disabled.gateway.purges.settled()
    assert [one["state"] for one in await nodes(disabled, PURGES, "purges")] == ["DONE"]


@pytest.mark.parametrize(
    ("role", "given", "code"),
    [
        ("supervisor", {}, "NOT_PERMITTED"),
        ("admin", {"confirm": "Zoucheng"}, "NOT_CONFIRMED"),
        ("admin", {"acceptBreakingChanges": False}, "BREAKING_CHANGES"),
        ("admin", {"plugin": "core", "confirm": "core"}, "CORE_MODULE"),
        ("admin", {"plugin": "nonsense"}, "NOT_FOUND"),
    ],
)
async def test_a_purge_is_refused(
    disabled: Server, role: str, given: dict[str, object], code: str
) -> None:
    told = await purged(disabled, role, **{**SURE, **given})
    assert (told["purge"], [error["code"] for error in told["errors"]]) == (None, [code])
    assert await nodes(disabled, PURGES, "purges") == []


async def test_what_stands_in_the_way_is_told_all_of_it(server: Server) -> None:
    await server.data(SWITCH % "enable", "admin")
    await make_case(await server.locality(), module=MODULE)
    told = await purged(server, plugin="zoucheng", dryRun=True)
    assert [error["code"] for error in told["errors"]] == ["STILL_ENABLED", "IN_THE_WAY"]


async def test_where_no_export_can_be_kept_nothing_is_removed(disabled: Server) -> None:
    folder = disabled.platform.environment.exports_folder
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file where the folder should be")
    told = await purged(disabled, **SURE)
    assert [error["code"] for error in told["errors"]] == ["EXPORT_NOT_KEPT"]
    assert (await purged(disabled, plugin="zoucheng", dryRun=True))["errors"] == []
