"""What the planner knows of a composed schema: each type's access, each field's declaration.

Deny by default: a type or root field that does not say who may read it is refused here, when the
schema is built, not when somebody asks for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from graphql import (
    GraphQLField,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    OperationType,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
)
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from lianxin_schema.fields.access import OPEN
from lianxin_schema.fields.declare import declared_of
from lianxin_schema.fields.declared import Column, Declared, HandWritten, Page, Value
from lianxin_schema.fields.names import final_name
from lianxin_schema.fields.planned import Planned, planned_of

_STRAWBERRY = "strawberry-definition"


class Undeclared(Exception):
    """A type or field does not say what the planner has to know of it."""


@dataclass(frozen=True)
class Field:
    """A field of an object type; `attribute` is its name in Python, `names` its arguments'."""

    name: str
    attribute: str
    definition: GraphQLField
    declared: Declared
    names: Mapping[str, str]

    @property
    def nullable(self) -> bool:
        return not isinstance(self.definition.type, GraphQLNonNull)

    @property
    def returns_list(self) -> bool:
        return isinstance(get_nullable_type(self.definition.type), GraphQLList)

    @cached_property
    def target(self) -> GraphQLNamedType:
        """The field's type without lists and non-nulls around it."""
        return get_named_type(self.definition.type)

    @cached_property
    def rows(self) -> str | None:
        """The type of a connection's nodes."""
        if not isinstance(self.declared, Page):
            return None
        connection = cast(GraphQLObjectType, self.target)
        edge = cast(GraphQLObjectType, get_named_type(connection.fields["edges"].type))
        return cast(GraphQLObjectType, get_named_type(edge.fields["node"].type)).name


@dataclass(frozen=True)
class ObjectType:
    name: str
    planned: Planned
    fields: Mapping[str, Field]


class Catalogue:
    """The object types of a schema by name. Raises Undeclared."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self._roots = {
            root.name: root for kind in OperationType if (root := schema.get_root_type(kind))
        }
        self.types = {
            name: self._described(type_)
            for name, type_ in schema.type_map.items()
            if isinstance(type_, GraphQLObjectType) and not name.startswith("__")
        }

    def root(self, kind: OperationType) -> ObjectType:
        """Validation has seen that the schema has such operations."""
        root = self.schema.get_root_type(kind)
        assert root is not None
        return self.types[root.name]

    def possible(self, type_: GraphQLNamedType | None) -> list[ObjectType]:
        """The object types that a type may turn out to be; none for a scalar or an enum."""
        if is_abstract_type(type_):
            return [self.types[t.name] for t in self.schema.get_possible_types(type_)]
        return [self.types[type_.name]] if type_ is not None and type_.name in self.types else []

    def field_names(self) -> frozenset[str]:
        """Every field as `Type.field`."""
        return frozenset(f"{t.name}.{name}" for t in self.types.values() for name in t.fields)

    def hand_written(self) -> list[str]:
        """The fields that call a resolver for each object, as `Type.field`."""
        return sorted(
            f"{type_.name}.{field.name}"
            for type_ in self.types.values()
            for field in type_.fields.values()
            if isinstance(field.declared, HandWritten)
        )

    def _described(self, type_: GraphQLObjectType) -> ObjectType:
        if type_.name in self._roots:
            fields = {name: _root_field(type_.name, name, f) for name, f in type_.fields.items()}
            return ObjectType(type_.name, _ROOT, fields)
        planned = planned_of(type_.extensions[_STRAWBERRY].origin)
        if planned is None:
            raise Undeclared(f"type {type_.name} has no access rule: use table_type or value_type")
        fields = {name: _field(type_.name, name, f, planned) for name, f in type_.fields.items()}
        for field in fields.values():
            _check_kind(f"{type_.name}.{field.name}", field.declared, planned)
        return ObjectType(type_.name, planned, fields)


_ROOT = Planned(access=OPEN)


_OF_VALUES = (Value, HandWritten, Page)


def _check_kind(name: str, declared: Declared, planned: Planned) -> None:
    if planned.table is None and not isinstance(declared, _OF_VALUES):
        raise Undeclared(f"{name}: a {type(declared).__name__} needs a type over a table")
    if planned.table is not None and isinstance(declared, Value):
        raise Undeclared(f"{name}: a value needs a type of Python values")


def _check_input(name: str, field: Field) -> None:
    """Whatever the input of a list offers to ask for has to be known."""
    if not isinstance(field.declared, Page):
        return
    offered = {key: get_named_type(a.type) for key, a in field.definition.args.items()}
    filters = getattr(offered.get("filter"), "fields", {}).keys() - field.declared.filters.keys()
    chosen = getattr(offered.get("orderBy"), "fields", {}).get("field")
    orders = get_named_type(chosen.type).values.keys() if chosen else set()
    if unknown := sorted(filters | (orders - field.declared.orders.keys())):
        raise Undeclared(f"{name}: nothing says what {', '.join(unknown)} means")


def _root_field(type_name: str, name: str, definition: GraphQLField) -> Field:
    field = _field(type_name, name, definition, _ROOT)
    if field.declared.permission is None:
        raise Undeclared(
            f"{type_name}.{name} has no access rule: name a permission, OPEN or CHECKED"
        )
    return field


def _field(type_name: str, name: str, definition: GraphQLField, planned: Planned) -> Field:
    made: StrawberryField = definition.extensions[_STRAWBERRY]
    declared = _declared(f"{type_name}.{name}", made, planned)
    names = {final_name(argument): argument.python_name for argument in made.arguments}
    found = Field(name, made.python_name, definition, declared, names)
    _check_input(f"{type_name}.{name}", found)
    return found


def _declared(name: str, made: StrawberryField, planned: Planned) -> Declared:
    """The declaration; or a plain resolver; or a plain annotation, which is a column of the table
    or an attribute of the value."""
    declared = declared_of(made)
    if made.base_resolver is not None:
        permission = declared.permission if declared else None
        return HandWritten(read=_reader(name, made.base_resolver), permission=permission)
    if declared is not None:
        return declared
    if planned.table is None:
        return Value()
    if made.python_name not in planned.table.c:
        raise Undeclared(f"{name} declares nothing, and {planned.table} has no such column")
    return Column()


def _reader(name: str, resolver: StrawberryResolver[Any]) -> Callable[..., Any]:
    """The resolver as `read(source, **arguments)`, in whichever way it wants its source."""
    if resolver.info_parameter is not None:
        raise Undeclared(f"{name}: a resolver is given its row and arguments, but no info")
    if resolver.self_parameter is not None:
        return resolver
    source = resolver.root_parameter or resolver.parent_parameter
    if source is not None:
        return lambda given, **arguments: resolver(**{source.name: given}, **arguments)
    return lambda _, **arguments: resolver(**arguments)
