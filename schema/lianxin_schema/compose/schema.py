"""One Strawberry schema per composition; the classes are shared, the fields are copies."""

import copy
from collections.abc import Iterable, Mapping
from typing import Any

import strawberry
from strawberry.schema.config import StrawberryConfig
from strawberry.tools import create_type
from strawberry.types.field import StrawberryField

from lianxin.errors import PluginError
from lianxin_schema.compose.contribution import GraphQL
from lianxin_schema.types.base import SCALARS
from lianxin_schema.types.errors import ERRORS
from lianxin_schema.types.mutation import Mutation
from lianxin_schema.types.people import Liaison
from lianxin_schema.types.query import Query
from lianxin_schema.types.subscription import Subscription

Parts = Mapping[str, GraphQL]
"""What each plugin contributes, by plugin key."""


class ComposedSchema(strawberry.Schema):
    """Adds plugin fields through `get_fields`, and keeps dead schemas out of shared caches."""

    def __init__(self, *args: Any, added: Mapping[int, list[StrawberryField]], **options: Any):
        self._added = added
        self._copies: dict[int, tuple[Any, list[StrawberryField]]] = {}
        super().__init__(*args, **options)

    def get_fields(self, type_definition: Any) -> list[StrawberryField]:
        known = self._copies.get(id(type_definition))
        if known is None:
            own = [private_copy(f) for f in super().get_fields(type_definition)]
            more = [private_copy(f) for f in self._added.get(id(type_definition), ())]
            known = self._copies[id(type_definition)] = (type_definition, own + more)
        return known[1]

    def get_type_by_name(self, name: str) -> Any:  # type: ignore[override]
        # Strawberry's own is an lru_cache on the class, which would keep every schema alive.
        found = self.schema_converter.type_map.get(name)
        return found.definition if found else None


def private_copy(field: StrawberryField) -> StrawberryField:
    """Building a schema changes fields: each schema gets its own."""
    arguments = field.arguments
    made = copy.copy(field)
    made.arguments = list(arguments)
    return made


def build_schema(parts: Parts, derived: Iterable[tuple[str, GraphQL]] = ()) -> ComposedSchema:
    """The schema of the core with these parts and what is derived from rules, by plugin.

    Raises PluginError for a colliding name.
    """
    every = sorted([*parts.items(), *derived], key=lambda part: part[0])
    names = _Names()
    added: dict[int, list[StrawberryField]] = {}
    query, mutation = _own(Query, names, "Query"), _own(Mutation, names, "Mutation")
    types: list[type] = [*ERRORS, Liaison]
    for plugin, part in every:
        for target, mixin in part.extends.items():
            definition = _definition(target)
            for field in definition.fields:
                names.know("core", definition.name, field)
            for field in _fields(mixin):
                names.claim(plugin, definition.name, field, prefix=False)
                added.setdefault(id(definition), []).append(field)
        for root, target_fields, cls in (
            ("Query", query, part.query),
            ("Mutation", mutation, part.mutation),
        ):
            for field in _fields(cls) if cls else ():
                names.claim(plugin, root, field, prefix=True)
                target_fields.append(private_copy(field))
        types += part.types
    try:
        return ComposedSchema(
            query=create_type("Query", query),
            mutation=create_type("Mutation", mutation),
            subscription=Subscription,
            types=types,
            added=added,
            config=StrawberryConfig(scalar_map=SCALARS),
        )
    except Exception as error:
        if not every:
            raise
        plugins = dict.fromkeys(plugin for plugin, _ in every)
        raise PluginError(", ".join(plugins), f"{type(error).__name__}: {error}") from error


class _Names:
    """Who provides which field, by the names that clients see."""

    def __init__(self) -> None:
        self._owners: dict[tuple[str, str], str] = {}

    def know(self, owner: str, type_name: str, field: StrawberryField) -> None:
        self._owners.setdefault((type_name, final_name(field)), owner)

    def claim(self, plugin: str, type_name: str, field: StrawberryField, prefix: bool) -> None:
        name = final_name(field)
        if prefix and not name.startswith(plugin):
            raise PluginError(plugin, f"root field {name} must begin with {plugin}")
        owner = self._owners.setdefault((type_name, name), plugin)
        if owner != plugin:
            raise PluginError(plugin, f"{type_name}.{name} is already provided by {owner}")


def _own(root: type, names: _Names, type_name: str) -> list[StrawberryField]:
    fields = _fields(root)
    for field in fields:
        names.know("core", type_name, field)
    return [private_copy(f) for f in fields]


def _definition(cls: type) -> Any:
    return cls.__strawberry_definition__  # type: ignore[attr-defined]


def _fields(cls: type) -> list[StrawberryField]:
    return list(_definition(cls).fields)


def final_name(field: StrawberryField) -> str:
    """The name that clients see; two fields may differ in Python and still collide here."""
    from strawberry.utils.str_converters import to_camel_case

    return field.graphql_name or to_camel_case(field.python_name)
