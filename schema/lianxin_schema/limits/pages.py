"""How many objects a field may return: read from its type and its page arguments."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLOutputType,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
    value_from_ast_untyped,
)

_PAGE_ARGUMENTS = ("first", "last")
_KEY_ARGUMENT = "ids"


@dataclass(frozen=True, slots=True)
class Variable:
    name: str


@dataclass(frozen=True, slots=True)
class Size:
    """A number of objects, known now (`fixed`) or once the variables are."""

    fixed: int | None
    variables: tuple[Variable, ...] = ()
    default: int = 1
    #: Whether `first_max` bounds it.
    page: bool = False

    def of(self, values: Mapping[str, Any]) -> int:
        """Objects, at least 0, with these variable values."""
        if not self.variables:
            return self.default if self.fixed is None else self.fixed
        found = [_count(values.get(variable.name)) for variable in self.variables]
        known = [n for n in (*found, self.fixed) if n is not None]
        return max(known, default=self.default)


def size_of(node: FieldNode, field: GraphQLField, page_default: int, list_size: int) -> Size:
    """A page's size, the number of keys asked for, a short list's allowance, or 1."""
    if is_connection(field.type):
        return _from_arguments(node, _PAGE_ARGUMENTS, page_default, page=True)
    if not is_list_type(get_nullable_type(field.type)):
        return Size(1)
    if _KEY_ARGUMENT in field.args:
        return _from_arguments(node, (_KEY_ARGUMENT,), page_default, page=False)
    return Size(list_size)


def is_connection(type_: GraphQLOutputType) -> bool:
    return is_connection_type(get_named_type(type_))


def is_connection_type(named: GraphQLNamedType) -> bool:
    return (
        isinstance(named, GraphQLObjectType | GraphQLInterfaceType)
        and named.name.endswith("Connection")
        and "pageInfo" in named.fields
    )


def is_wrapper(parent_name: str, field: GraphQLField) -> bool:
    """Whether the field only wraps what its connection has counted already."""
    named = get_named_type(field.type).name
    return named == "PageInfo" or (parent_name.endswith("Connection") and named.endswith("Edge"))


def variables_with_defaults(
    operation: OperationDefinitionNode, values: Mapping[str, Any]
) -> dict[str, Any]:
    defaults = {
        definition.variable.name.value: value_from_ast_untyped(definition.default_value)
        for definition in operation.variable_definitions or ()
        if definition.default_value is not None
    }
    return defaults | dict(values)


def _from_arguments(node: FieldNode, names: tuple[str, ...], default: int, *, page: bool) -> Size:
    given = [argument.value for argument in node.arguments or () if argument.name.value in names]
    variables = tuple(Variable(v.name.value) for v in given if isinstance(v, VariableNode))
    literals = [n for n in map(_literal, given) if n is not None]
    return Size(max(literals, default=None), variables, default, page)


def _literal(value: ValueNode) -> int | None:
    if isinstance(value, IntValueNode):
        return max(0, int(value.value[:18]))
    if isinstance(value, ListValueNode):
        return len(value.values)
    return None


def _count(value: object) -> int | None:
    if isinstance(value, list | tuple):
        return len(value)
    if isinstance(value, str):
        return 1
    return max(0, value) if isinstance(value, int) and not isinstance(value, bool) else None
