"""Measuring an operation in one pass: each fragment is looked at once, however often spread.

It may run before validation: unknown fields, fragments and types are counted, not refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
)

from lianxin_schema.limits.excess import Excess
from lianxin_schema.limits.fragments import in_order_of_need
from lianxin_schema.limits.limits import Limits
from lianxin_schema.limits.pages import (
    Size,
    is_connection,
    is_connection_type,
    is_wrapper,
    size_of,
)
from lianxin_schema.limits.pages import variables_with_defaults as defaults_of
from lianxin_schema.limits.price import NOTHING, Amount, Price, PriceBuilder
from lianxin_schema.limits.tally import Tally, summed

_INTROSPECTION_ROOTS = ("__schema", "__type")
_NOTHING = Tally()


@dataclass(frozen=True, slots=True)
class Measure:
    """The expanded operation in figures; `cost` in objects, with the variables it was given."""

    depth: int
    fields: int
    aliases: int
    directives: int
    root_fields: int
    cost: int
    #: How many operations the document holds, and whether the measured one is a mutation.
    operations: int
    mutation: bool
    #: A fragment that spreads itself; None where there is none.
    cycle: str | None
    #: Works out `cost` for other variables of the same document.
    price: Price


def measure(
    document: DocumentNode,
    schema: GraphQLSchema,
    operation_name: str | None,
    limits: Limits,
    variables: Mapping[str, Any],
) -> Measure | None:
    """The measure of the operation so named, or of the only one; None where there is none."""
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    operation = _chosen(operations, operation_name)
    if operation is None:
        return None
    pass_ = _Pass(document, schema, limits)
    tally = pass_.operation(operation)
    price = pass_.prices.price(tally.amount, defaults_of(operation, {}))
    return Measure(
        depth=tally.depth,
        fields=tally.fields,
        aliases=tally.aliases,
        directives=tally.directives,
        root_fields=tally.width,
        cost=price.cost(variables),
        operations=len(operations),
        mutation=operation.operation is OperationType.MUTATION,
        cycle=pass_.cycle,
        price=price,
    )


def excesses(found: Measure, limits: Limits, variables: Mapping[str, Any]) -> list[Excess]:
    """Every limit that the operation passes; empty if it may be executed."""
    if found.cycle is not None:
        return [Excess("FRAGMENT_CYCLE", 0, 1)]
    figures = (
        ("TOO_MANY_OPERATIONS", limits.operations, found.operations),
        ("QUERY_TOO_DEEP", limits.depth, found.depth),
        ("QUERY_TOO_LARGE", limits.fields, found.fields),
        ("TOO_MANY_ALIASES", limits.aliases, found.aliases),
        ("TOO_MANY_DIRECTIVES", limits.directives, found.directives),
        ("TOO_MANY_ROOT_FIELDS", limits.root_fields, found.root_fields),
        ("TOO_MANY_MUTATIONS", limits.mutations, found.root_fields if found.mutation else 0),
    )
    passed = [Excess(code, limit, count) for code, limit, count in figures if count > limit]
    return passed + price_excesses(found.price, limits, variables)


def price_excesses(price: Price, limits: Limits, variables: Mapping[str, Any]) -> list[Excess]:
    """The limits that depend on variables: to be asked again at each request of a kept plan."""
    figures = (
        ("PAGE_TOO_LARGE", limits.first_max, price.largest_page(variables)),
        ("QUERY_TOO_COSTLY", limits.cost, price.cost(variables)),
    )
    return [Excess(code, limit, count) for code, limit, count in figures if count > limit]


class _Pass:
    """One walk over one document."""

    def __init__(self, document: DocumentNode, schema: GraphQLSchema, limits: Limits) -> None:
        self._schema = schema
        self._limits = limits
        self._fragments = {
            d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
        }
        self._counted: dict[str, Tally] = {}
        self.prices = PriceBuilder()
        self.cycle: str | None = None

    def operation(self, node: OperationDefinitionNode) -> Tally:
        order, self.cycle = in_order_of_need(node.selection_set, self._fragments)
        for name in order:
            self._counted[name] = self._fragment(self._fragments[name])
        own = Tally(directives=len(node.directives or ()))
        root = self._schema.get_root_type(node.operation)
        return summed((own, self._set(node.selection_set, root)), self.prices)

    def _fragment(self, node: FragmentDefinitionNode) -> Tally:
        own = Tally(directives=len(node.directives or ()))
        on = self._schema.get_type(node.type_condition.name.value)
        return summed((own, self._set(node.selection_set, on)), self.prices)

    def _set(self, node: SelectionSetNode | None, parent: GraphQLNamedType | None) -> Tally:
        if node is None:
            return _NOTHING
        return summed((self._selection(s, parent) for s in node.selections), self.prices)

    def _selection(self, node: SelectionNode, parent: GraphQLNamedType | None) -> Tally:
        own = Tally(directives=len(node.directives or ()))
        if isinstance(node, FieldNode):
            return self._field(node, parent)
        if isinstance(node, FragmentSpreadNode):
            return summed((own, self._counted.get(node.name.value, _NOTHING)), self.prices)
        assert isinstance(node, InlineFragmentNode)
        condition = node.type_condition
        on = self._schema.get_type(condition.name.value) if condition else parent
        return summed((own, self._set(node.selection_set, on)), self.prices)

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None) -> Tally:
        name = node.name.value
        fields = (
            parent.fields if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType) else {}
        )
        field = fields.get(name)
        child = get_named_type(field.type) if field else self._introspected(name)
        inner = self._set(node.selection_set, child)
        exempt = name in _INTROSPECTION_ROOTS or _is_introspection(parent)
        return Tally(
            depth=0 if exempt else inner.depth + 1,
            fields=inner.fields + 1,
            aliases=inner.aliases + (node.alias is not None),
            directives=inner.directives + len(node.directives or ()),
            width=1,
            amount=NOTHING if exempt else self._amount(node, parent, inner.amount),
        )

    def _introspected(self, name: str) -> GraphQLNamedType | None:
        root = {"__schema": "__Schema", "__type": "__Type"}.get(name)
        return self._schema.get_type(root) if root else None

    def _amount(self, node: FieldNode, parent: GraphQLNamedType | None, inner: Amount) -> Amount:
        """Objects that the field may return, with all that hangs under them."""
        if node.selection_set is None:
            return NOTHING
        field = getattr(parent, "fields", {}).get(node.name.value)
        if parent is None or field is None:
            return self.prices.total((Amount(1), inner))
        if is_wrapper(parent.name, field):
            return inner
        if is_connection_type(parent):  # `nodes { … }`: the connection has multiplied already
            return self.prices.total((Amount(1), inner))
        size = size_of(node, field, self._limits.page_default, self._limits.list_size)
        return self._multiplied(size, inner, is_connection(field.type))

    def _multiplied(self, size: Size, inner: Amount, connection: bool) -> Amount:
        if connection:
            return self.prices.total((Amount(1), self.prices.times(size, inner)))
        return self.prices.times(size, self.prices.total((Amount(1), inner)))


def _is_introspection(parent: GraphQLNamedType | None) -> bool:
    return parent is not None and parent.name.startswith("__")


def _chosen(
    operations: list[OperationDefinitionNode], name: str | None
) -> OperationDefinitionNode | None:
    if name is None:
        return operations[0] if len(operations) == 1 else None
    return next((o for o in operations if o.name and o.name.value == name), None)
