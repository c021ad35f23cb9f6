"""Example operations: every one can be asked where it is offered."""

from pathlib import Path
from typing import Any

import pytest

from factories.server import Server
from lianxin.builtin.core import ALWAYS_ENABLED
from lianxin.plugins.composition import compose
from lianxin.plugins.manager import Installed
from lianxin_schema.compose.examples import CORE, read_examples
from lianxin_schema.gateway.snapshots import Snapshots
from lianxin_schema.limits import Limits

ENABLE = """mutation { enableModule(input: {module: "zoucheng.villages"}) {
    errors { code message } } }"""
PLUGINS = sorted(Path(__file__).parents[3].glob("plugins/*/examples.graphql"))


async def titles(server: Server) -> dict[str, Any]:
    answer = await server.client.get("/testing/graphiql/examples.json")
    return {example["title"]: example["plugin"] for example in answer.json()}


async def test_a_localitys_own_come_with_its_modules(server: Server) -> None:
    before = await titles(server)
    assert "我是谁，在哪里" in before
    assert "平台上的地方" not in before
    await server.data(ENABLE, "admin")
    assert set((await titles(server)).items()) - set(before.items()) == {
        ("哪些村缺人，各镇覆盖多少", "邹城“三个三”")
    }


@pytest.mark.parametrize("file", PLUGINS, ids=lambda file: file.parent.name)
async def test_each_of_a_plugin_can_be_asked_beside_all_its_modules(
    file: Path, installed: Installed
) -> None:
    key = file.parent.name.removeprefix("lianxin_")
    plugin = next(p for p in installed.plugins if p.key == key)
    modules = dict.fromkeys((plugin.module_key(m) for m in plugin.modules), True)
    composition = compose(installed.plugins, dict.fromkeys(ALWAYS_ENABLED, True) | modules)
    snapshots = Snapshots(installed, Limits())
    offered = snapshots.examples(await snapshots.of(composition))
    assert {e.title.en for e in read_examples(file)} <= {e.title.en for e in offered}


async def test_each_of_the_core_can_be_asked_somewhere(installed: Installed) -> None:
    snapshots = Snapshots(installed, Limits())
    core = await snapshots.of(compose(installed.plugins, dict.fromkeys(ALWAYS_ENABLED, True)))
    offered = {e.query for one in (core, snapshots.platform) for e in snapshots.examples(one)}
    assert offered == {e.query for e in read_examples(CORE)}
