"""The mutants: every rule of every locality's plugin, each left out by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from lianxin.plugins.hookspecs import hookimpl
from lianxin.plugins.manager import load_plugins
from lianxin.plugins.manifest import Module, Plugin
from lianxin.rules import Rule

TESTS = Path(__file__).parents[1] / "plugins"


@dataclass(frozen=True)
class Mutant:
    """A plugin without one of its rules."""

    plugin: str
    rule: str
    clause: str

    @property
    def tests(self) -> str:
        """How the names of the clause's own tests begin."""
        return f"test_{re.sub('[^a-z0-9]+', '_', self.clause.lower())}_"

    @property
    def folder(self) -> Path:
        return TESTS / self.plugin

    def leave_out(self) -> None:
        """From now on, and in this process only, the plugin comes without the rule."""
        package: Any = import_module(f"lianxin_{self.plugin}")
        whole: Plugin = package.lianxin_plugin()
        modules = tuple(self._without(whole, module) for module in whole.modules)

        @hookimpl
        def lianxin_plugin() -> Plugin:
            return replace(whole, modules=modules)

        package.lianxin_plugin = lianxin_plugin

    def _without(self, plugin: Plugin, module: Module) -> Module:
        prefix = plugin.module_key(module)
        kept = tuple(rule for rule in module.rules if f"{prefix}.{rule.key}" != self.rule)
        return replace(module, rules=kept)


def mutants() -> Iterator[Mutant]:
    """Of the plugins that have tests of their own."""
    for plugin in load_plugins().plugins:
        if (TESTS / plugin.key).is_dir():
            for module in plugin.modules:
                yield from (_mutant(plugin, module, rule) for rule in module.rules)


def _mutant(plugin: Plugin, module: Module, rule: Rule) -> Mutant:
    return Mutant(plugin.key, f"{plugin.module_key(module)}.{rule.key}", rule.clause)
