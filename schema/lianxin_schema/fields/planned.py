"""Types that the planner knows: over a table, or of Python values; each says who may read it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import strawberry
from sqlalchemy import Table
from sqlmodel import SQLModel
from typing_extensions import dataclass_transform

from lianxin_schema.fields.access import OPEN, Access
from lianxin_schema.fields.visibility import EVERY_ROW, RowCondition, Visible, visible_by

T = TypeVar("T", bound=type)


@dataclass(frozen=True)
class Planned:
    """How a GraphQL type is read: over a table, or (None) from Python values."""

    access: Access
    table: Table | None = None
    visible: Visible = EVERY_ROW


@dataclass_transform(kw_only_default=True)
def table_type(
    table: type[SQLModel],
    *,
    access: Access,
    visible: Visible | RowCondition | None = None,
    **options: Any,
) -> Callable[[T], T]:
    """A GraphQL type over a table. `visible` tells which rows a viewer may see at all."""
    planned = Planned(access, table.__table__, visible_by(visible))  # type: ignore[attr-defined]
    return _declare(planned, options)


@dataclass_transform(kw_only_default=True)
def value_type(*, access: Access = OPEN, **options: Any) -> Callable[[T], T]:
    """A GraphQL type of Python values."""
    return _declare(Planned(access), options)


def planned_of(cls: Any) -> Planned | None:
    """How a class is read; only its own declaration counts, not that of a base."""
    found = vars(cls).get(_PLANNED)
    return found if isinstance(found, Planned) else None


_PLANNED = "__lianxin_planned__"


def _declare(planned: Planned, options: dict[str, Any]) -> Callable[[T], T]:
    def declare(cls: T) -> T:
        made = strawberry.type(cls, **options)
        setattr(made, _PLANNED, planned)
        return made

    return declare
