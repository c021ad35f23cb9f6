"""Who provides which name in the schema, by the names that clients see."""

from collections.abc import Iterable
from typing import Any

from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import capitalize_first, to_camel_case

from lianxin.errors import PluginError
from lianxin_schema.compose.schema import ComposedSchema
from lianxin_schema.fields.names import final_name

OURS = "lianxin_schema"
"""Types made here, if for a plugin, are called as they should be."""


class Names:
    """The fields claimed so far; a second claim refuses the plugin that makes it."""

    def __init__(self) -> None:
        self._owners: dict[tuple[str, str], str] = {}
        self._modules: dict[str, set[str]] = {}
        self._extensions: list[tuple[str, str, str]] = []

    def know(self, type_name: str, fields: Iterable[StrawberryField]) -> None:
        """What the core has itself."""
        for field in fields:
            self._owners[type_name, final_name(field)] = "core"

    def know_modules(self, plugin: str, classes: Iterable[type]) -> None:
        """Where the plugin's classes come from."""
        for cls in classes:
            if package_of(cls) != OURS:
                self._modules.setdefault(package_of(cls), set()).add(plugin)

    def claim_root(self, plugin: str, type_name: str, field: StrawberryField) -> None:
        """A root field is called by its plugin. Raises PluginError."""
        if not has_prefix(final_name(field), to_camel_case(plugin)):
            wanted = f"{to_camel_case(plugin)}…"
            raise PluginError(plugin, f"{type_name}.{final_name(field)} must be called {wanted}")
        self._claim(plugin, type_name, field)

    def claim_extension(self, plugin: str, target: Any, field: StrawberryField) -> None:
        """What is added to a core type hangs under one field named after the plugin."""
        if target.is_input or target.is_interface:
            raise PluginError(plugin, f"{target.name} cannot be extended: it is no object type")
        if final_name(field) != to_camel_case(plugin):
            wanted = f"{target.name}.{to_camel_case(plugin)}"
            raise PluginError(plugin, f"{target.name}.{final_name(field)} must hang under {wanted}")
        self._claim(plugin, target.name, field)
        self._extensions.append((plugin, target.name, final_name(field)))

    def check(self, schema: ComposedSchema) -> None:
        """Types of plugins' modules are called by their plugins, and what they add to core types
        may be null. Raises PluginError."""
        for name, type_ in schema.catalogue.schema.type_map.items():
            plugins = self._modules.get(package_of(_origin(type_)), set())
            if plugins and not any(has_prefix(name, type_prefix(plugin)) for plugin in plugins):
                wanted = ", ".join(f"{type_prefix(plugin)}…" for plugin in sorted(plugins))
                raise PluginError(
                    ", ".join(sorted(plugins)), f"type {name} must be called {wanted}"
                )
        for plugin, type_name, field in self._extensions:
            if not schema.catalogue.types[type_name].fields[field].nullable:
                raise PluginError(plugin, f"{type_name}.{field} must be nullable")

    def _claim(self, plugin: str, type_name: str, field: StrawberryField) -> None:
        name = final_name(field)
        owner = self._owners.setdefault((type_name, name), plugin)
        if owner != plugin:
            raise PluginError(plugin, f"{type_name}.{name} is already provided by {owner}")


def type_prefix(plugin: str) -> str:
    """`own_place` → `OwnPlace`."""
    return capitalize_first(to_camel_case(plugin))


def has_prefix(name: str, prefix: str) -> bool:
    """A prefix ends where a word does: `zoo` is none of `zooming`."""
    rest = name.removeprefix(prefix)
    return name.startswith(prefix) and not rest[:1].islower()


def package_of(cls: Any) -> str:
    module: str = getattr(cls, "__module__", "")
    return module.partition(".")[0]


def _origin(type_: Any) -> Any:
    """The Python class behind a GraphQL type; of a scalar or union there is none."""
    definition = type_.extensions.get("strawberry-definition")
    return getattr(definition, "origin", None) or getattr(definition, "wrapped_cls", None)
