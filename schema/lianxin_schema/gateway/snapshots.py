"""Snapshots for the server: built off the event loop."""

import asyncio
from functools import cached_property

from lianxin.plugins.composition import Composition, compose
from lianxin.plugins.manager import Installed
from lianxin_schema.compose.contribution import GraphQL
from lianxin_schema.compose.examples import CORE, read_examples
from lianxin_schema.compose.platform_schema import build_platform_schema
from lianxin_schema.compose.snapshot import Snapshot, snapshot_over, take_snapshot
from lianxin_schema.compose.snapshots import Snapshots as ByComposition
from lianxin_schema.http.gateway import Example
from lianxin_schema.limits import Limits
from lianxin_schema.planner.turn import RequestRefused

_CORE = read_examples(CORE)


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

    def examples(self, snapshot: Snapshot) -> list[Example]:
        """The core's and its plugins' examples that can be asked of it."""
        present = self.parts_of(snapshot.composition)
        known = [e for key, found in self._examples.items() if key in present for e in found]
        return [example for example in (*_CORE, *known) if _can_answer(snapshot, example)]

    @cached_property
    def _examples(self) -> dict[str, tuple[Example, ...]]:
        names = {plugin.key: plugin.name for plugin in self._installed.plugins}
        return {
            key: read_examples(part.examples, names[key])
            for key, part in self._installed.collect("lianxin_graphql")
            if part.examples is not None
        }

    def build(self, composition: Composition) -> Snapshot:
        return take_snapshot(composition, self.parts_of(composition), self._limits)

    def parts_of(self, composition: Composition) -> dict[str, GraphQL]:
        """What the plugins with a module in the composition contribute."""
        return self._kept.parts_of(composition)


def _can_answer(snapshot: Snapshot, example: Example) -> bool:
    try:
        snapshot.documents.get(example.query, "en")
    except RequestRefused:
        return False
    return True
