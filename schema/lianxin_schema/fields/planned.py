"""Types that the planner knows: over a table, or of Python values; each says who may read it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import strawberry
from sqlalchemy import ColumnElement, Table
from sqlmodel import SQLModel
from typing_extensions import dataclass_transform

from lianxin_schema.fields.declared import Columns, Who

T = TypeVar("T", bound=type)
Visibility = Callable[[Columns, Who], ColumnElement[bool]]

OPEN = "open"
"""Access for whoever may ask at all: nothing in the type is about persons."""


@dataclass(frozen=True)
class Planned:
    """How a GraphQL type is read. `access` is a permission, or OPEN."""

    name: str
    access: str
    table: Table | None = None
    visible: Visibility | None = None


@dataclass_transform(kw_only_default=True)
def table_type(
    table: type[SQLModel], *, access: str, visible: Visibility | None = None, **options: Any
) -> Callable[[T], T]:
    """A GraphQL type over a table. `visible` tells which rows a viewer may see at all."""

    def declare(cls: T) -> T:
        made = strawberry.type(cls, **options)
        _remember(made, access, table.__table__, visible)  # type: ignore[attr-defined]
        return made

    return declare


@dataclass_transform(kw_only_default=True)
def value_type(*, access: str = OPEN, **options: Any) -> Callable[[T], T]:
    """A GraphQL type of Python values."""

    def declare(cls: T) -> T:
        made = strawberry.type(cls, **options)
        _remember(made, access, None, None)
        return made

    return declare


def _remember(cls: Any, access: str, table: Any, visible: Visibility | None) -> None:
    name = cls.__strawberry_definition__.name
    planned = Planned(name, access, table, visible)
    cls.__planned__ = planned


def planned_of(cls: Any) -> Planned | None:
    return getattr(cls, "__planned__", None)
