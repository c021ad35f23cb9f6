"""What stands in a document besides names: values that shape plans, and values not taken."""

from collections.abc import Iterator
from typing import Any

from graphql import (
    BREAK,
    DocumentNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    InlineFragmentNode,
    ListValueNode,
    Node,
    ObjectValueNode,
    StringValueNode,
    TypeInfo,
    TypeInfoVisitor,
    ValueNode,
    VariableNode,
    Visitor,
    visit,
)

from lianxin.language import Text
from lianxin_schema.fields.catalogue import Catalogue
from lianxin_schema.fields.declared import HandWritten, Value
from lianxin_schema.planner.texts import LIST_TOO_LONG, LONGEST_LIST, NOT_A_TEXT, is_storable


def shaping_variables(document: DocumentNode, catalogue: Catalogue) -> frozenset[str]:
    """The variables that decide what is planned: all but the arguments of fields that run in
    Python, such as a mutation's input."""
    info = TypeInfo(catalogue.schema)
    visitor = _Shaping(catalogue, info)
    visit(document, TypeInfoVisitor(info, visitor))
    return frozenset(visitor.names)


def objections(document: DocumentNode) -> Text | None:
    """Why a literal is not taken; None if all are."""
    visitor = _Objecting()
    visit(document, visitor)
    return visitor.said


class _Shaping(Visitor):
    def __init__(self, catalogue: Catalogue, info: TypeInfo) -> None:
        super().__init__()
        self.names: set[str] = set()
        self._catalogue = catalogue
        self._info = info

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        self._directives(node)
        if not self._runs(node.name.value):
            for argument in node.arguments or ():
                self.names.update(_variables(argument.value))

    def enter_inline_fragment(self, node: InlineFragmentNode, *_: Any) -> None:
        self._directives(node)

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> None:
        self._directives(node)

    def _directives(self, node: FieldNode | InlineFragmentNode | FragmentSpreadNode) -> None:
        for directive in node.directives or ():
            for argument in directive.arguments or ():
                self.names.update(_variables(argument.value))

    def _runs(self, name: str) -> bool:
        parent = self._info.get_parent_type()
        if not isinstance(parent, GraphQLObjectType) or parent.name not in self._catalogue.types:
            return False
        field = self._catalogue.types[parent.name].fields.get(name)
        return field is not None and isinstance(field.declared, Value | HandWritten)


class _Objecting(Visitor):
    said: Text | None = None

    def enter_string_value(self, node: StringValueNode, *_: Any) -> Any:
        return self._unless(is_storable(node.value), NOT_A_TEXT)

    def enter_list_value(self, node: ListValueNode, *_: Any) -> Any:
        return self._unless(len(node.values) <= LONGEST_LIST, LIST_TOO_LONG)

    def _unless(self, fine: bool, said: Text) -> Any:
        if fine:
            return None
        self.said = said
        return BREAK


def _variables(value: ValueNode | Node) -> Iterator[str]:
    if isinstance(value, VariableNode):
        yield value.name.value
    elif isinstance(value, ListValueNode):
        for item in value.values:
            yield from _variables(item)
    elif isinstance(value, ObjectValueNode):
        for field in value.fields:
            yield from _variables(field.value)
