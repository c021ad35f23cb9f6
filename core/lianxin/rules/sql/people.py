"""Holders of posts, the units they serve, and lasting links as subjects."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Select,
    case,
    func,
    or_,
    select,
    union_all,
)

from lianxin.rules.base import Figure
from lianxin.rules.sql.places import HOUSEHOLD, UNIT, one_or_all
from lianxin.rules.sql.subjects import (
    Columns,
    Subjects,
    acting,
    last_day,
    listed,
    overlapping,
    some,
)
from lianxin.rules.sql.values import NO_KEY, Values, table_of, word
from lianxin.rules.words import Word, Words
from lianxin.tables import Account, AccountRole, Appointment, Liaison, Person

APPOINTMENT, PERSON, LINK = table_of(Appointment), table_of(Person), table_of(Liaison)
ACCOUNT, ROLE = table_of(Account), table_of(AccountRole)
_UNTIL = last_day(APPOINTMENT.c.until)


@dataclass(frozen=True)
class Holders(Subjects):
    """Persons appointed to one of the posts (any, where none is named) for some of the period."""

    posts: Words
    at: Words = ()
    ranks: Words = ()
    roles: Words = ()
    where: ColumnElement[bool] | None = None

    in_person = True
    tenured = True
    type = "Person"
    facts = frozenset({"appointment"})

    def listed(self, values: Values, narrowed: bool, extra: Columns = ()) -> Select[Any]:
        found = listed(
            PERSON.c.id,
            func.min(APPOINTMENT.c.unit_id),
            PERSON.c.id,
            func.min(APPOINTMENT.c.since),
            func.max(_UNTIL),
            extra,
        )
        joined = found.join_from(PERSON, APPOINTMENT, APPOINTMENT.c.person_id == PERSON.c.id)
        return self._held(joined, values, narrowed).group_by(PERSON.c.id)

    def acting(self, frame: CTE, values: Values, narrowed: bool) -> Select[Any]:
        person, unit = APPOINTMENT.c.person_id, APPOINTMENT.c.unit_id
        found = acting(person, person, APPOINTMENT.c.since, _UNTIL, word("Unit"), unit)
        return self._held(
            found.join_from(APPOINTMENT, PERSON, PERSON.c.id == person), values, narrowed
        )

    def _held(self, found: Select[Any], values: Values, narrowed: bool) -> Select[Any]:
        found = appointments(found, values, self)
        return found.where(some("Person", APPOINTMENT.c.person_id)) if narrowed else found


@dataclass(frozen=True)
class Served(Subjects):
    """Units in which one of the posts is held; the duty is the holders' towards that unit."""

    posts: Words
    at: Words = ()
    ranks: Words = ()
    roles: Words = ()
    where: ColumnElement[bool] | None = None

    in_person = True
    located = True
    tenured = True
    type = "Unit"
    facts = frozenset({"appointment"})
    narrowing = frozenset({"Unit", "Person"})

    def listed(self, values: Values, narrowed: bool, extra: Columns = ()) -> Select[Any]:
        unit = UNIT.c.id
        found = listed(
            unit,
            unit,
            func.min(APPOINTMENT.c.person_id),
            func.min(APPOINTMENT.c.since),
            func.max(_UNTIL),
            extra,
        )
        joined = found.join_from(UNIT, APPOINTMENT, APPOINTMENT.c.unit_id == unit)
        held = appointments(joined, values, self)
        if narrowed:
            held = held.where(or_(some("Unit", unit), unit.in_(_units_of_some_people())))
        return held.group_by(unit)

    def acting(self, frame: CTE, values: Values, narrowed: bool) -> Select[Any]:
        unit = APPOINTMENT.c.unit_id
        found = acting(
            unit, APPOINTMENT.c.person_id, APPOINTMENT.c.since, _UNTIL, word("Unit"), unit
        )
        held = appointments(found, values, self)
        if narrowed:
            held = held.where(or_(some("Unit", unit), unit.in_(_units_of_some_people())))
        return held


@dataclass(frozen=True)
class Staffed(Served):
    """Units through the people appointed in them, wherever these are."""

    located = False
    tenured = False


