"""What of a variable shapes a plan, and what is only bound to it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLID,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLString,
    get_named_type,
)

Shape = Any
Values = dict[str, Any]

_SHAPING_SCALARS = {"Int", "Boolean"}
_TEXTS = (GraphQLString, GraphQLID)


@dataclass(frozen=True, eq=False)
class Slot:
    """A value that does not shape the plan: the parameter of that name."""

    name: str


@lru_cache(10_000)
def slot(name: str) -> Slot:
    """One and the same for each name, so that keys of plans are compared at no cost."""
    return Slot(name)


def slot_name(variable: str) -> str:
    return f"v_{variable}"


def shape_of(value: Any, type_: GraphQLInputType, name: str, values: Values) -> Shape:
    """Split a coerced variable: slots for what may vary, the value itself for what shapes.

    What shapes: which keys are present, nulls, enums, booleans and whole numbers. (A page's size
    is written into the statement: with a parameter for LIMIT PostgreSQL expects a tenth of the
    table.) Texts, IDs, instants and lists of them become slots, and their values go to `values`.
    """
    if value is None:
        return None
    if isinstance(type_, GraphQLNonNull):
        type_ = type_.of_type
    if isinstance(type_, GraphQLList) and _shapes(type_):
        items = enumerate(value)
        return tuple(shape_of(v, type_.of_type, f"{name}_{i}", values) for i, v in items)
    if isinstance(type_, GraphQLInputObjectType):
        members = value.items()
        return {k: shape_of(v, type_.fields[k].type, f"{name}_{k}", values) for k, v in members}
    if not isinstance(type_, GraphQLList) and _shapes(type_):
        return value
    values[name] = value
    return slot(name)


def only_binds(type_: GraphQLInputType) -> bool:
    """Whether values of a type are slots, each as a whole (nulls apart)."""
    inner = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    return not isinstance(inner, GraphQLList) and not _shapes(inner)


def takes_texts(type_: GraphQLInputType) -> bool:
    """Whether a text is a value of the type just as it is."""
    return (type_.of_type if isinstance(type_, GraphQLNonNull) else type_) in _TEXTS


def frozen(shape: Shape) -> Any:
    """A shape as part of a cache key."""
    if isinstance(shape, dict):
        return tuple((key, frozen(shape[key])) for key in sorted(shape))
    if isinstance(shape, list | tuple):
        return tuple(map(frozen, shape))
    return shape


def _shapes(type_: GraphQLInputType) -> bool:
    named = get_named_type(type_)
    return (
        isinstance(named, GraphQLEnumType | GraphQLInputObjectType)
        or named.name in _SHAPING_SCALARS
    )
