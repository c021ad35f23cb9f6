"""What front-end teams rely on is served as it stands in the contract, whatever is enabled."""

from pathlib import Path

import pytest
from graphql import build_schema
from graphql.utilities import find_breaking_changes

from lianxin.plugins.composition import compose
from lianxin.plugins.manager import load_plugins
from lianxin_schema.gateway.snapshots import Snapshots
from lianxin_schema.limits import Limits

CONTRACT = build_schema((Path(__file__).parent / "contract.graphql").read_text())
SDL = Path(__file__).parents[2] / "schema"
INSTALLED = load_plugins()
SETS: dict[str, dict[str, bool]] = {
    "core": {"core.cases": True},
    **{
        plugin.key: {"core.cases": True, **{plugin.module_key(m): True for m in plugin.modules}}
        for plugin in INSTALLED.plugins
        if plugin.tables
    },
}


def served(name: str) -> str:
    snapshots = Snapshots(INSTALLED, Limits())
    return snapshots.build(compose(INSTALLED.plugins, SETS[name])).sdl


def test_every_plugin_could_be_loaded() -> None:
    assert INSTALLED.broken == ()


@pytest.mark.parametrize("name", SETS)
def test_nothing_in_the_contract_is_broken(name: str) -> None:
    assert find_breaking_changes(CONTRACT, build_schema(served(name))) == []


@pytest.mark.parametrize("name", SETS)
def test_the_sdl_in_the_project_is_the_one_served(name: str) -> None:
    """Renew it with `lianxin schema print`; a breaking change is to be marked as such."""
    assert (SDL / f"{name}.graphql").read_text() == served(name)


def test_the_platforms_sdl_in_the_project_is_the_one_served() -> None:
    assert (SDL / "platform.graphql").read_text() == Snapshots(INSTALLED, Limits()).platform.sdl
