"""What a change of figures changes: each with its value before and after, and who says it now."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from lianxin.commands.command import Command
from lianxin.commands.values import Code
from lianxin.localities import Locality
from lianxin.modules.figures import origin
from lianxin.plugins.manifest import Module
from lianxin.rules.base import ModuleSettings


@dataclass(frozen=True)
class SettingChange:
    """A figure that a change touches; `origin` of the value after it (`from_origin`: before it) is
    source, parent or locality. `source` and `parent` are their figures, whatever is in force."""

    name: str
    before: Any
    after: Any
    origin: str
    from_origin: str = "source"
    source: Any = None
    parent: Any = None


def as_kept(changes: Iterable[SettingChange]) -> dict[str, Any]:
    """As the history keeps them: by name."""
    return {
        change.name: {n: v for n, v in asdict(change).items() if n != "name"} for change in changes
    }


class ChangeModule(Command):
    """A command that answers with the figures it changed."""

    module: Code

    def needed(self, locality: Locality) -> str | None:
        """Of some modules the figures are another office's."""
        known = {p.module_key(m): m for p in locality.installed for m in p.modules}
        found = known.get(self.module)
        if found is None or found.configured_by == Module.configured_by:
            return self.permission
        return found.configured_by

    def recalled(self, answer: dict[str, Any]) -> dict[str, Any]:
        return {**answer, "changes": tuple(SettingChange(**c) for c in answer["changes"])}


@dataclass(frozen=True)
class Layers:
    """The figures of a module as they are stored: the locality's own over its parents'."""

    model: type[ModuleSettings]
    own: Mapping[str, Any]
    inherited: Mapping[str, Any]

    def values(self) -> dict[str, Any]:
        """All figures in force, as JSON; those that are valid no more do not count."""
        for layers in ({**self.inherited, **self.own}, self.inherited, {}):
            try:
                return self.model.model_validate(layers).model_dump(mode="json")
            except ValueError:
                continue
        return self.model().model_dump(mode="json")

    def origin(self, name: str) -> str:
        return origin(name, self.own, self.inherited)


def changes_between(before: Layers, after: Layers) -> tuple[SettingChange, ...]:
    old, new = before.values(), after.values()
    source = before.model().model_dump(mode="json")
    return tuple(
        SettingChange(
            name=name,
            before=old[name],
            after=new[name],
            origin=after.origin(name),
            from_origin=before.origin(name),
            source=source[name],
            parent=after.inherited.get(name),
        )
        for name in new
        if old[name] != new[name] or before.origin(name) != after.origin(name)
    )
