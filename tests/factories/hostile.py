"""Input that no honest front end sends: made of the schema's own types, from a seed."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLSchema,
)

_TEXTS = (
    "",
    "   ",
    "\t\n",
    "不存在",
    "x" * 70_000,
    "💥" * 30_000,
    "\x00",
    "\u202e",
    "'; --",
    "%_\\",
)
_DATES = ("0001-01-01", "9999-12-31", "2026-02-28", "2026-09-24", "2030-01-01")
_TIMES = ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-09-24T09:00:00+14:00")
_DEEP: Any = "x"
for _ in range(60):
    _DEEP = [_DEEP]
_JSON = (_DEEP, {"a": {"b": "x" * 70_000}}, [], {}, "text", 1e308, -1, True, 2**53, ["x"] * 5_000)


class Hostile:
    """`known` are IDs that there are, `codes` codes and words that there are, `fitting` what is
    right for a field of a name, which is given more often than not: the rest has to be wrong."""

    def __init__(
        self,
        schema: GraphQLSchema,
        known: Sequence[str],
        codes: Sequence[str],
        fitting: Mapping[str, Sequence[Any]],
        seed: int,
    ) -> None:
        self.schema = schema
        self.known = known
        self.codes = codes
        self.fitting = fitting
        self.chance = Random(seed)

    def inputs(self, field: GraphQLField, rounds: int) -> Iterator[Mapping[str, Any]]:
        """Several inputs of a mutation, each of which the schema lets in."""
        type_ = field.args["input"].type
        assert isinstance(type_, GraphQLNonNull)
        for _ in range(rounds):
            yield self._object(type_.of_type)

    def _object(self, type_: GraphQLInputObjectType) -> dict[str, Any]:
        given = {}
        for name, field in type_.fields.items():
            needed = isinstance(field.type, GraphQLNonNull)
            if needed or self.chance.random() < 0.6:
                given[name] = self.value(name, field.type)
        return given

    def value(self, name: str, type_: Any) -> Any:
        if isinstance(type_, GraphQLNonNull):
            return self.value(name, type_.of_type)
        if self.chance.random() < 0.05:
            return self.value(name, GraphQLNonNull(type_))
        if isinstance(type_, GraphQLList):
            size = self.chance.choice((0, 1, 1, 2, 3, 120))
            return [self.value(name, type_.of_type) for _ in range(size)]
        if isinstance(type_, GraphQLInputObjectType):
            return self._object(type_)
        if isinstance(type_, GraphQLEnumType):
            return self.chance.choice(list(type_.values))
        assert isinstance(type_, GraphQLScalarType)
        if name in self.fitting and self.chance.random() < 0.7:
            return self.chance.choice(self.fitting[name])
        return self.chance.choice(self._choices(name, type_.name))

    def _choices(self, name: str, scalar: str) -> Sequence[Any]:
        ids = (*self.known, "", "Case:0", "Person:-5", f"Unit:{2**63}", "Nothing:1", "Person:1")
        if scalar == "ID":
            return ids
        if scalar == "String":
            return (*_TEXTS, *self.codes, *self.codes, *self.chance.choices(ids, k=3))
        kinds: Mapping[str, Sequence[Any]] = {
            "Int": (-(2**31), -1, 0, 1, 12, 2**31 - 1),
            "Float": (-1.0, 0.0, 0.5, 1e308, -1e-300),
            "Boolean": (True, False),
            "Date": _DATES,
            "DateTime": _TIMES,
            "JSON": (*_JSON, *self.codes[:8], *self.known[:4]),
        }
        return kinds[scalar]
