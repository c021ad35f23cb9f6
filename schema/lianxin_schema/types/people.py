"""Who and where: units, households, persons, appointments, liaisons."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import strawberry
from sqlalchemy import select
from sqlmodel import col

from lianxin import tables
from lianxin.context import Context
from lianxin.deadlines import trace_until
from lianxin.standings.rotating import rotates_on
from lianxin_schema.fields import (
    OPEN,
    Argument,
    ascending,
    choice,
    column,
    computed,
    find,
    key,
    link,
    page,
    table_type,
    word,
)
from lianxin_schema.types.base import Node, Term, connection_of
from lianxin_schema.types.people_filters import (
    HOUSEHOLD_FILTERS,
    KIND,
    LIAISON_FILTERS,
    ON,
    PERSON_FILTERS,
    PERSON_ORDERS,
    POST,
    UNIT_FILTERS,
    UNIT_ORDERS,
    HouseholdFilter,
    LiaisonFilter,
    PersonFilter,
    PersonOrder,
    UnitFilter,
    UnitOrder,
)
from lianxin_schema.types.standings_filters import STANDING_FILTERS, FilterInput, subject_order
from lianxin_schema.types.traces import EACH_DAY, DeadlineDay, told
from lianxin_schema.types.visibility import everything, visible_person

HERE = "lianxin_schema.types.people"
STANDINGS = "lianxin_schema.types.standings"
_Standings: Any = Annotated["StandingConnection", strawberry.lazy(STANDINGS)]  # noqa: F821

UnitConnection: Any = connection_of("Unit", HERE)
PersonConnection: Any = connection_of("Person", HERE)
AppointmentConnection: Any = connection_of("Appointment", HERE)
HouseholdConnection: Any = connection_of("Household", HERE)
LiaisonConnection: Any = connection_of("Liaison", HERE)


def standings_of(type_name: str) -> Any:
    return page(
        "subject_id",
        where=lambda c: c.subject_type == type_name,
        order=subject_order(),
        filters=(FilterInput, STANDING_FILTERS),
        permission="standing.read",
    )


def liaisons_of(type_name: str, end: str) -> Any:
    """The links in which this is the `holder`, or the `target`."""
    return page(
        f"{end}_id",
        where=lambda c: c[f"{end}_type"] == type_name,
        order=[ascending("since", kind="date")],
        arguments={"kind": KIND, "on": ON},
        permission="liaison.read",
        description={
            "holder": "所联系的 / The links that it holds",
            "target": "由谁联系 / Who is linked with it",
        }[end],
    )


# --- types


@table_type(
    tables.Unit,
    access=OPEN,
    description="单位：组织树上的一个节点 / A node of the organisation tree",
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
    active: bool = column(description="未撤销 / Not dissolved")
    households: HouseholdConnection = page(
        "unit_id", order=[ascending("code")], permission="household.read"
    )
    held_liaisons: LiaisonConnection = liaisons_of("Unit", "holder")
    liaisons: LiaisonConnection = liaisons_of("Unit", "target")
    standings: _Standings = standings_of("Unit")


@table_type(tables.Household, access="person.read")
class Household(Node):
    id: strawberry.ID = key()
    code: str = column()
    unit: Unit = link("unit_id")
    head: Annotated["Person", strawberry.lazy(HERE)] | None = link("head_id")
    marks: list[Term] = computed(lambda context, rows: _marks(context, rows), lambda c: c.id)
    members: PersonConnection = page("household_id", order=[ascending("name", nullable=True)])
    liaisons: LiaisonConnection = liaisons_of("Household", "target")
    standings: _Standings = standings_of("Household")


@table_type(
    tables.Person,
    access=OPEN,
    visible=visible_person,
    description="居民与干部。联系方式总是脱敏，查看原文须用 revealContact 并说明理由 / "
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
    held_liaisons: LiaisonConnection = liaisons_of("Person", "holder")
    liaisons: LiaisonConnection = liaisons_of("Person", "target")
    standings: _Standings = standings_of("Person")


@table_type(tables.Appointment, access=OPEN, description="任职 / Who holds which post, where")
class Appointment(Node):
    id: strawberry.ID = key()
    person: Person = link("person_id", through=everything)
    unit: Unit = link("unit_id")
    post: Term = word("post")
    since: date = column()
    until: date | None = column()


LINK = ("kind", "since", "until")
"""The columns that a link's term is counted from."""

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
    rotates_on: date | None = computed(
        lambda context, rows: _rotations(context, rows),
        *LINK,
        description="按规则应轮换的日期；规则未定任期或已结束的为空 / By when it has to change; null where "
        "no rule gives it a term, or it is over",
    )
    trace: list[DeadlineDay] = computed(
        lambda context, rows: _days_of_terms(context, rows), *LINK, description=EACH_DAY
    )


async def _rotations(context: Context, rows: Sequence[Sequence[Any]]) -> list[date | None]:
    return [_rotates_on(context, *row) for row in rows]


def _rotates_on(context: Context, kind: str, since: str, until: str | None) -> date | None:
    if until is not None and date.fromisoformat(until) < context.today:
        return None
    return rotates_on(kind, date.fromisoformat(since), context.locality)


async def _days_of_terms(
    context: Context, rows: Sequence[Sequence[Any]]
) -> list[list[DeadlineDay]]:
    return [_days_of_term(context, row) for row in rows]


def _days_of_term(context: Context, row: Sequence[Any]) -> list[DeadlineDay]:
    due = _rotates_on(context, *row)
    since = date.fromisoformat(row[1])
    return told(context, trace_until(context.locality, since, due)) if due else []


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


@strawberry.type
class PeopleQueries:
    """Root fields over units, persons and what belongs to them."""

    unit: Unit | None = find(
        permission="unit.read", code=Argument(str, lambda c, g: c.code == g.text())
    )
    units: UnitConnection = page(
        order=[ascending("code")],
        filters=(UnitFilter, UNIT_FILTERS),
        orders=(UnitOrder, UNIT_ORDERS),
        permission="unit.read",
    )
    person: Person | None = find(
        permission="person.read_official",
        id=Argument(strawberry.ID, lambda c, g: c.id == g.key("Person")),
    )
    people: PersonConnection = page(
        order=[ascending("name", nullable=True)],
        filters=(PersonFilter, PERSON_FILTERS),
        orders=(PersonOrder, PERSON_ORDERS),
        permission="person.read_official",
    )
    households: HouseholdConnection = page(
        order=[ascending("code")],
        filters=(HouseholdFilter, HOUSEHOLD_FILTERS),
        permission="household.read",
    )
    liaisons: LiaisonConnection = page(
        order=[ascending("since", kind="date")],
        filters=(LiaisonFilter, LIAISON_FILTERS),
        permission="liaison.read",
    )
