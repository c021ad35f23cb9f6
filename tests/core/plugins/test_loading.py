"""Plugins are found, checked and named when they fail; the others go on."""

from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest
from sqlmodel import Field, SQLModel

from factories.plugins import NOTICE, as_module, sample_plugin, workflow
from lianxin.language import Text
from lianxin.plugins.hookspecs import hookimpl
from lianxin.plugins.manager import Installed, load_plugins
from lianxin.plugins.manifest import Module, Plugin
from lianxin.rules.base import ModuleSettings

SAMPLE = sample_plugin()


class Incomplete(ModuleSettings):
    days: int


class Elsewhere(SQLModel):
    __tablename__ = "other_thing"

    id: int = Field(primary_key=True)


def load(plugin: Plugin, *more: tuple[str, Any]) -> Installed:
    return load_plugins(installed=False, extra=[("sample", as_module(plugin)), *more])


def keys(installed: Installed) -> set[str]:
    return {plugin.key for plugin in installed.plugins}


def with_module(**values: Any) -> Plugin:
    return replace(SAMPLE, modules=(Module(**{"key": "a", "name": Text("甲", "A"), **values}),))


def test_a_plugin_is_found_beside_the_built_in_ones() -> None:
    installed = load(SAMPLE)
    assert installed.broken == ()
    assert {"core", "sample"} <= keys(installed)


@pytest.mark.parametrize(
    ("plugin", "reason"),
    [
        (replace(SAMPLE, key="Sample"), "cannot be a plugin's key"),
        (replace(SAMPLE, key="platform"), "cannot be a plugin's key"),
        (replace(SAMPLE, key="core"), "another plugin has the key core"),
        (replace(SAMPLE, requires_core=">=99"), "needs lianxin >=99"),
        (replace(SAMPLE, requires_core="newest"), "no version specifier"),
        (replace(SAMPLE, tables=(Elsewhere,)), "must begin with sample_"),
        (replace(SAMPLE, tables=(Elsewhere,)), "no migrations"),
        (replace(SAMPLE, modules=SAMPLE.modules * 2), "two modules have the key opinions"),
        (with_module(key="A-b"), "small letters"),
        (with_module(settings=Incomplete), "no valid default"),
        (with_module(rules=(workflow("w", "x"), workflow("w", "y"))), "two rules have the key w"),
        (with_module(rules=(replace(workflow("w"), clause=""),)), "cites no clause"),
        (
            with_module(
                rules=(replace(workflow("w"), source=replace(NOTICE.clause("一"), document="")),)
            ),
            "cites no clause",
        ),
    ],
)
def test_a_wrong_manifest_is_named_and_left_out(plugin: Plugin, reason: str) -> None:
    installed = load(plugin)
    (error,) = installed.broken
    assert reason in error.reason
    assert "sample" not in keys(installed)
    assert "core" in keys(installed)


def test_one_that_cannot_be_imported_does_not_stop_the_others() -> None:
    class Entry:
        def load(self) -> ModuleType:
            raise ImportError("no such thing")

    installed = load(SAMPLE, ("broken", Entry()))
    assert [(error.plugin, error.reason) for error in installed.broken] == [
        ("broken", "ImportError: no such thing")
    ]
    assert "sample" in keys(installed)


def test_one_whose_hook_fails_is_left_out() -> None:
    module = ModuleType("failing")

    @hookimpl
    def lianxin_plugin() -> Plugin:
        raise RuntimeError("half written")

    module.lianxin_plugin = lianxin_plugin  # type: ignore[attr-defined]
    installed = load(SAMPLE, ("failing", module))
    assert "half written" in installed.broken[0].reason


def test_a_misspelt_hook_is_told() -> None:
    module = as_module(replace(SAMPLE, key="other"))

    @hookimpl
    def lianxin_chanels() -> list[str]:
        return []

    module.lianxin_chanels = lianxin_chanels  # type: ignore[attr-defined]
    installed = load(SAMPLE, ("other", module))
    assert "lianxin_chanels" in installed.broken[0].reason
    assert keys(installed) >= {"core", "sample"}
    assert "other" not in keys(installed)


def test_hooks_are_traced_when_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIANXIN_TRACE_PLUGINS", "1")
    load(SAMPLE)
    assert "lianxin_plugin" in capsys.readouterr().out
