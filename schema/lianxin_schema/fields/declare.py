"""Words for declaring fields: `code: str = column()`, `unit: Unit | None = link("unit_id")`.

Options common to all: `name` and `description` in GraphQL, `permission` as `Declared` has it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import strawberry
from sqlalchemy import ColumnElement
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from lianxin_schema.fields import arguments as make
from lianxin_schema.fields.access import Access
from lianxin_schema.fields.declared import (
    Argument,
    Batch,
    ByIds,
    Choice,
    Column,
    Computed,
    Condition,
    Declared,
    Expression,
    Find,
    Key,
    Link,
    Lookup,
    Many,
    Order,
    Page,
    Same,
    Value,
    Via,
    Word,
)
from lianxin_schema.fields.visibility import Columns, RowCondition, Visible, visible_by

Named = str | Expression
"""A column by its name, or an expression over the row."""

Where = Callable[[Columns], ColumnElement[bool]]
Through = Visible | RowCondition | None


def key() -> Any:
    """The row's GraphQL ID."""
    return _field(Key())


def column(expression: Named | None = None, **options: Any) -> Any:
    """A column (the field's own name unless another is named) or an SQL expression."""
    return _field(Column(expression=_optional(expression)), **options)


def word(vocabulary: str, expression: Named | None = None, **options: Any) -> Any:
    """A `Term` from the code in a column."""
    return _field(Word(vocabulary=vocabulary, expression=_optional(expression)), **options)


def lookup(
    expression: Named,
    table: Callable[[Any], Mapping[str, Any]],
    *,
    code: Named | None = None,
    otherwise: str | None = None,
    **options: Any,
) -> Any:
    """A value object known when planning, chosen by a text of the row.

    Where the row tells its `code`, that alone is given without looking. What is not in the table
    is missing, or a word of the vocabulary `otherwise`, by that code.
    """
    declared = Lookup(
        expression=_expression(expression),
        table=table,
        own={} if code is None else {"code": _expression(code)},
        otherwise=otherwise,
    )
    return _field(declared, **options)


def link(parent: Named, *, to: str = "id", through: Through = None, **options: Any) -> Any:
    """The row of the annotated type whose column `to` equals `parent` of this row."""
    return _field(Link(parent=_expression(parent), key=to, through=_rows(through)), **options)


def choice(
    type_name: Named, key: Named, targets: Sequence[str], *, through: Through = None, **options: Any
) -> Any:
    """A row of one of several types."""
    declared = Choice(
        type_name=_expression(type_name),
        key=_expression(key),
        targets=tuple(targets),
        through=_rows(through),
    )
    return _field(declared, **options)


def page(
    key: str | None = None,
    *,
    parent: Named = "id",
    among: bool = False,
    via: Via | None = None,
    order: Sequence[Order] = (),
    where: Where | None = None,
    arguments: Mapping[str, Argument] | None = None,
    filters: tuple[type, Mapping[str, Condition]] | None = None,
    orders: tuple[type, Mapping[str, Order]] | None = None,
    through: Through = None,
    **options: Any,
) -> Any:
    """A connection of the rows whose column `key` equals `parent` of this row, or which pairs
    (`via`) join with it."""
    declared = Page(
        key=key,
        parent=_expression(parent) if key else None,
        among=among,
        via=via,
        order=tuple(order),
        where=where,
        arguments=arguments or {},
        filter_input=filters[0] if filters else None,
        filters=filters[1] if filters else {},
        order_input=orders[0] if orders else None,
        orders=orders[1] if orders else {},
        through=_rows(through),
    )
    return _field(declared, [*make.of_rows(declared), *make.of_paging()], **options)


def many(
    key: str,
    *,
    parent: Named = "id",
    order: Sequence[Order] = (),
    where: Where | None = None,
    through: Through = None,
    **options: Any,
) -> Any:
    """A list of the rows whose column `key` equals `parent` of this row."""
    declared = Many(
        key=key,
        parent=_expression(parent),
        order=tuple(order),
        where=where,
        through=_rows(through),
    )
    return _field(declared, **options)


def computed(batch: Batch, *needs: Named, **options: Any) -> Any:
    """A value that a batch function makes of the needed columns of all rows."""
    return _field(Computed(needs=tuple(map(_expression, needs)), batch=batch), **options)


def find(
    *, through: Through = None, permission: Access | None = None, **arguments: Argument
) -> Any:
    """At the root: the row of the annotated type for which all arguments' conditions hold."""
    declared = Find(arguments=arguments, through=_rows(through))
    return _field(declared, make.of_conditions(arguments), permission=permission)


def by_ids(
    argument: str, annotation: Any, *, others: Mapping[str, Batch] | None = None, **options: Any
) -> Any:
    """At the root: what the ID, or each of the IDs, in `argument` names."""
    declared = ByIds(argument=argument, others=others or {})
    return _field(declared, [make.required(argument, annotation)], **options)


def same(**options: Any) -> Any:
    """An object over the same row."""
    return _field(Same(), **options)


def value(
    read: Callable[..., Any] | None = None,
    *,
    arguments: Mapping[str, Any] | None = None,
    defaults: Mapping[str, Any] | None = None,
    selective: bool = False,
    shown: bool = False,
    **options: Any,
) -> Any:
    """A field of a Python value; at the root, what `read(None, context, **arguments)` gives."""
    declared = Value(
        read=read,
        arguments=arguments or {},
        defaults=defaults or {},
        selective=selective,
        shown=shown,
    )
    return _field(declared, make.of_values(declared.arguments, declared.defaults), **options)


def plain(*, permission: Access | None = None, **options: Any) -> Any:
    """A resolver written by hand: `@plain(permission=OPEN) def weather(self) -> str`."""
    return strawberry.field(metadata={_DECLARED: Declared(permission=permission)}, **options)


def ascending(expression: Named, *, nullable: bool = False, kind: str = "text") -> Order:
    return Order(_expression(expression), nullable=nullable, kind=kind)


def descending(expression: Named, *, nullable: bool = False, kind: str = "text") -> Order:
    return Order(_expression(expression), descending=True, nullable=nullable, kind=kind)


def declared_of(field: Any) -> Declared | None:
    """The declaration on a Strawberry field, if there is one."""
    found = (getattr(field, "metadata", None) or {}).get(_DECLARED)
    return found if isinstance(found, Declared) else None


_DECLARED = "lianxin"


def _field(
    declared: Declared,
    arguments: Iterable[StrawberryArgument] = (),
    *,
    name: str | None = None,
    permission: Access | None = None,
    **options: Any,
) -> Any:
    made = StrawberryField(
        graphql_name=name,
        metadata={_DECLARED: replace(declared, permission=permission)},
        default=None,  # else a value could not leave out what is read elsewhere
        **options,
    )
    made.arguments = list(arguments)
    return made


def _optional(named: Named | None) -> Expression | None:
    return None if named is None else _expression(named)


def _expression(named: Named) -> Expression:
    return named if callable(named) else lambda c: c[named]


def _rows(through: Through) -> Visible | None:
    return None if through is None else visible_by(through)
