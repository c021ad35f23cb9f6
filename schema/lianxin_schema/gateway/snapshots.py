"""Snapshots for the server: built off the event loop."""

import asyncio
from functools import cached_property

from lianxin.plugins.composition import Composition, compose
from lianxin.plugins.manager import Installed
from lianxin_schema.compose.contribution import GraphQL
from lianxin_schema.compose.platform_schema import build_platform_schema
from lianxin_schema.compose.snapshot import Snapshot, snapshot_over, take_snapshot
from lianxin_schema.compose.snapshots import Snapshots as ByComposition
from lianxin_schema.limits import Limits


class Snapshots:
    """The snapshot of each composition in use."""

    def __init__(self, installed: Installed, limits: Limits) -> None:
        self._installed = installed
        self._limits = limits
        self._kept = ByComposition(installed, limits)

    async def of(self, composition: Composition) -> Snapshot:
        """Raises PluginError where the plugins' fields do not go together."""
        found = self._kept.known(composition)
        if found is None:
            found = await asyncio.to_thread(self._kept.of, composition)
        return found

    @cached_property
    def platform(self) -> Snapshot:
        """The platform's own schema."""
        composition = compose(self._installed.plugins, {})
        return snapshot_over(build_platform_schema(), composition, self._limits)

    def build(self, composition: Composition) -> Snapshot:
        return take_snapshot(composition, self.parts_of(composition), self._limits)

    def parts_of(self, composition: Composition) -> dict[str, GraphQL]:
        """What the plugins with a module in the composition contribute."""
        return self._kept.parts_of(composition)
