"""The arguments of a field that Python runs: read once a plan, but for the variables in them."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    Undefined,
    ValueNode,
    VariableNode,
    get_argument_values,
)
from graphql.type import is_required_argument, is_required_input_field
from graphql.utilities.coerce_input_value import coerce_default_value, coerce_input_literal

if TYPE_CHECKING:
    from lianxin_schema.planner.turn import Turn

Variables = Mapping[str, Any]
Reading = Callable[[Variables], Any]
"""A value, given the coerced variables; objects and lists in it are nobody else's."""


class _Unsure(Exception):
    """A variable is missing, or null where that may not be: graphql-core knows what then."""


class Arguments:
    """`arguments.of(turn)`: by their names in Python. Raises GraphQLError as graphql-core does, of
    which this is the quicker half: it works a document's literals out anew at each request."""

    def __init__(self, definition: GraphQLField, node: FieldNode, names: Mapping[str, str]) -> None:
        self._definition = definition
        self._node = node
        self._names = names
        self._readings = _readings(definition, node, names)

    def of(self, turn: "Turn") -> dict[str, Any]:
        variables = turn.coerced
        try:
            return {name: reading(variables) for name, reading in self._readings}
        except _Unsure:
            given = get_argument_values(self._definition, self._node, turn.variables)
            return {self._names[name]: value for name, value in given.items()}


def _readings(
    definition: GraphQLField, node: FieldNode, names: Mapping[str, str]
) -> tuple[tuple[str, Reading], ...]:
    given = {argument.name.value: argument.value for argument in node.arguments or ()}
    found: list[tuple[str, Reading]] = []
    for name, argument in definition.args.items():
        if name in given:
            found.append((names[name], _reading(given[name], argument.type)))
        elif is_required_argument(argument):
            found.append((names[name], _unsure))
        elif (default := coerce_default_value(argument)) is not Undefined:
            found.append((names[name], _constant(default)))
    return tuple(found)


def _reading(node: ValueNode, type_: GraphQLInputType) -> Reading:
    is_nullable = not isinstance(type_, GraphQLNonNull)
    if isinstance(node, VariableNode):
        return _variable(node.name.value, is_nullable)
    inner = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    if isinstance(node, NullValueNode):
        return _constant(None) if is_nullable else _unsure
    if isinstance(inner, GraphQLList):
        return _list(node, inner.of_type)
    if isinstance(inner, GraphQLInputObjectType):
        return _object(node, inner)
    constant = coerce_input_literal(node, inner)
    return _unsure if constant is Undefined else _constant(constant)


def _variable(name: str, is_nullable: bool) -> Reading:
    def read(variables: Variables) -> Any:
        value = variables.get(name)
        if value is None and not (is_nullable and name in variables):
            raise _Unsure
        return value

    return read


def _list(node: ValueNode, type_: GraphQLInputType) -> Reading:
    nodes = node.values if isinstance(node, ListValueNode) else (node,)
    items = [_reading(item, type_) for item in nodes]
    return lambda variables: [item(variables) for item in items]


def _object(node: ValueNode, type_: GraphQLInputObjectType) -> Reading:
    if not isinstance(node, ObjectValueNode) or type_.is_one_of:
        return _unsure
    given = {field.name.value: field.value for field in node.fields}
    members = [
        (field.out_name or name, reading)
        for name, field in type_.fields.items()
        if (reading := _member(field, given.get(name))) is not None
    ]
    return lambda variables: type_.out_type({name: read(variables) for name, read in members})


def _member(field: GraphQLInputField, node: ValueNode | None) -> Reading | None:
    """None: it is left out."""
    if node is not None:
        return _reading(node, field.type)
    if is_required_input_field(field):
        return _unsure
    default = coerce_default_value(field)
    return None if default is Undefined else _constant(default)


def _constant(value: Any) -> Reading:
    return lambda _: value


def _unsure(_: Variables) -> Any:
    raise _Unsure
