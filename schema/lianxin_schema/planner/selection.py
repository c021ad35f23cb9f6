"""Which fields are selected on a type: fragments, @skip and @include, merged by response key."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)


@dataclass(frozen=True)
class Document:
    """One operation of a document, with the fragments it may use."""

    operation: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]


@dataclass(frozen=True)
class Selected:
    """A field in the answer: its response key, and all nodes that ask for it."""

    key: str
    name: str
    nodes: tuple[FieldNode, ...]

    @property
    def node(self) -> FieldNode:
        return self.nodes[0]

    @property
    def selection_sets(self) -> list[SelectionSetNode]:
        return [n.selection_set for n in self.nodes if n.selection_set]


def select_fields(
    schema: GraphQLSchema,
    document: Document,
    variables: Mapping[str, Any],
    type_: GraphQLObjectType,
    sets: Iterable[SelectionSetNode],
) -> list[Selected]:
    """The fields asked of an object of this type, in the order of the answer."""
    grouped: dict[str, list[FieldNode]] = {}
    seen: set[str] = set()

    def visit(selection_set: SelectionSetNode) -> None:
        for node in selection_set.selections:
            if not _included(node, variables):
                continue
            if isinstance(node, FieldNode):
                key = (node.alias or node.name).value
                grouped.setdefault(key, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                if condition is None or _applies(schema, condition.name.value, type_):
                    visit(node.selection_set)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                seen.add(node.name.value)
                fragment = document.fragments[node.name.value]
                if _applies(schema, fragment.type_condition.name.value, type_):
                    visit(fragment.selection_set)

    for selection_set in sets:
        visit(selection_set)
    return [Selected(key, nodes[0].name.value, tuple(nodes)) for key, nodes in grouped.items()]


def _applies(schema: GraphQLSchema, name: str, type_: GraphQLObjectType) -> bool:
    if name == type_.name:
        return True
    abstract = schema.type_map.get(name)
    return abstract is not None and schema.is_sub_type(abstract, type_)  # type: ignore[arg-type]


def _included(node: Any, variables: Mapping[str, Any]) -> bool:
    for directive in node.directives or ():
        name = directive.name.value
        if name not in {"skip", "include"}:
            continue
        condition = _boolean(directive.arguments, variables)
        if condition is (name == "skip"):
            return False
    return True


def _boolean(arguments: Sequence[Any], variables: Mapping[str, Any]) -> bool:
    value = next(a.value for a in arguments if a.name.value == "if")
    if isinstance(value, VariableNode):
        return bool(variables.get(value.name.value))
    return bool(value.value)
