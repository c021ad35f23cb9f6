"""Random operations over the whole schema, written so that they are valid and find something.

hypothesis-graphql makes valid ones too, but they ask for IDs that nobody has, two levels deep.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)

from oracle.values import EnumName, Values, Words

DEEPEST = 6
MOST_NAMES = 60
"""After so many names only leaves are asked for."""
PAGED = frozenset({"first", "last", "after", "before"})
CURSORS = "cursor"
"""What the variables are called that take a cursor: `cursor1` is of the connection `page1`."""

Composite = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType


@dataclass(frozen=True)
class Operation:
    """A document, and the variables of its first request; some of them take cursors later."""

    text: str
    variables: dict[str, Any]
    cursors: Sequence[str]


def write_operation(
    random: Random, schema: GraphQLSchema, roots: Sequence[str], words: Words
) -> Operation:
    return _Writer(random, schema, roots, Values(random, words)).operation()


@dataclass
class _Writer:
    random: Random
    schema: GraphQLSchema
    roots: Sequence[str]
    values: Values
    declared: list[str] = field(default_factory=list)
    given: dict[str, Any] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    cursors: list[str] = field(default_factory=list)
    names: int = 0

    def operation(self) -> Operation:
        query = self.schema.query_type
        assert query is not None
        asked = [self.random.choice(self.roots) for _ in range(self.random.choice([1, 1, 2, 3]))]
        body = " ".join(self._field(query, name, DEEPEST) for name in asked)
        declared = f"({', '.join(self.declared)})" if self.declared else ""
        text = f"query Random{declared} {{ {body} }} {' '.join(self.fragments)}"
        return Operation(text, self.given, self.cursors)

    # --- what is asked for

    def _selection(self, type_: Composite, depth: int) -> str:
        parts = [self._part(type_, depth) for _ in range(self.random.choice([1, 2, 2, 3]))]
        return "{ " + " ".join(parts) + " }"

    def _part(self, type_: Composite, depth: int) -> str:
        chance = self.random.random()
        if chance < 0.06 or (isinstance(type_, GraphQLUnionType) and chance < 0.2):
            return f"{self._alias()}__typename"
        if isinstance(type_, GraphQLUnionType) or (
            isinstance(type_, GraphQLInterfaceType) and chance < 0.8
        ):
            chosen = self.random.choice(sorted(self._possible(type_), key=lambda t: t.name))
            return f"... on {chosen.name}{self._directive()} {self._selection(chosen, depth)}"
        if chance < 0.14:
            return self._fragment(type_, depth)
        return self._any_field(type_, depth)

    def _fragment(self, type_: Composite, depth: int) -> str:
        if self._is_node(type_) and self.random.random() < 0.2:
            return f"... on Node{self._directive()} {{ {self._alias()}id }}"
        if self._half():
            condition = self.random.choice(["", f" on {type_.name}"])
            return f"...{condition}{self._directive()} {self._selection(type_, depth)}"
        name = self._name("Part")
        text = f"fragment {name} on {type_.name} {self._selection(type_, depth)}"
        self.fragments.append(text)
        spread = f"...{name}{self._directive()}"
        return f"{spread} ...{name}" if self.random.random() < 0.2 else spread

    def _any_field(self, type_: Any, depth: int) -> str:
        deeper = depth > 0 and self.names < MOST_NAMES
        names = [n for n, f in type_.fields.items() if deeper or is_leaf_type(_named(f))]
        # Half of the time go on to where there is more to ask for.
        onward = [n for n in names if not is_leaf_type(_named(type_.fields[n]))]
        if not names:
            return "__typename"
        return self._field(
            type_, self.random.choice(onward if onward and self._half() else names), depth
        )

    def _field(self, type_: Any, name: str, depth: int) -> str:
        found = type_.fields[name]
        target = _named(found)
        number = self._name("")
        arguments = self._arguments(name, found.args, number)
        paged = found.args.keys() >= PAGED
        if is_leaf_type(target):
            alias = "" if not found.args and self.random.random() < 0.3 else self._alias()
            return f"{alias}{name}{arguments}{self._directive()}"
        alias = f"page{number}: " if paged else self._alias()
        inner = self._selection(target, depth - 1)  # type: ignore[arg-type]
        if paged:
            inner = inner[:-1] + "cursors: edges { cursor } }"
        text = f"{alias}{name}{arguments}{self._directive()} {inner}"
        if arguments or self.random.random() > 0.1:
            return text
        return f"{text} {alias}{name} {self._selection(target, depth - 1)}"  # type: ignore[arg-type]

    # --- arguments

    def _arguments(self, field: str, arguments: dict[str, GraphQLArgument], number: str) -> str:
        given = {}
        for name, argument in arguments.items():
            required = isinstance(argument.type, GraphQLNonNull)
            if name not in PAGED and (required or self.random.random() < 0.4):
                value = self.values.of(argument.type, name, field)
                given[name] = self._written(value, str(argument.type))
        given |= self._paging(arguments, number)
        return f"({', '.join(f'{k}: {v}' for k, v in given.items())})" if given else ""

    def _paging(self, arguments: dict[str, GraphQLArgument], number: str) -> dict[str, str]:
        given = {}
        ends = [name for name in ("first", "last") if name in arguments]
        if ends and self._half():
            size = self.random.choice([0, 1, 2, 3, 5, 100])
            given[self.random.choice(ends)] = self._written(size, "Int")
        if arguments.keys() >= PAGED and self._half():
            name = f"{CURSORS}{number}"
            self.declared.append(f"${name}: String")
            self.cursors.append(name)
            given[self.random.choice(["after", "before"])] = f"${name}"
        return given

    def _written(self, value: Any, type_: str) -> str:
        """As a literal, as a variable, or as a variable's default."""
        chance = self.random.random()
        if chance < 0.6:
            return literal(value)
        name = self._name("v")
        if chance < 0.7 and value is not None:
            self.declared.append(f"${name}: {type_.rstrip('!')} = {literal(value)}")
        else:
            self.declared.append(f"${name}: {type_}")
            self.given[name] = _json(value)
        return f"${name}"

    def _directive(self) -> str:
        if self.random.random() > 0.08:
            return ""
        name, truth = self.random.choice(["skip", "include"]), self._half()
        return f" @{name}(if: {self._written(truth, 'Boolean!')})"

    # --- names

    def _alias(self) -> str:
        """Each its own, so that no two fields are taken for one; some are left without."""
        return f"{self._name('a')}: "

    def _name(self, prefix: str) -> str:
        self.names += 1
        return f"{prefix}{self.names}"

    def _half(self) -> bool:
        return self.random.random() < 0.5

    def _possible(self, type_: Any) -> Sequence[GraphQLObjectType]:
        return self.schema.get_possible_types(type_)

    def _is_node(self, type_: Any) -> bool:
        return any(i.name == "Node" for i in getattr(type_, "interfaces", ()))


def literal(value: Any) -> str:
    """A value as it stands in a document."""
    if isinstance(value, EnumName):
        return value.name
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {literal(v)}" for k, v in value.items()) + "}"
    return json.dumps(value)


def _json(value: Any) -> Any:
    if isinstance(value, EnumName):
        return value.name
    if isinstance(value, list):
        return [_json(item) for item in value]
    return {k: _json(v) for k, v in value.items()} if isinstance(value, dict) else value


def _named(found: Any) -> GraphQLNamedType:
    return get_named_type(found.type)
