"""What an operation asks for, field by field and for each type that may turn up there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    NamedTypeNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)

from lianxin_schema.fields.catalogue import Catalogue, Field, ObjectType
from lianxin_schema.planner.arguments import Arguments

INTROSPECTION = frozenset({"__schema", "__type"})


@dataclass(frozen=True)
class Operation:
    """One operation of a document, with the fragments it may use."""

    node: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]


@dataclass(frozen=True)
class Asked:
    """A field that is asked for: `key` names it in the answer.

    `below` are the fields asked of it, by the object types that it may turn out to be.
    """

    key: str
    type: ObjectType
    node: FieldNode
    field: Field
    below: Mapping[str, Sequence["Asked | Typename"]]
    hidden: bool = False

    @property
    def full_name(self) -> str:
        return f"{self.type.name}.{self.field.name}"

    @cached_property
    def arguments(self) -> Arguments:
        """The arguments with which the field runs in Python."""
        return Arguments(self.field.definition, self.node, self.field.names)

    @property
    def nullable(self) -> bool:
        return self.field.nullable

    def without(self) -> "Asked":
        """The same, but nothing of it is shown."""
        return replace(self, hidden=True, below={})


@dataclass(frozen=True)
class Typename:
    """`__typename`, known when planning."""

    key: str
    type: ObjectType


@dataclass(frozen=True)
class Selection:
    """All that an operation asks for at its root, questions about the schema apart."""

    root: ObjectType
    fields: Sequence[Asked | Typename]
    introspection: Sequence[FieldNode] = field(default_factory=tuple)

    @property
    def keys(self) -> tuple[str, ...]:
        """The answer's members; what is asked about the schema comes last."""
        names = (*(f.key for f in self.fields), *map(_key, self.introspection))
        return tuple(dict.fromkeys(names))


def select(catalogue: Catalogue, operation: Operation, variables: Mapping[str, Any]) -> Selection:
    """What is asked for, given the variables that `@skip` and `@include` name."""
    root = catalogue.root(operation.node.operation)
    selector = _Selector(catalogue, operation, variables)
    merged = selector.merged(root, [operation.node.selection_set])
    about = {key: nodes for key, nodes in merged.items() if nodes[0].name.value in INTROSPECTION}
    fields = [selector.asked(root, k, nodes) for k, nodes in merged.items() if k not in about]
    return Selection(root, fields, tuple(node for nodes in about.values() for node in nodes))


@dataclass(frozen=True)
class _Selector:
    catalogue: Catalogue
    operation: Operation
    variables: Mapping[str, Any]

    def fields(self, type_: ObjectType, sets: Iterable[SelectionSetNode]) -> list[Any]:
        merged = self.merged(type_, sets)
        return [self.asked(type_, key, nodes) for key, nodes in merged.items()]

    def asked(self, type_: ObjectType, key: str, nodes: Sequence[FieldNode]) -> Asked | Typename:
        name = nodes[0].name.value
        if name == "__typename":
            return Typename(key, type_)
        field = type_.fields[name]
        sets = [node.selection_set for node in nodes if node.selection_set]
        below = {t.name: self.fields(t, sets) for t in self.catalogue.possible(field.target)}
        return Asked(key, type_, nodes[0], field, below)

    def merged(
        self, type_: ObjectType, sets: Iterable[SelectionSetNode]
    ) -> dict[str, list[FieldNode]]:
        """The field nodes that apply to a type, by response key, in the order of the answer."""
        found: dict[str, list[FieldNode]] = {}
        seen: set[str] = set()

        def visit(selection_set: SelectionSetNode) -> None:
            for node in selection_set.selections:
                if not _included(node, self.variables):
                    continue
                if isinstance(node, FieldNode):
                    found.setdefault(_key(node), []).append(node)
                elif isinstance(node, InlineFragmentNode):
                    if self._applies(node.type_condition, type_):
                        visit(node.selection_set)
                elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                    seen.add(node.name.value)
                    fragment = self.operation.fragments[node.name.value]
                    if self._applies(fragment.type_condition, type_):
                        visit(fragment.selection_set)

        for selection_set in sets:
            visit(selection_set)
        return found

    def _applies(self, condition: NamedTypeNode | None, type_: ObjectType) -> bool:
        if condition is None or condition.name.value == type_.name:
            return True
        named = self.catalogue.schema.get_type(condition.name.value)
        return any(possible is type_ for possible in self.catalogue.possible(named))


def _key(node: FieldNode) -> str:
    return (node.alias or node.name).value


def _included(node: Any, variables: Mapping[str, Any]) -> bool:
    for directive in node.directives or ():
        name = directive.name.value
        if name in {"skip", "include"}:
            condition = _boolean(directive.arguments[0].value, variables)
            if condition is (name == "skip"):
                return False
    return True


def _boolean(value: Any, variables: Mapping[str, Any]) -> bool:
    if isinstance(value, VariableNode):
        return bool(variables.get(value.name.value))
    return bool(value.value)