@dataclass(frozen=True)
class Links(Subjects):
    """Links of these kinds that held for some of the period."""

    kinds: Words
    where: ColumnElement[bool] | None = None

    in_person = True
    located = True
    tenured = True
    type = "Liaison"
    facts = frozenset({"liaison"})
    narrowing = frozenset({"Liaison", "Person", "Unit", "Household"})

    def listed(self, values: Values, narrowed: bool, extra: Columns = ()) -> Select[Any]:
        person = case((LINK.c.holder_type == "Person", LINK.c.holder_id), else_=NO_KEY)
        found = listed(LINK.c.id, _unit_of_link(), person, LINK.c.since, _link_until(), extra)
        return self._linked(found.select_from(LINK), values, narrowed)

    def acting(self, frame: CTE, values: Values, narrowed: bool) -> CompoundSelect[Any]:
        """The holder; where a unit holds the link, everybody appointed in it."""
        target = (LINK.c.target_type, LINK.c.target_id)
        alone = acting(LINK.c.id, LINK.c.holder_id, LINK.c.since, _link_until(), *target).where(
            LINK.c.holder_type == "Person"
        )
        person = APPOINTMENT.c.person_id
        staff = acting(LINK.c.id, person, LINK.c.since, _link_until(), *target).join_from(
            LINK,
            APPOINTMENT,
            (LINK.c.holder_type == "Unit")
            & (APPOINTMENT.c.unit_id == LINK.c.holder_id)
            & overlapping(APPOINTMENT.c.since, APPOINTMENT.c.until),
        )
        return union_all(*(self._linked(part, values, narrowed) for part in (alone, staff)))

    def _linked(self, found: Select[Any], values: Values, narrowed: bool) -> Select[Any]:
        found = found.where(overlapping(LINK.c.since, LINK.c.until))
        if self.kinds:
            found = found.where(values.among(LINK.c.kind, self.kinds))
        if self.where is not None:
            found = found.where(self.where)
        return found.where(_some_links()) if narrowed else found


def holders(
    *posts: Word | Figure,
    at: Words = (),
    ranks: Words = (),
    roles: Words = (),
    where: ColumnElement[bool] | None = None,
) -> Holders:
    """Every holder of one of the posts; without posts, whoever is appointed `at` units of these
    kinds, with one of these `ranks`, or with an account of these `roles`. `where`: SQL over
    `Appointment` and `Person`."""
    return Holders(one_or_all(posts), at, ranks, roles, where)


def served_by(*posts: Word | Figure, at: Words = (), ranks: Words = ()) -> Served:
    """Every unit in which one of the posts is held: the duty towards each unit by itself."""
    return Served(one_or_all(posts), at, ranks)


def staffed(*unit_kinds: Word | Figure, posts: Words = ()) -> Staffed:
    """Every unit of these kinds, by what the people appointed in it take part in anywhere."""
    return Staffed(posts, one_or_all(unit_kinds))


def links(*kinds: Word | Figure, where: ColumnElement[bool] | None = None) -> Links:
    """Every link of these kinds: the duty towards each of them by itself."""
    return Links(one_or_all(kinds), where)


def appointments(found: Select[Any], values: Values, asked: Holders | Served) -> Select[Any]:
    """Keep to appointments that are asked about and held on some day of the period."""
    found = found.where(overlapping(APPOINTMENT.c.since, APPOINTMENT.c.until))
    if asked.posts:
        found = found.where(values.among(APPOINTMENT.c.post, asked.posts))
    if asked.ranks:
        found = found.where(values.among(APPOINTMENT.c.rank, asked.ranks))
    if asked.at:
        found = found.where(APPOINTMENT.c.unit_id.in_(units_of_kinds(values, asked.at)))
    if asked.roles:
        found = found.where(APPOINTMENT.c.person_id.in_(_people_with_roles(values, asked.roles)))
    return found if asked.where is None else found.where(asked.where)


def units_of_kinds(values: Values, kinds: Words) -> Select[Any]:
    unit = UNIT.alias()
    return select(unit.c.id).where(values.among(unit.c.kind, kinds))


def _people_with_roles(values: Values, roles: Words) -> Select[Any]:
    joined = select(ACCOUNT.c.person_id).join(ROLE, ROLE.c.account_id == ACCOUNT.c.id)
    return joined.where(values.among(ROLE.c.role, roles), ACCOUNT.c.person_id.is_not(None))


def _units_of_some_people() -> Select[Any]:
    held = APPOINTMENT.alias()
    return select(held.c.unit_id).where(some("Person", held.c.person_id))


def _unit_of_link() -> ColumnElement[Any]:
    """The link's other end, so that a town finds what is owed to its villages."""
    home = select(HOUSEHOLD.c.unit_id).where(HOUSEHOLD.c.id == LINK.c.target_id)
    return case(
        (LINK.c.target_type == "Unit", LINK.c.target_id),
        (LINK.c.target_type == "Household", home.scalar_subquery()),
        (LINK.c.holder_type == "Unit", LINK.c.holder_id),
        else_=NO_KEY,
    )


def _link_until() -> ColumnElement[Any]:
    return last_day(LINK.c.until)


def _some_links() -> ColumnElement[bool]:
    return or_(
        some("Liaison", LINK.c.id),
        (LINK.c.holder_type == "Person") & some("Person", LINK.c.holder_id),
        (LINK.c.target_type == "Unit") & some("Unit", LINK.c.target_id),
        (LINK.c.target_type == "Household") & some("Household", LINK.c.target_id),
    )
