"""Words for declaring fields: `code: str = column()`, `unit: Unit | None = link("unit_id")`."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import strawberry
from sqlalchemy import ColumnElement
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from lianxin_schema.fields.declared import (
    METADATA_KEY,
    Argument,
    Batch,
    Choice,
    Column,
    Columns,
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
    Rows,
    Same,
    Value,
    Who,
    Word,
)

Through = Callable[[Columns, Who], ColumnElement[bool]]


def key() -> Any:
    """The row's GraphQL ID."""
    return _field(Key())


def column(
    expression: str | Expression | None = None,
    *,
    permission: str | None = None,
    **options: Any,
) -> Any:
    """A column (the field's own name unless another is named) or an SQL expression."""
    return _field(Column(expression=_expression(expression), permission=permission), **options)


def word(
    vocabulary: str,
    expression: str | Expression | None = None,
    *,
    permission: str | None = None,
    **options: Any,
) -> Any:
    """A `Term` from the code in a column."""
    declared = Word(
        vocabulary=vocabulary, expression=_expression(expression), permission=permission
    )
    return _field(declared, **options)


def lookup(
    expression: str | Expression, table: Callable[[Any], Mapping[str, Any]], **options: Any
) -> Any:
    """A value object known when planning, chosen by a text of the row."""
    return _field(Lookup(expression=_column(expression), table=table), **options)


def link(
    parent: str | Expression,
    *,
    to: str = "id",
    through: Through | None = None,
    permission: str | None = None,
    **options: Any,
) -> Any:
    """The row of the annotated type whose column `to` equals `parent` of this row."""
    declared = Link(parent=_column(parent), key=to, through=through, permission=permission)
    return _field(declared, **options)


def choice(
    type_name: str | Expression,
    key: str | Expression,
    targets: Sequence[str],
    *,
    through: Through | None = None,
    **options: Any,
) -> Any:
    """A row of one of several types."""
    declared = Choice(
        type_name=_column(type_name), key=_column(key), targets=tuple(targets), through=through
    )
    return _field(declared, **options)


def page(
    key: str | None = None,
    *,
    parent: str | Expression = "id",
    order: Sequence[Order] = (),
    where: Callable[[Columns], ColumnElement[bool]] | None = None,
    arguments: Mapping[str, Argument] | None = None,
    filters: tuple[type, Mapping[str, Condition]] | None = None,
    orders: tuple[type, Mapping[str, Order]] | None = None,
    through: Through | None = None,
    permission: str | None = None,
    backwards: bool = True,
    **options: Any,
) -> Any:
    """A connection of the rows whose column `key` equals `parent` of this row."""
    declared = Page(
        key=key,
        parent=_column(parent) if key else None,
        order=tuple(order),
        where=where,
        arguments=arguments or {},
        filter_input=filters[0] if filters else None,
        filters=filters[1] if filters else {},
        order_input=orders[0] if orders else None,
        orders=orders[1] if orders else {},
        through=through,
        permission=permission,
    )
    made = _field(declared, **options)
    made.arguments = [*_row_arguments(declared), *_paging(backwards)]
    return made


def many(
    key: str,
    *,
    parent: str | Expression = "id",
    order: Sequence[Order] = (),
    where: Callable[[Columns], ColumnElement[bool]] | None = None,
    through: Through | None = None,
    **options: Any,
) -> Any:
    """A list of the rows whose column `key` equals `parent` of this row."""
    declared = Many(
        key=key, parent=_column(parent), order=tuple(order), where=where, through=through
    )
    return _field(declared, **options)


def computed(
    batch: Batch, *needs: str | Expression, permission: str | None = None, **options: Any
) -> Any:
    """A value that a batch function makes of the needed columns of all rows."""
    declared = Computed(needs=tuple(map(_column, needs)), batch=batch, permission=permission)
    return _field(declared, **options)


def find(
    *, through: Through | None = None, permission: str | None = None, **arguments: Argument
) -> Any:
    """At the root: the row of the annotated type for which all arguments' conditions hold."""
    made = _field(Find(arguments=arguments, through=through, permission=permission))
    made.arguments = [_argument(name, a.annotation, _REQUIRED) for name, a in arguments.items()]
    return made


def same(**options: Any) -> Any:
    """An object over the same row."""
    return _field(Same(), **options)


def value(
    read: Callable[..., Any] | None = None,
    *,
    arguments: Mapping[str, Any] | None = None,
    defaults: Mapping[str, Any] | None = None,
    permission: str | None = None,
    shown: bool = False,
    selective: bool = False,
    **options: Any,
) -> Any:
    """A field of a Python value; at the root, what `read(None, context, **arguments)` gives."""
    declared = Value(
        read=read,
        arguments=arguments or {},
        defaults=defaults or {},
        permission=permission,
        shown=shown,
        selective=selective,
    )
    made = _field(declared, **options)
    made.arguments = [
        _argument(name, annotation, declared.defaults.get(name, _REQUIRED))
        for name, annotation in declared.arguments.items()
    ]
    return made


def ascending(expression: str | Expression, *, nullable: bool = False, kind: str = "text") -> Order:
    return Order(_column(expression), nullable=nullable, kind=kind)


def descending(
    expression: str | Expression, *, nullable: bool = False, kind: str = "text"
) -> Order:
    return Order(_column(expression), descending=True, nullable=nullable, kind=kind)


def declared_of(field: Any) -> Declared | None:
    """The declaration on a Strawberry field, if there is one."""
    metadata = getattr(field, "metadata", None) or {}
    found = metadata.get(METADATA_KEY)
    return found if isinstance(found, Declared) else None


_REQUIRED = dataclasses.MISSING


def _field(declared: Declared, *, name: str | None = None, **options: Any) -> Any:
    # keyword-only without a default: Python values give every field by name
    made = StrawberryField(
        graphql_name=name,
        type_annotation=None,
        metadata={METADATA_KEY: declared},
        default=None,
        **options,
    )
    made.kw_only = True
    return made


def _argument(name: str, annotation: Any, default: Any = None) -> StrawberryArgument:
    return StrawberryArgument(
        python_name=name,
        graphql_name=None,
        type_annotation=StrawberryAnnotation(annotation),
        **({} if default is _REQUIRED else {"default": default}),
    )


def _row_arguments(rows: Rows) -> list[StrawberryArgument]:
    found = [_optional(name, a.annotation) for name, a in rows.arguments.items()]
    if rows.filter_input is not None:
        found.append(_optional("filter", rows.filter_input | None))
    if rows.order_input is not None:
        found.append(_optional("order_by", list[rows.order_input] | None))  # type: ignore[name-defined]
    return found


def _paging(backwards: bool) -> list[StrawberryArgument]:
    forward = [_optional("first", int | None), _optional("after", str | None)]
    return [
        *forward,
        *([_optional("last", int | None), _optional("before", str | None)] if backwards else []),
    ]


def _optional(name: str, annotation: Any) -> StrawberryArgument:
    """An argument that may be left out, without a default that the SDL would show."""
    return _argument(name, annotation, strawberry.UNSET)


def _expression(named: str | Expression | None) -> Expression | None:
    return None if named is None else _column(named)


def _column(named: str | Expression) -> Expression:
    if callable(named):
        return named
    return lambda c: c[named]
