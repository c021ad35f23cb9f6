"""Finding plugins and asking them; a plugin that fails is named, the others go on."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Any

import pluggy

from lianxin.errors import PluginError
from lianxin.plugins import hookspecs
from lianxin.plugins.checking import check_manifest
from lianxin.plugins.manifest import Plugin

GROUP = "lianxin"
TRACE = "LIANXIN_TRACE_PLUGINS"


@dataclass(frozen=True, eq=False)
class Installed:
    """The plugins of this installation, and which of them could not be loaded."""

    manager: pluggy.PluginManager
    plugins: tuple[Plugin, ...]
    broken: tuple[PluginError, ...]

    def plugin(self, key: str) -> Plugin | None:
        return next((p for p in self.plugins if p.key == key), None)

    def collect(self, hook: str) -> list[tuple[str, Any]]:
        """Each plugin's answer to a hook, by plugin key; lists are not flattened."""
        return [
            (name, answer)
            for name, module in sorted(self.manager.list_name_plugin())
            if module is not None and (answer := _ask(self.manager, module, name, hook)) is not None
        ]


def load_plugins(
    *, installed: bool = True, extra: Sequence[tuple[str, Any]] = (), specs: Iterable[Any] = ()
) -> Installed:
    """Load the built-in plugins, those installed under the entry point, and `extra` ones."""
    from lianxin.builtin import BUILTIN

    manager = pluggy.PluginManager("lianxin")
    for spec in (hookspecs, *specs):
        manager.add_hookspecs(spec)
    if os.environ.get(TRACE):
        manager.add_hookcall_monitoring(_print_before, _print_after)
    broken = list(_register(manager, [*BUILTIN, *(_entry_points() if installed else ()), *extra]))
    plugins: list[Plugin] = []
    for name, module in sorted(manager.list_name_plugin()):
        try:
            if plugin := _ask(manager, module, name, "lianxin_plugin"):
                check_manifest(plugin, plugins)
                plugins.append(plugin)
        except PluginError as error:
            broken.append(error)
            manager.unregister(module)
    return Installed(manager, tuple(plugins), tuple(broken))


def _entry_points() -> Iterable[tuple[str, Any]]:
    return [(found.name, found) for found in entry_points(group=GROUP)]


def _register(
    manager: pluggy.PluginManager, found: Iterable[tuple[str, Any]]
) -> Iterable[PluginError]:
    for name, source in found:
        try:
            module = source.load() if hasattr(source, "load") else source
            manager.register(module, name)
            manager.check_pending()
        except Exception as error:  # a stranger's import may raise anything
            if manager.has_plugin(name):
                manager.unregister(name=name)
            yield PluginError(name, f"{type(error).__name__}: {error}")


def _ask(manager: pluggy.PluginManager, module: Any, name: str, hook: str) -> Any:
    others = [p for p in manager.get_plugins() if p is not module]
    try:
        answers = manager.subset_hook_caller(hook, others)()
    except Exception as error:  # a stranger's hook may raise anything
        raise PluginError(name, f"{hook}: {type(error).__name__}: {error}") from error
    return answers[0] if answers else None


def _print_before(hook_name: str, methods: Any, kwargs: Any) -> None:
    print(f"lianxin hook {hook_name} …")


def _print_after(outcome: Any, hook_name: str, methods: Any, kwargs: Any) -> None:
    print(f"lianxin hook {hook_name} → {outcome.get_result()!r:.200}")
