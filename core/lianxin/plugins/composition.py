"""The enabled modules of a locality merged into one: its rules, words and workflows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from lianxin.errors import PluginError
from lianxin.plugins.manifest import Module, Plugin
from lianxin.rules.base import ModuleSettings, Rule, RuleInForce
from lianxin.rules.workflow import Term, Workflow

R = TypeVar("R", bound=Rule)


@dataclass(frozen=True)
class ModuleInForce:
    """A module of a locality. One that is not `enabled` still carries the cases it began."""

    key: str
    plugin: Plugin
    module: Module
    enabled: bool


@dataclass(frozen=True, eq=False, repr=False)
class Composition:
    """What a locality works by. Immutable; localities of the same shape share one."""

    modules: Mapping[str, ModuleInForce]
    rules: Mapping[str, RuleInForce]
    terms: Mapping[str, Mapping[str, Term]]
    memo: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What others derive from it once: statements, indexes."""

    _of_kind: dict[type[Rule], list[tuple[RuleInForce, Any]]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Composition of {len(self.modules)} modules>"

    @property
    def shape(self) -> tuple[tuple[str, bool], ...]:
        return tuple(sorted((m.key, m.enabled) for m in self.modules.values()))

    @cached_property
    def settings_models(self) -> Mapping[str, type[ModuleSettings]]:
        return {m.key: m.module.settings for m in self.modules.values()}

    def of(self, kind: type[R]) -> Iterator[tuple[RuleInForce, R]]:
        """The enabled rules of a kind."""
        known = self._of_kind.get(kind)
        if known is None:
            known = self._of_kind[kind] = [
                (entry, entry.rule)
                for entry in self.rules.values()
                if isinstance(entry.rule, kind) and self.modules[entry.module].enabled
            ]
        return iter(known)

    def in_module(self, module: str) -> list[RuleInForce]:
        return [entry for entry in self.rules.values() if entry.module == module]

    def rule(self, key: str) -> RuleInForce | None:
        return self.rules.get(key)

    def workflow(self, key: str) -> Workflow | None:
        """A workflow by its full key, whether or not its module still takes new cases."""
        entry = self.rules.get(key)
        return entry.rule if entry and isinstance(entry.rule, Workflow) else None

    def workflow_for(
        self, channel: str, category: str | None
    ) -> tuple[RuleInForce, Workflow] | None:
        """The workflow that a new case of this channel and category runs by."""
        taking = [(e, w) for e, w in self.of(Workflow) if w.takes(channel, category)]
        # Whoever names the category knows best; the fallback only takes what is left.
        taking.sort(key=lambda found: (found[1].fallback, found[1].categories is None))
        return next(iter(taking), None)

    def term(self, kind: str, code: str) -> Term | None:
        return self.terms.get(kind, {}).get(code)


def compose(plugins: Iterable[Plugin], state: Mapping[str, bool]) -> Composition:
    """Merge the modules named in `state` (full key → enabled).

    Raises PluginError naming the plugin: for a rule key or word given twice with another meaning,
    an overlap of channels, a missing requirement, or a conflict.
    """
    modules = {
        plugin.module_key(module): ModuleInForce(
            plugin.module_key(module), plugin, module, state[plugin.module_key(module)]
        )
        for plugin in plugins
        for module in plugin.modules
        if plugin.module_key(module) in state
    }
    _check_requirements(modules)
    _check_settings(modules)
    composition = Composition(modules, _merge_rules(modules), _merge_terms(modules))
    _check_intake(composition)
    return composition


def _check_requirements(modules: Mapping[str, ModuleInForce]) -> None:
    enabled = {key for key, m in modules.items() if m.enabled}
    for m in modules.values():
        if not m.enabled:
            continue
        if missing := set(m.module.requires) - enabled:
            raise PluginError(m.plugin.key, f"{m.key} needs {', '.join(sorted(missing))}")
        for other, reason in m.module.conflicts.items():
            if other in enabled:
                raise PluginError(m.plugin.key, f"{m.key} / {other}: {reason.zh} ({reason.en})")


def _check_settings(modules: Mapping[str, ModuleInForce]) -> None:
    """Figures stand in SQL under the names of their models, so these have to be different."""
    known: dict[str, type[ModuleSettings]] = {}
    for m in modules.values():
        model = m.module.settings
        if known.setdefault(model.__name__, model) is not model:
            raise PluginError(
                m.plugin.key, f"another module's settings are called {model.__name__} too"
            )


def _merge_rules(modules: Mapping[str, ModuleInForce]) -> dict[str, RuleInForce]:
    rules: dict[str, RuleInForce] = {}
    for m in modules.values():
        for rule in m.module.rules:
            key = f"{m.key}.{rule.key}"
            if key in rules:
                raise PluginError(m.plugin.key, f"rule {key} is declared twice")
            rules[key] = RuleInForce(key, m.key, rule)
    return rules


def _merge_terms(modules: Mapping[str, ModuleInForce]) -> dict[str, dict[str, Term]]:
    merged: dict[str, dict[str, Term]] = {}
    for m in modules.values():
        for kind, terms in m.module.terms.items():
            words = merged.setdefault(kind, {})
            for term in terms:
                known = words.setdefault(term.code, term)
                if known.label != term.label:
                    raise PluginError(
                        m.plugin.key,
                        f"{kind} {term.code!r} is already called {known.label.zh!r}",
                    )
    return merged


def _check_intake(composition: Composition) -> None:
    seen: dict[tuple[str, str | None], RuleInForce] = {}
    own = [(e, w) for e, w in composition.of(Workflow) if not w.fallback]
    for entry, workflow in own:
        for channel in workflow.channels:
            for category in workflow.categories or {None}:
                other = seen.setdefault((channel, category), entry)
                if other is not entry:
                    plugin = composition.modules[entry.module].plugin.key
                    taken = f"{channel}/{category}" if category else channel
                    raise PluginError(plugin, f"{taken} is already taken by {other.key}")
