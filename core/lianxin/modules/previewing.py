"""A change of modules tried without a trace, and what it would do to cases and officers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lianxin.commands import Command, Outcome
from lianxin.context import Context
from lianxin.localities import Figures, Locality
from lianxin.modules.carrying import attempted
from lianxin.modules.changes import SettingChange
from lianxin.modules.configure import Planned
from lianxin.modules.figures import inherited_values, valid_figures
from lianxin.modules.stored import installed_module
from lianxin.modules.switching import DisableModule, EnableModule
from lianxin.plugins.composition import Composition
from lianxin.previewing import Effect, Proposal, effect_of
from lianxin.rules.base import Figure

_SWITCHES: Mapping[type[Command], bool] = {EnableModule: True, DisableModule: False}


@dataclass(frozen=True)
class Previewed:
    """What would come of a change, and the locality as it would be; without an effect it is
    refused."""

    outcome: Outcome
    after: Locality
    effect: Effect | None = None


async def preview(
    kind: type[Command],
    data: Mapping[str, Any],
    context: Context,
    composition: Composition,
    hidden: Sequence[int] = (),
) -> Previewed:
    """`composition` is the locality's after the change; `hidden` cases count nowhere."""
    outcome, loaded = await attempted(kind, data, context)
    if not outcome.done:
        return Previewed(outcome, context.locality)
    module = str(outcome.values["module"])
    proposal = Proposal(
        context=context,
        after=_after(context.locality, composition, module, loaded),
        module=module,
        changed=_changed(context.locality, module, outcome.values["changes"]),
        hidden=hidden,
    )
    return Previewed(outcome, proposal.after, await effect_of(proposal))


def enabled_after(kind: type[Command], composition: Composition, module: str) -> dict[str, bool]:
    """Which modules are enabled after a change."""
    state = {m.key: m.enabled for m in composition.modules.values()}
    return state | ({module: _SWITCHES[kind]} if kind in _SWITCHES else {})


def _after(locality: Locality, composition: Composition, module: str, loaded: Any) -> Locality:
    after = locality.as_it_is()
    after.composition = composition
    if isinstance(loaded, Planned):
        after.figures = _figures(locality, module, loaded.own)
    return after


def _figures(locality: Locality, module: str, own: Mapping[str, Any]) -> Figures:
    _, declared = installed_module(locality, module)
    figures = locality.figures
    parent = inherited_values(figures.inherited, module)
    found = valid_figures(declared.settings, parent, own)
    settings = {**figures.settings, declared.settings: found}
    return Figures(settings, figures.origins, figures.version, figures.inherited)


def _changed(
    locality: Locality, module: str, changes: Sequence[SettingChange]
) -> frozenset[Figure]:
    _, declared = installed_module(locality, module)
    return frozenset(Figure(declared.settings, c.name) for c in changes if c.before != c.after)
