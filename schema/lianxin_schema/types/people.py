"""Who and where: units, households, persons, appointments, liaisons."""

from datetime import date
from enum import Enum
from typing import Annotated, Any

import strawberry
from sqlalchemy import select
from sqlmodel import col

from lianxin import tables
from lianxin.database import Among
from lianxin.search.matching import matches
from lianxin_schema.fields import (
    OPEN,
    Argument,
    ascending,
    choice,
    column,
    computed,
    key,
    link,
    page,
    table_type,
    word,
)
from lianxin_schema.planner.given import Given
from lianxin_schema.types.base import Direction, Node, Term, connection_of
from lianxin_schema.types.visibility import everything, visible_person

HERE = "lianxin_schema.types.people"
STANDINGS = "lianxin_schema.types.standings"
_Standings: Any = Annotated["StandingConnection", strawberry.lazy(STANDINGS)]  # noqa: F821

UnitConnection: Any = connection_of("Unit", HERE)
PersonConnection: Any = connection_of("Person", HERE)
AppointmentConnection: Any = connection_of("Appointment", HERE)


# --- filters and orders


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


UNIT_FILTERS = {
    "search": lambda c, g: matches(c.id, g),
    "kind": lambda c, g: Among(c.kind, g.words()),
    "under": lambda c, g: c.id.in_(units_under(g.text())),
}
UNIT_ORDERS = {"CODE": ascending("code"), "NAME": ascending("name")}


def holders(c: Any, unit: Any = None, post: Any = None) -> Any:
    appointment = tables.Appointment
    found = select(col(appointment.person_id))
    if unit is not None:
        found = found.where(col(appointment.unit_id).in_(units_under(unit)))
    if post is not None:
        found = found.where(col(appointment.post) == post)
    return c.id.in_(found)


PERSON_FILTERS = {
    "search": lambda c, g: matches(c.id, g),
    "unit": lambda c, g: holders(c, unit=g.text()),
    "post": lambda c, g: holders(c, post=g.text()),
}
PERSON_ORDERS = {"NAME": ascending("name", nullable=True)}


def held_on(c: Any, given: Given) -> Any:
    day = given.date()
    return (c.since <= day) & (c.until.is_(None) | (c.until >= day))


ON = Argument(date | None, held_on)
POST = Argument(str | None, lambda c, g: c.post == g.text())


def standings_of(type_name: str) -> Any:
    from lianxin_schema.types.standings_filters import STANDING_FILTERS, FilterInput, subject_order

    return page(
        "subject_id",
        where=lambda c: c.subject_type == type_name,
        order=subject_order(),
        filters=(FilterInput, STANDING_FILTERS),
        permission="standing.read",
    )


# --- types


@table_type(
    tables.Unit,
    access=OPEN,
    description="单位:组织树上的一个节点 / A node of the organisation tree",
)
class Unit(Node):
    id: strawberry.ID = key()
    code: str = column()
    name: str = column()
    kind: Term = word("unit_kind")
    parent: Annotated["Unit", strawberry.lazy(HERE)] | None = link("parent_id")
    children: UnitConnection = page("parent_id", order=[ascending("code")])
    appointments: AppointmentConnection = page(
        "unit_id",
        order=[ascending("post"), ascending("since", kind="date")],
        arguments={"post": POST, "on": ON},
    )
    standings: _Standings = standings_of("Unit")


@table_type(tables.Household, access="person.read")
class Household(Node):
    id: strawberry.ID = key()
    code: str = column()
    unit: Unit = link("unit_id")
    head: Annotated["Person", strawberry.lazy(HERE)] | None = link("head_id")
    marks: list[Term] = computed(lambda context, rows: _marks(context, rows), lambda c: c.id)


@table_type(
    tables.Person,
    access=OPEN,
    visible=visible_person,
    description="居民与干部。联系方式总是脱敏,查看原文须用 revealContact 并说明理由 / "
    "Contact data is always masked; `revealContact` shows it, with a reason, on record.",
)
class Person(Node):
    id: strawberry.ID = key()
    name: str | None = column()
    masked_phone: str | None = column("phone", permission="person.read")
    household: Household | None = link("household_id")
    appointments: AppointmentConnection = page(
        "person_id",
        order=[ascending("since", kind="date")],
        arguments={"on": ON},
    )
    standings: _Standings = standings_of("Person")


@table_type(tables.Appointment, access=OPEN, description="任职 / Who holds which post, where")
class Appointment(Node):
    id: strawberry.ID = key()
    person: Person = link("person_id", through=everything)
    unit: Unit = link("unit_id")
    post: Term = word("post")
    since: date = column()
    until: date | None = column()


LiaisonHolder = Annotated[Person | Unit, strawberry.union("LiaisonHolder")]
LiaisonTarget = Annotated[Unit | Household | Person, strawberry.union("LiaisonTarget")]


@table_type(tables.Liaison, access="person.read", description="联系点 / A lasting link")
class Liaison(Node):
    id: strawberry.ID = key()
    kind: Term = word("liaison_kind")
    holder: LiaisonHolder = choice(
        "holder_type", "holder_id", ["Person", "Unit"], through=everything
    )
    target: LiaisonTarget = choice(
        "target_type", "target_id", ["Unit", "Household", "Person"], through=everything
    )
    since: date = column()
    until: date | None = column()


async def _marks(context: Any, rows: Any) -> list[list[Term]]:
    """The marks of households, in one statement for all of them."""
    from lianxin.database import among_keys

    mark = tables.HouseholdMark
    found = await context.locality.database.all(
        select(col(mark.household_id), col(mark.mark)).where(
            among_keys(col(mark.household_id), "keys")
        ),
        keys=[row[0] for row in rows],
    )
    known: dict[int, list[Term]] = {}
    for household, code in found:
        known.setdefault(household, []).append(term_of(context, "mark", code))
    return [known.get(row[0], []) for row in rows]


def term_of(context: Any, vocabulary: str, code: str) -> Term:
    """A word for a Python value; an unknown code stands for its label."""
    term = context.locality.composition.term(vocabulary, code)
    return Term(code=code, label=term.label.say(context.language) if term else code)
