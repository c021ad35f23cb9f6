"""Planning: an operation becomes one statement and the batch functions to run after it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    SelectionSetNode,
    get_argument_values,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)
from graphql.execution.values import VariableValues
from sqlalchemy import select
from sqlalchemy.sql.selectable import FromClause

from lianxin.database import Database
from lianxin.plugins.composition import Composition
from lianxin_schema.fields import OPEN, Planned, Who, declared_of, planned_of
from lianxin_schema.fields.declared import Declared, Page, Value
from lianxin_schema.planner import emitters
from lianxin_schema.planner.given import Binder
from lianxin_schema.planner.json import Concat, Part, commas
from lianxin_schema.planner.plan import (
    EACH,
    Denied,
    Fill,
    Leaf,
    Mixed,
    Objects,
    PageField,
    Path,
    Plan,
    Projection,
    Refs,
    Statement,
    ValueField,
    members_of,
)
from lianxin_schema.planner.selection import Document, Selected, select_fields


@dataclass(frozen=True)
class Scope:
    """Where in the answer the planner stands, and the fills found so far."""

    fills: list[Fill] = field(default_factory=list)
    path: Path = ()

    def at(self, *keys: Any) -> "Scope":
        return replace(self, path=(*self.path, *keys))

    def each(self) -> "Scope":
        return self.at(EACH)


@dataclass
class Planner:
    """Plans one operation for one kind of viewer."""

    schema: Any
    composition: Composition
    database: Database
    document: Document
    shapes: Mapping[str, Any]
    who: Who
    signed_in: bool
    language: str
    binder: Binder = field(default_factory=Binder)
    asked: set[str] = field(default_factory=set)
    _aliases: int = 0

    @property
    def nested(self) -> bool:
        """PostgreSQL nests subselects; SQLite's parser wants one common table per level."""
        return self.database.backend == "postgresql"

    def alias(self, table: Any) -> FromClause:
        self._aliases += 1
        found: FromClause = table.alias(f"t{self._aliases}")
        return found

    def name(self) -> str:
        self._aliases += 1
        return f"l{self._aliases}"

    # --- the operation

    def plan(self, cost: int) -> Plan:
        operation = self.document.operation
        root = self.schema.get_root_type(operation.operation)
        scope = Scope()
        groups: list[Sequence[Part]] = []
        values: list[ValueField] = []
        typenames: dict[str, str] = {}
        selected = self.fields_of(root, [operation.selection_set])
        for item in selected:
            if item.name == "__typename":
                typenames[item.key] = root.name
                continue
            definition = self.definition(root, item.name)
            declared = self.declared(root, definition, item.name)
            self.permit(declared, definition, f"{root.name}.{item.name}")
            if isinstance(declared, Value):
                values.append(self.value_field(item, definition, declared))
            else:
                parts = emitters.emit(self, scope.at(item.key), None, root, definition, declared, item)
                groups.append([f'"{item.key}":', *parts])
        rows = None
        if groups:
            text = Concat(["{", *commas(groups), "}"])
            rows = Statement(self.database.prepare(select(text)), tuple(scope.fills))
        return Plan(
            rows=rows,
            values=tuple(values),
            keys=tuple(item.key for item in selected),
            constants=self.binder.constants,
            transforms=tuple(self.binder.transforms),
            cost=cost,
            fields=frozenset(self.asked),
            typenames=typenames,
        )

    # --- what is asked

    def fields_of(
        self, type_: GraphQLObjectType, sets: Iterable[SelectionSetNode]
    ) -> list[Selected]:
        return select_fields(self.schema, self.document, self.shapes, type_, sets)

    def definition(self, type_: GraphQLObjectType, name: str) -> GraphQLField:
        self.asked.add(f"{type_.name}.{name}")
        found: GraphQLField = type_.fields[name]
        return found

    def declared(
        self, type_: GraphQLObjectType, definition: GraphQLField, name: str
    ) -> Declared:
        strawberry_field = definition.extensions["strawberry-definition"]
        declared = declared_of(strawberry_field)
        if declared is None and strawberry_field.base_resolver is None:
            return Value()
        if declared is None:
            return emitters.plain_resolver(self, type_, strawberry_field)
        return declared

    def arguments(self, definition: GraphQLField, item: Selected) -> dict[str, Any]:
        """Coerced arguments by GraphQL name, slots in place of what varies."""
        known = VariableValues(dict.fromkeys(self.shapes, None), dict(self.shapes))  # type: ignore[arg-type]
        return get_argument_values(definition, item.node, known)

    # --- who may ask

    def permit(self, declared: Declared, definition: GraphQLField, name: str) -> bool:
        """False where a nullable field is to be null. Raises Denied."""
        if declared.permission is None or self.who.may(declared.permission):
            return True
        if isinstance(definition.type, GraphQLNonNull):
            raise Denied(self.signed_in, name)
        return False

    def enter(self, type_: GraphQLObjectType) -> Planned:
        """The plan of a type that the viewer has access to. Raises Denied."""
        planned = planned_of(type_.extensions["strawberry-definition"].origin)
        assert planned is not None, f"{type_.name} has no access rule"
        if planned.access != OPEN and not self.who.may(planned.access):
            raise Denied(self.signed_in, type_.name)
        return planned

    def has_access(self, type_: GraphQLObjectType) -> bool:
        planned = planned_of(type_.extensions["strawberry-definition"].origin)
        return planned is not None and (
            planned.access == OPEN or self.who.may(planned.access)
        )

    # --- objects over rows

    def object(
        self,
        scope: Scope,
        row: Any,
        type_: GraphQLObjectType,
        sets: Iterable[SelectionSetNode],
    ) -> Concat:
        """The JSON object of a row: `row` are the columns of its alias."""
        groups = []
        for item in self.fields_of(type_, sets):
            parts = self._field(scope.at(item.key), row, type_, item)
            groups.append([f'"{item.key}":', *parts])
        return Concat(["{", *commas(groups), "}"])

    def _field(
        self, scope: Scope, row: Any, type_: GraphQLObjectType, item: Selected
    ) -> Sequence[Part]:
        if item.name == "__typename":
            return [f'"{type_.name}"']
        definition = self.definition(type_, item.name)
        declared = self.declared(type_, definition, item.name)
        if not self.permit(declared, definition, f"{type_.name}.{item.name}"):
            return ["null"]
        return emitters.emit(self, scope, row, type_, definition, declared, item)

    # --- Python values

    def value_field(
        self, item: Selected, definition: GraphQLField, declared: Value
    ) -> ValueField:
        strawberry_field = definition.extensions["strawberry-definition"]
        names = {
            self.schema_name(a): a.python_name for a in strawberry_field.arguments
        }
        projection = self.projection(definition.type, item.selection_sets, declared.shown)
        return ValueField(
            key=item.key,
            definition=definition,
            node=item.node,
            read=declared.read,
            attribute=strawberry_field.python_name,
            names=names,
            projection=projection,
            asked=members_of(projection) if declared.selective else None,
        )

    def schema_name(self, argument: Any) -> str:
        from strawberry.utils.str_converters import to_camel_case

        return argument.graphql_name or to_camel_case(argument.python_name)

    def projection(
        self, type_: Any, sets: Sequence[SelectionSetNode], shown: bool = False
    ) -> Projection:
        """How values of a type are written for these selections; rows referred to are written
        for whoever may see them, or, `shown`, for whoever was handed them."""
        named = get_named_type(type_)
        if is_leaf_type(named):
            return Leaf(named.serialize)
        possible = self.schema.get_possible_types(named) if is_abstract_type(named) else [named]
        values = {t.name: self._value_fields(t, sets) for t in possible if not self._is_row(t)}
        rows = {
            t.name: self.by_keys(t, sets, shown)
            for t in possible
            if self._is_row(t) and self.has_access(t)
        }
        if values and (rows or any(self._is_row(t) for t in possible)):
            return Mixed(Objects(values), Refs(rows))
        return Objects(values) if values else Refs(rows)

    def _is_row(self, type_: GraphQLObjectType) -> bool:
        planned = planned_of(type_.extensions["strawberry-definition"].origin)
        return planned is not None and planned.table is not None

    def _value_fields(
        self, type_: GraphQLObjectType, sets: Sequence[SelectionSetNode]
    ) -> list[ValueField | PageField | tuple[str, str]]:
        if not self.has_access(type_):
            return []
        found: list[ValueField | PageField | tuple[str, str]] = []
        for item in self.fields_of(type_, sets):
            if item.name == "__typename":
                found.append((item.key, type_.name))
                continue
            definition = self.definition(type_, item.name)
            declared = self.declared(type_, definition, item.name)
            permitted = self.permit(declared, definition, f"{type_.name}.{item.name}")
            if isinstance(declared, Page):
                found.append(self._page_field(type_, item, definition, declared))
            elif isinstance(declared, Value) and permitted:
                found.append(self.value_field(item, definition, declared))
            else:
                found.append(self.value_field(item, definition, Value(read=_nothing)))
        return found

    def _page_field(
        self, type_: GraphQLObjectType, item: Selected, definition: GraphQLField, declared: Page
    ) -> PageField:
        scope = Scope()
        text = Concat(emitters.page_of_value(self, scope, definition, declared, item))
        statement = Statement(self.database.prepare(select(text)), tuple(scope.fills))
        parent: Callable[[Any], Any] = declared.parent or (lambda value: None)
        return PageField(item.key, parent, statement)

    def by_keys(
        self, type_: GraphQLObjectType, sets: Sequence[SelectionSetNode], shown: bool
    ) -> Statement:
        """Rows of a type by their keys: a JSON object from key to row."""
        scope = Scope()
        text = emitters.rows_by_keys(self, scope.each(), type_, sets, shown)
        return Statement(self.database.prepare(text), tuple(scope.fills))


def _nothing(value: Any, context: Any, **arguments: Any) -> None:
    """Hidden from this viewer."""
