"""Operations that between them ask for every field that can be read."""

from collections.abc import Iterator
from random import Random
from typing import Any

from graphql import GraphQLNonNull, GraphQLSchema, get_named_type, is_abstract_type, is_leaf_type

from oracle.operations import literal
from oracle.values import Values, Words

DEEPEST = 4


def every_field(schema: GraphQLSchema, words: Words, without: set[str]) -> Iterator[str]:
    """A document for each root field: of each type that is met on the way all fields, once."""
    assert schema.query_type is not None
    for name in sorted(schema.query_type.fields.keys() - without):
        yield f"{{ {_Asking(schema, Values(Random(name), words)).field(schema.query_type, name, 0)} }}"


class _Asking:
    def __init__(self, schema: GraphQLSchema, values: Values) -> None:
        self._schema = schema
        self._values = values
        self._seen: set[str] = set()

    def field(self, type_: Any, name: str, depth: int) -> str:
        found = type_.fields[name]
        required = {
            key: literal(self._values.of(argument.type, key, name))
            for key, argument in found.args.items()
            if isinstance(argument.type, GraphQLNonNull)
        }
        if "first" in found.args:
            required["first"] = "2"
        given = ", ".join(f"{key}: {value}" for key, value in required.items())
        text = f"{name}({given})" if given else name
        target = get_named_type(found.type)
        return text if is_leaf_type(target) else f"{text} {self._selection(target, depth + 1)}"

    def _selection(self, type_: Any, depth: int) -> str:
        if is_abstract_type(type_):
            possible = sorted(self._schema.get_possible_types(type_), key=lambda t: t.name)
            parts = [f"... on {t.name} {self._aliased(t, depth)}" for t in possible]
            return f"{{ __typename {' '.join(parts)} }}"
        return f"{{ {' '.join(self._fields(type_, depth))} }}"

    def _aliased(self, type_: Any, depth: int) -> str:
        """Fields of one name may differ from type to type."""
        fields = (
            f"of{type_.name}_{n}: {text}" for n, text in enumerate(self._fields(type_, depth))
        )
        return f"{{ {' '.join(fields)} }}"

    def _fields(self, type_: Any, depth: int) -> list[str]:
        again = type_.name in self._seen or depth > DEEPEST
        self._seen.add(type_.name)
        names = [
            n for n, f in type_.fields.items() if not again or is_leaf_type(get_named_type(f.type))
        ]
        return [self.field(type_, name, depth) for name in names] or ["__typename"]
