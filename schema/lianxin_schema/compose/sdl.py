"""The SDL of a schema, in alphabetical order."""

from collections.abc import Iterator
from enum import Enum

from graphql import (
    GraphQLArgument,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    lexicographic_sort_schema,
    print_schema,
)


def sorted_sdl(schema: GraphQLSchema) -> str:
    """graphql-core's printing, five times as fast as reading Strawberry's and sorting that."""
    ordered = lexicographic_sort_schema(schema)
    for given in _inputs(ordered):
        # Strawberry's enums know their Python members; the sorted copies know only the values.
        if isinstance(given.default_value, Enum):
            given.default_value = given.default_value.value
    return print_schema(ordered) + "\n"


def _inputs(schema: GraphQLSchema) -> Iterator[GraphQLArgument | GraphQLInputField]:
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLInputObjectType):
            yield from type_.fields.values()
        elif isinstance(type_, GraphQLObjectType):
            for field in type_.fields.values():
                yield from field.args.values()
