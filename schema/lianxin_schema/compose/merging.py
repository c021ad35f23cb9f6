"""The schema of the core with what plugins contribute; what is wrong refuses a plugin by name."""

from collections.abc import Iterable, Mapping, Sequence
from threading import Lock
from typing import Any

from strawberry.tools import create_type
from strawberry.types.field import StrawberryField

from lianxin.errors import PluginError
from lianxin_schema.compose.contribution import GraphQL
from lianxin_schema.compose.names import Names
from lianxin_schema.compose.schema import ComposedSchema, private_copy
from lianxin_schema.types.errors import ERRORS
from lianxin_schema.types.mutation import Mutation
from lianxin_schema.types.people import Liaison
from lianxin_schema.types.query import Query
from lianxin_schema.types.subscription import Subscription

Parts = Mapping[str, GraphQL]
"""What each plugin contributes, by plugin key."""

Contributions = Sequence[tuple[str, GraphQL]]
"""The same in order; a plugin may have several."""

# Strawberry resolves annotations on the shared classes while it builds.
_BUILDING = Lock()


def build_schema(parts: Parts, derived: Iterable[tuple[str, GraphQL]] = ()) -> ComposedSchema:
    """The schema of the core with these parts and what is derived from rules, by plugin.

    Raises PluginError, naming the plugin, for names that collide or lack its prefix, and for
    whatever else is wrong with its fields and types.
    """
    every = sorted([*parts.items(), *derived], key=lambda part: part[0])
    with _BUILDING:
        try:
            return _merged(every)
        except PluginError:
            raise
        except Exception as error:  # a stranger's types may be wrong in any way
            raise _blamed(every, error) from error


def _merged(every: Contributions) -> ComposedSchema:
    merge = _Merge()
    for plugin, part in every:
        merge.add(plugin, part)
    return merge.schema()


class _Merge:
    """The core's fields and types, and those added to them."""

    def __init__(self) -> None:
        self._names = Names()
        self._roots = {"Query": _fields(Query), "Mutation": _fields(Mutation)}
        for name, fields in self._roots.items():
            self._names.know(name, fields)
        self._added: dict[int, list[StrawberryField]] = {}
        self._types: list[type] = [*ERRORS, Liaison]

    def add(self, plugin: str, part: GraphQL) -> None:
        """Raises PluginError for a name that is taken, or not the plugin's."""
        self._names.know_modules(plugin, _classes(part))
        for target, mixin in part.extends.items():
            definition = _definition(target)
            self._names.know(definition.name, definition.fields)
            for field in _fields(mixin):
                self._names.claim_extension(plugin, definition, field)
                self._added.setdefault(id(definition), []).append(field)
        for name, cls in (("Query", part.query), ("Mutation", part.mutation)):
            for field in _fields(cls) if cls else ():
                self._names.claim_root(plugin, name, field)
                self._roots[name].append(field)
        self._types += part.types

    def schema(self) -> ComposedSchema:
        """Raises PluginError for a type that is not called by its plugin."""
        query, mutation = (
            create_type(name, [private_copy(field) for field in fields])
            for name, fields in self._roots.items()
        )
        found = ComposedSchema(query, mutation, Subscription, self._types, self._added)
        self._names.check(found)
        return found


# --- whose fault it is


def _blamed(every: Contributions, error: Exception) -> Exception:
    """The first plugin with which it goes wrong, beside the plugins before it."""
    for n in range(len(every) + 1):
        try:
            _merged(every[:n])
        except PluginError as found:
            return found
        except Exception as found:
            return _blaming(every[:n], found) if n else found
    return error


def _blaming(every: Contributions, error: Exception) -> PluginError:
    culprit, _ = every[-1]
    reason = f"{type(error).__name__}: {error}"
    others = dict.fromkeys(plugin for plugin, _ in every if plugin != culprit)
    try:
        _merged([part for part in every if part[0] == culprit])
    except Exception:
        return PluginError(culprit, reason)
    return PluginError(culprit, f"{reason} (beside {', '.join(others)})")


def _classes(part: GraphQL) -> list[type]:
    roots = [cls for cls in (part.query, part.mutation) if cls is not None]
    return [*part.types, *part.extends.values(), *roots]


def _definition(cls: type) -> Any:
    return cls.__strawberry_definition__  # type: ignore[attr-defined]


def _fields(cls: type) -> list[StrawberryField]:
    return list(_definition(cls).fields)
