"""Compositions, one for all localities of the same shape, for as long as one of them has it."""

from collections.abc import Mapping
from weakref import WeakValueDictionary

from lianxin.builtin.core import ALWAYS_ENABLED
from lianxin.plugins.composition import Composition, compose
from lianxin.plugins.manager import Installed
from lianxin.plugins.manifest import Plugin

_Shape = frozenset[tuple[str, bool]]


class Compositions:
    def __init__(self, installed: Installed) -> None:
        self._plugins = installed.plugins
        self._known: WeakValueDictionary[_Shape, Composition] = WeakValueDictionary()

    def of(self, enabled: Mapping[str, bool]) -> Composition:
        """Raises PluginError. Modules whose plugin is not installed any more are left out."""
        state = state_of(self._plugins, enabled)
        shape = frozenset(state.items())
        composition = self._known.get(shape)
        if composition is None:
            composition = self._known[shape] = compose(self._plugins, state)
        return composition


def state_of(plugins: tuple[Plugin, ...], enabled: Mapping[str, bool]) -> dict[str, bool]:
    """What of it is installed; the core's own modules are enabled everywhere."""
    installed = {plugin.module_key(module) for plugin in plugins for module in plugin.modules}
    known = {key: is_enabled for key, is_enabled in enabled.items() if key in installed}
    return known | dict.fromkeys(ALWAYS_ENABLED, True)
