"""How units, persons, households and liaisons are filtered and ordered."""

from datetime import date
from enum import Enum
from typing import Any

import strawberry
from sqlalchemy import and_, or_, select
from sqlmodel import col

from lianxin import tables
from lianxin.database import Among
from lianxin.search.matching import matches
from lianxin_schema.fields import Argument, ascending
from lianxin_schema.planner.given import Given
from lianxin_schema.types.base import Direction


@strawberry.input
class UnitFilter:
    search: str | None = strawberry.UNSET
    kind: list[str] | None = strawberry.UNSET
    under: str | None = strawberry.UNSET


@strawberry.input
class PersonFilter:
    search: str | None = strawberry.UNSET
    unit: str | None = strawberry.UNSET
    post: str | None = strawberry.UNSET


@strawberry.input(description="按单位（含下级）和标记 / By unit with all below it, and by mark")
class HouseholdFilter:
    unit: str | None = strawberry.UNSET
    mark: list[str] | None = strawberry.UNSET


@strawberry.input(
    description="按种类、联系人、联系对象、单位（任一端，含下级）和日期 / By kind, holder, target, the "
    "unit at either end with all below it, and the day on which it holds"
)
class LiaisonFilter:
    kind: list[str] | None = strawberry.UNSET
    holder: strawberry.ID | None = strawberry.UNSET
    target: strawberry.ID | None = strawberry.UNSET
    unit: str | None = strawberry.UNSET
    on: date | None = strawberry.UNSET


@strawberry.enum
class UnitOrderField(Enum):
    CODE = "CODE"
    NAME = "NAME"


@strawberry.input
class UnitOrder:
    field: UnitOrderField
    direction: Direction = Direction.ASC


@strawberry.enum
class PersonOrderField(Enum):
    NAME = "NAME"


@strawberry.input
class PersonOrder:
    field: PersonOrderField
    direction: Direction = Direction.ASC


def units_under(code: Any) -> Any:
    """The keys of a unit and all below it, by its code."""
    line, unit = tables.UnitLine.__table__.alias(), tables.Unit.__table__.alias()  # type: ignore[attr-defined]
    return (
        select(line.c.lower_id).join(unit, unit.c.id == line.c.upper_id).where(unit.c.code == code)
    )


def holders(c: Any, unit: Any = None, post: Any = None) -> Any:
    appointment = tables.Appointment
    found = select(col(appointment.person_id))
    if unit is not None:
        found = found.where(col(appointment.unit_id).in_(units_under(unit)))
    if post is not None:
        found = found.where(col(appointment.post) == post)
    return c.id.in_(found)


def in_force(c: Any, given: Given) -> Any:
    """What has a beginning and perhaps an end holds on a day."""
    day = given.date()
    return and_(c.since <= day, or_(c.until.is_(None), c.until >= day))


def is_named(given: Given, type_: Any, key: Any) -> Any:
    """A row of one of several types, by its GraphQL ID."""
    name = given.map(lambda text: text.partition(":")[0])
    return and_(type_ == name, key == given.key())


def _marked(c: Any, given: Given) -> Any:
    mark = tables.HouseholdMark
    return c.id.in_(select(col(mark.household_id)).where(Among(col(mark.mark), given.words())))


def _at_either_end(c: Any, given: Given) -> Any:
    units = units_under(given.text())
    return or_(
        and_(c.holder_type == "Unit", c.holder_id.in_(units)),
        and_(c.target_type == "Unit", c.target_id.in_(units)),
    )


UNIT_FILTERS = {
    "search": lambda c, g: matches(c.id, g),
    "kind": lambda c, g: Among(c.kind, g.words()),
    "under": lambda c, g: c.id.in_(units_under(g.text())),
}
UNIT_ORDERS = {"CODE": ascending("code"), "NAME": ascending("name")}

PERSON_FILTERS = {
    "search": lambda c, g: matches(c.id, g),
    "unit": lambda c, g: holders(c, unit=g.text()),
    "post": lambda c, g: holders(c, post=g.text()),
}
PERSON_ORDERS = {"NAME": ascending("name", nullable=True)}

HOUSEHOLD_FILTERS = {
    "unit": lambda c, g: c.unit_id.in_(units_under(g.text())),
    "mark": _marked,
}

LIAISON_FILTERS = {
    "kind": lambda c, g: Among(c.kind, g.words()),
    "holder": lambda c, g: is_named(g, c.holder_type, c.holder_id),
    "target": lambda c, g: is_named(g, c.target_type, c.target_id),
    "unit": _at_either_end,
    "on": in_force,
}

ON = Argument(date | None, in_force)
POST = Argument(str | None, lambda c, g: c.post == g.text())
KIND = Argument(list[str] | None, lambda c, g: Among(c.kind, g.words()))
