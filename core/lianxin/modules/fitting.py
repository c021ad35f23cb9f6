"""Why a module cannot be enabled beside the others, or be disabled: every reason at once."""

from collections.abc import Iterator, Mapping

from lianxin.builtin.core import ALWAYS_ENABLED
from lianxin.errors import PluginError, Problem, conflict
from lianxin.language import Text, listed
from lianxin.plugins.composition import compose
from lianxin.plugins.manifest import Module, Plugin
from lianxin.rules.workflow import Workflow

Plugins = tuple[Plugin, ...]

_REQUIRES = Text(
    "模块 {module} 需要先启用 {other}", "The module {module} needs {other}; enable that first"
)
_CONFLICTS = Text(
    "不能与 {other} 同时启用：{reason}", "It cannot be enabled beside {other}: {reason}"
)
_TAKEN = Text(
    "渠道「{channel}」已由 {other} 受理，请先停用它",
    "The channel “{channel}” is taken by {other} already; disable that first",
)
_REQUIRED = Text("{other} 依赖此模块，请先停用它", "{other} needs this module; disable that first")
_CORE = Text("核心模块不能停用", "A module of the core cannot be disabled")


def reasons_against_enabling(
    plugins: Plugins, enabled: Mapping[str, bool], key: str
) -> list[Problem]:
    modules = _modules(plugins)
    others = {k: modules[k] for k, on in enabled.items() if on and k in modules and k != key}
    problems = [
        *_missing(key, modules[key], others),
        *_conflicts(key, modules[key], others),
        *_overlaps(modules[key], others),
    ]
    return problems or _last_resort(plugins, {**enabled, key: True})


def reasons_against_disabling(
    plugins: Plugins, enabled: Mapping[str, bool], key: str
) -> list[Problem]:
    if key in ALWAYS_ENABLED:
        return [_told("CORE_MODULE", _CORE)]
    needing = [
        _told("MODULE_NEEDED", _REQUIRED.format(other=other))
        for other, module in _modules(plugins).items()
        if enabled.get(other) and key in module.requires
    ]
    return needing or _last_resort(plugins, {**enabled, key: False})


def _missing(key: str, module: Module, others: Mapping[str, Module]) -> Iterator[Problem]:
    for other in module.requires:
        if other not in others and other not in ALWAYS_ENABLED:
            yield _told("MODULE_REQUIRED", _REQUIRES.format(module=key, other=other))


def _conflicts(key: str, module: Module, others: Mapping[str, Module]) -> Iterator[Problem]:
    for other, its in others.items():
        reason = module.conflicts.get(other) or its.conflicts.get(key)
        if reason is not None:
            yield _told("MODULE_CONFLICT", _CONFLICTS.format(other=other, reason=reason))


def _overlaps(module: Module, others: Mapping[str, Module]) -> Iterator[Problem]:
    taken = {place: other for other, its in others.items() for place in _takes(its)}
    for place in _takes(module):
        if place in taken:
            named = listed([Text(part, part) for part in place if part])
            yield _told("CHANNEL_TAKEN", _TAKEN.format(channel=named, other=taken[place]))


def _takes(module: Module) -> list[tuple[str, str | None]]:
    """The channels and categories of its workflows, but for what is left to a fallback."""
    flows = [r for r in module.rules if isinstance(r, Workflow) and not r.fallback]
    return [
        (channel, category)
        for flow in flows
        for channel in sorted(flow.channels)
        for category in (sorted(flow.categories) if flow.categories else (None,))
    ]


def _last_resort(plugins: Plugins, enabled: Mapping[str, bool]) -> list[Problem]:
    """Whatever else does not go together, such as a word with two meanings."""
    state = {key: on for key, on in enabled.items() if key in _modules(plugins)}
    try:
        compose(plugins, state | dict.fromkeys(ALWAYS_ENABLED, True))
    except PluginError as error:
        return [_told("PLUGIN_ERROR", error.message)]
    return []


def _modules(plugins: Plugins) -> dict[str, Module]:
    return {p.module_key(m): m for p in plugins for m in p.modules}


def _told(code: str, message: Text) -> Problem:
    return conflict(code, message).at("module")
