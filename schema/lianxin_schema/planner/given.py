"""Argument values when planning: what shapes the plan is known, the rest are parameters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
)
from sqlalchemy import BindParameter, Date, Float, String, bindparam

from lianxin.database import Instant, Keys, Words
from lianxin.database import Key as KeyType
from lianxin.ids import parse_global_id

Shape = Any
Values = dict[str, Any]


@dataclass(frozen=True)
class Slot:
    """A value that does not shape the plan: a parameter of that name."""

    name: str


def shape_of(value: Any, type_: GraphQLInputType, name: str, values: Values) -> Any:
    """Split a coerced variable: slots for what may vary, the value itself for what shapes.

    What shapes a plan: which keys are present, nulls, enums, booleans and whole numbers (page
    sizes). Texts, IDs, instants and lists of them become slots, their values go to `values`.
    """
    if isinstance(type_, GraphQLNonNull):
        type_ = type_.of_type
    if value is None:
        return None
    if isinstance(type_, GraphQLList):
        if isinstance(_named(type_), GraphQLEnumType | GraphQLInputObjectType):
            return tuple(
                shape_of(v, type_.of_type, f"{name}_{i}", values) for i, v in enumerate(value)
            )
        values[name] = value
        return Slot(name)
    if isinstance(type_, GraphQLInputObjectType):
        return {
            key: shape_of(v, type_.fields[key].type, f"{name}_{key}", values)
            for key, v in value.items()
        }
    if isinstance(type_, GraphQLEnumType) or getattr(type_, "name", "") in {"Int", "Boolean"}:
        return value
    values[name] = value
    return Slot(name)


def _named(type_: Any) -> Any:
    while isinstance(type_, GraphQLList | GraphQLNonNull):
        type_ = type_.of_type
    return type_


def frozen(shape: Any) -> Any:
    """A shape as part of a cache key."""
    if isinstance(shape, Mapping):
        return tuple(sorted((k, frozen(v)) for k, v in shape.items()))
    if isinstance(shape, list | tuple):
        return tuple(frozen(v) for v in shape)
    return shape


Transform = Callable[[Any], Any]


class Binder:
    """Names the parameters of a plan, and what is to be done to a value before it is bound."""

    def __init__(self) -> None:
        self.constants: Values = {}
        self.transforms: list[tuple[str, str, Transform]] = []
        self._count = 0

    def bind(self, value: Any, type_: Any, transform: Transform | None = None) -> BindParameter[Any]:
        if isinstance(value, Slot) and transform is None:
            return bindparam(value.name, type_=type_)
        self._count += 1
        name = f"p{self._count}"
        if isinstance(value, Slot):
            assert transform is not None
            self.transforms.append((value.name, name, transform))
        else:
            self.constants[name] = transform(value) if transform else value
        return bindparam(name, type_=type_)


class Given:
    """An argument's value, handed to a condition: `given.text()` binds it."""

    def __init__(self, value: Any, binder: Binder) -> None:
        self.value = value
        self._binder = binder

    def __getitem__(self, name: str) -> "Given | None":
        inner = self.value.get(name) if isinstance(self.value, Mapping) else None
        return None if inner is None else Given(inner, self._binder)

    @property
    def constant(self) -> Any:
        """The value itself, where it is one that shapes plans (enum, boolean, number)."""
        return self.value

    def text(self) -> BindParameter[Any]:
        return self._binder.bind(self.value, String())

    def pattern(self) -> BindParameter[Any]:
        """The text as a LIKE pattern that finds it anywhere; its own wildcards are quoted."""
        return self._binder.bind(self.value, String(), _like)

    def map(self, transform: Transform, type_: Any = None) -> BindParameter[Any]:
        return self._binder.bind(self.value, type_ or String(), transform)

    def words(self) -> BindParameter[Any]:
        return self._binder.bind(_plain(self.value), Words())

    def instant(self) -> BindParameter[Any]:
        return self._binder.bind(self.value, Instant())

    def date(self) -> BindParameter[Any]:
        return self._binder.bind(self.value, Date())

    def number(self) -> BindParameter[Any]:
        return self._binder.bind(self.value, Float())

    def key(self, *type_names: str) -> BindParameter[Any]:
        """The key in a GraphQL ID of one of these types; an ID of another type matches nothing."""
        return self._binder.bind(self.value, KeyType, lambda v: _key(v, type_names))

    def keys(self, *type_names: str) -> BindParameter[Any]:
        return self._binder.bind(
            _plain(self.value),
            Keys(),
            lambda vs: [k for v in vs if (k := _key(v, type_names)) is not None],
        )


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _key(value: str, type_names: tuple[str, ...]) -> int | None:
    found = parse_global_id(value)
    return found[1] if found and (not type_names or found[0] in type_names) else None


def _like(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{quoted}%"
