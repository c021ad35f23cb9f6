"""Compositions, one for all localities of the same shape, for as long as one of them has it."""

from collections.abc import Mapping
from weakref import WeakValueDictionary

from lianxin.builtin.states import state_of
from lianxin.plugins.composition import Composition, compose
from lianxin.plugins.manager import Installed

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
