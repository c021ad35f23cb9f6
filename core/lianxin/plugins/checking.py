"""What every manifest has to be like, whoever wrote it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.metadata import version

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from lianxin.errors import PluginError
from lianxin.plugins.manifest import Module, NoSettings, Plugin

_KEY = re.compile(r"[a-z][a-z0-9]{0,30}")
_MODULE_KEY = re.compile(r"[a-z][a-z0-9_]{0,40}")
_TAKEN = {"platform"}


def check_manifest(plugin: Plugin, others: Iterable[Plugin] = ()) -> None:
    """Raises PluginError with everything that is wrong."""
    wrong = [*_key(plugin, others), *_core(plugin), *_modules(plugin), *_tables(plugin)]
    if wrong:
        raise PluginError(plugin.key, "; ".join(wrong))


def _key(plugin: Plugin, others: Iterable[Plugin]) -> Iterator[str]:
    if not _KEY.fullmatch(plugin.key) or plugin.key in _TAKEN:
        yield f"{plugin.key!r} cannot be a plugin's key: small letters and digits, not platform"
    if plugin.key in {other.key for other in others}:
        yield f"another plugin has the key {plugin.key}"


def _core(plugin: Plugin) -> Iterator[str]:
    have = version("lianxin")
    try:
        if not SpecifierSet(plugin.requires_core).contains(have, prereleases=True):
            yield f"it needs lianxin {plugin.requires_core}, this is {have}"
    except InvalidSpecifier:
        yield f"requires_core {plugin.requires_core!r} is no version specifier"


def _modules(plugin: Plugin) -> Iterator[str]:
    for key in _repeated(module.key for module in plugin.modules):
        yield f"two modules have the key {key}"
    for name in _repeated(m.settings.__name__ for m in plugin.modules if m.settings != NoSettings):
        yield f"two modules share the settings {name}"
    for module in plugin.modules:
        yield from (f"{module.key}: {what}" for what in _module(module))


def _module(module: Module) -> Iterator[str]:
    if not _MODULE_KEY.fullmatch(module.key):
        yield "a module's key has small letters, digits and underscores"
    for key in _repeated(rule.key for rule in module.rules):
        yield f"two rules have the key {key}"
    for rule in module.rules:
        if not rule.clause or not rule.source.document:
            yield f"the rule {rule.key} cites no clause"
    try:
        module.settings()
    except ValueError as error:
        yield f"{module.settings.__name__} has no valid default for every figure: {error}"


def _tables(plugin: Plugin) -> Iterator[str]:
    for table in plugin.tables:
        if not str(table.__tablename__).startswith(f"{plugin.key}_"):
            yield f"the table {table.__tablename__} must begin with {plugin.key}_"
    if plugin.tables and plugin.migrations is None:
        yield "it has tables and no migrations"


def _repeated(keys: Iterable[str]) -> list[str]:
    return [key for key, count in Counter(keys).items() if count > 1]
