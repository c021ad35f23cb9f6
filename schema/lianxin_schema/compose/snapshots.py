"""Snapshots by composition, each built once and kept as long as its composition is."""

from collections.abc import Mapping
from threading import Lock

from lianxin.plugins.composition import Composition
from lianxin.plugins.manager import Installed
from lianxin_schema.compose.contribution import GraphQL
from lianxin_schema.compose.snapshot import Snapshot, take_snapshot
from lianxin_schema.limits import Limits


class Snapshots:
    """The snapshots of the compositions in use; localities of one shape share a composition."""

    def __init__(self, installed: Installed, limits: Limits) -> None:
        self._parts: Mapping[str, GraphQL] = dict(installed.collect("lianxin_graphql"))
        self._limits = limits
        self._key = (Snapshots, limits.model_dump_json())
        self._building = Lock()

    def known(self, composition: Composition) -> Snapshot | None:
        found: Snapshot | None = composition.memo.get(self._key)
        return found

    def of(self, composition: Composition) -> Snapshot:
        """Built in the calling thread, one at a time, whoever asks first.

        Raises PluginError where the plugins' fields do not go together.
        """
        with self._building:
            found = self.known(composition)
            if found is None:
                found = take_snapshot(composition, self.parts_of(composition), self._limits)
                composition.memo[self._key] = found
        return found

    def parts_of(self, composition: Composition) -> dict[str, GraphQL]:
        """What the plugins with a module in the composition contribute."""
        present = {m.plugin.key for m in composition.modules.values()}
        return {key: part for key, part in self._parts.items() if key in present}
