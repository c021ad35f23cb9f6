"""The figures of a locality: the source's, unless its parent or the locality itself says else."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import ValidationError

from lianxin.localities import Figures
from lianxin.plugins.composition import Composition
from lianxin.rules.base import ModuleSettings

Origin = Literal["source", "parent", "locality"]
Own = Mapping[str, Mapping[str, Any]]
"""What a locality set itself: values by module and name."""


def figures_in_force(
    composition: Composition, own: Own, inherited: tuple[Own, ...] = (), version: int = 0
) -> Figures:
    """`inherited` are the layers above the locality, its nearest parent first."""
    settings, origins = {}, {}
    for key, model in composition.settings_models.items():
        parent = inherited_values(inherited, key)
        mine = own.get(key, {})
        settings[model] = valid_figures(model, parent, mine)
        origins[key] = {name: origin(name, mine, parent) for name in model.model_fields}
    return Figures(settings, origins, version, inherited)


def origin(name: str, own: Mapping[str, Any], parent: Mapping[str, Any]) -> Origin:
    if name in own:
        return "locality"
    return "parent" if name in parent else "source"


def inherited_values(inherited: tuple[Own, ...], module: str) -> dict[str, Any]:
    layers = [layer.get(module, {}) for layer in reversed(inherited)]
    return {name: value for layer in layers for name, value in layer.items()}


def valid_figures(
    model: type[ModuleSettings], parent: Mapping[str, Any], own: Mapping[str, Any]
) -> ModuleSettings:
    """What was valid when it was set may be so no more, after an upgrade or beside the parent's
    new figures: then fewer layers count, and the doctor tells of it."""
    for layers in ({**parent, **own}, own, parent):
        try:
            return model.model_validate(layers)
        except ValidationError:
            continue
    return model()


def invalid_modules(composition: Composition, own: Own) -> dict[str, str]:
    """Modules whose stored figures do not count, with the reason."""
    found = {}
    for key, model in composition.settings_models.items():
        try:
            model.model_validate(own.get(key, {}))
        except ValidationError as error:
            found[key] = "; ".join(e["msg"] for e in error.errors(include_url=False))
    return found
