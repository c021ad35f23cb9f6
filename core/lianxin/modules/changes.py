"""What a change of figures changes: each with its value before and after, and who says it now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lianxin.commands.command import Command
from lianxin.modules.figures import origin
from lianxin.rules.base import ModuleSettings


@dataclass(frozen=True)
class SettingChange:
    """A figure that a change touches; `origin` of the value after it: source, parent, locality."""

    name: str
    before: Any
    after: Any
    origin: str


class ChangeModule(Command):
    """A command that answers with the figures it changed."""

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
    return tuple(
        SettingChange(name, old[name], new[name], after.origin(name))
        for name in new
        if old[name] != new[name] or before.origin(name) != after.origin(name)
    )
