"""What a viewer may ask for, whatever the rows: said once more, over the document as it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)

from lianxin_schema.fields.catalogue import Catalogue, Field, ObjectType


@dataclass(frozen=True)
class Rights:
    catalogue: Catalogue
    permissions: frozenset[str]

    def has(self, access: Any) -> bool:
        if access in (None, "open", "checked"):
            return True
        return bool(self.permissions & set([access] if isinstance(access, str) else access))

    def opens(self, type_name: str) -> bool:
        return self.has(self.catalogue.types[type_name].planned.access)

    def may(self, field: Field) -> bool:
        possible = [t.name for t in self.catalogue.possible(field.target)]
        reachable = not possible or any(map(self.opens, possible))
        listed = field.rows is None or self.opens(field.rows)
        return self.has(field.declared.permission) and reachable and listed


@dataclass(frozen=True)
class Document:
    """An operation with its fragments and variables, to be walked."""

    operation: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]

    @classmethod
    def of(cls, document: DocumentNode, variables: Mapping[str, Any]) -> "Document":
        fragments = {
            d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
        }
        (operation,) = (d for d in document.definitions if isinstance(d, OperationDefinitionNode))
        return cls(operation, fragments, variables)

    def refuses(self, rights: Rights) -> bool:
        """Whether something is asked for that must not be null and is not this viewer's to ask."""
        root = rights.catalogue.root(self.operation.operation)
        return self._refused(root, self.operation.selection_set, rights)

    def _refused(self, type_: ObjectType, selected: SelectionSetNode, rights: Rights) -> bool:
        return any(
            self._one_refused(type_, node, rights) for node in self._fields(type_, selected, rights)
        )

    def _one_refused(self, type_: ObjectType, node: FieldNode, rights: Rights) -> bool:
        if node.name.value.startswith("__"):
            return False
        field = type_.fields[node.name.value]
        if not rights.may(field):
            return not field.nullable
        below = [t for t in rights.catalogue.possible(field.target) if rights.opens(t.name)]
        inner = node.selection_set
        return inner is not None and any(self._refused(t, inner, rights) for t in below)

    def _fields(
        self, type_: ObjectType, selected: SelectionSetNode, rights: Rights
    ) -> Iterator[FieldNode]:
        for node in selected.selections:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                yield node
                continue
            found = (
                node if isinstance(node, InlineFragmentNode) else self.fragments[node.name.value]  # type: ignore[attr-defined]
            )
            condition = found.type_condition
            named = rights.catalogue.schema.type_map[condition.name.value] if condition else None
            if named is None or type_ in rights.catalogue.possible(named):
                yield from self._fields(type_, found.selection_set, rights)

    def _included(self, node: Any) -> bool:
        for directive in node.directives or ():
            value = directive.arguments[0].value
            said = (
                self.variables[value.name.value] if isinstance(value, VariableNode) else value.value
            )
            if said is (directive.name.value == "skip"):
                return False
        return True
