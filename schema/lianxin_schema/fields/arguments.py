"""Arguments of declared fields, as Strawberry wants them."""

from collections.abc import Iterable, Mapping
from typing import Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument

from lianxin_schema.fields.declared import Argument, Rows


def required(name: str, annotation: Any) -> StrawberryArgument:
    return StrawberryArgument(name, None, StrawberryAnnotation(annotation))


def optional(name: str, annotation: Any) -> StrawberryArgument:
    """One that may be left out, without a default that the SDL would show."""
    return with_default(name, annotation, strawberry.UNSET)


def with_default(name: str, annotation: Any, default: Any) -> StrawberryArgument:
    return StrawberryArgument(name, None, StrawberryAnnotation(annotation), default=default)


def of_conditions(arguments: Mapping[str, Argument]) -> list[StrawberryArgument]:
    return [required(name, argument.annotation) for name, argument in arguments.items()]


def of_values(
    arguments: Mapping[str, Any], defaults: Mapping[str, Any]
) -> Iterable[StrawberryArgument]:
    for name, annotation in arguments.items():
        if name in defaults:
            yield with_default(name, annotation, defaults[name])
        else:
            yield required(name, annotation)


def of_rows(rows: Rows) -> Iterable[StrawberryArgument]:
    for name, argument in rows.arguments.items():
        yield optional(name, argument.annotation)
    if rows.filter_input is not None:
        yield optional("filter", rows.filter_input | None)
    if rows.order_input is not None:
        yield optional("order_by", list[rows.order_input] | None)  # type: ignore[name-defined]


def of_paging() -> list[StrawberryArgument]:
    return [
        optional("first", int | None),
        optional("after", str | None),
        optional("last", int | None),
        optional("before", str | None),
    ]
