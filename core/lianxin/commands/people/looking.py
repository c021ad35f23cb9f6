"""What records of people name, looked up in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.database import Nested, Row, among_keys, among_words
from lianxin.errors import Problem, not_found
from lianxin.language import Text
from lianxin.tables import Household, Person, Unit, UnitLine

_UNITS = Nested(col(Unit.id), col(Unit.code), col(Unit.kind), col(Unit.active))
_LINES = Nested(col(UnitLine.lower_id), col(UnitLine.upper_id), col(UnitLine.distance))
_HOUSEHOLDS = Nested(col(Household.id), col(Household.code), col(Household.unit_id))
_PEOPLE = Nested(
    col(Person.id),
    col(Person.name),
    col(Person.phone),
    col(Person.sealed),
    col(Person.phone_index),
    col(Person.official),
    col(Person.external_id),
)
_NAMED = select(
    _UNITS.where(among_words(col(Unit.code), "units")).label("units"),
    _LINES.where(
        col(Unit.id) == col(UnitLine.lower_id), among_words(col(Unit.code), "units")
    ).label("lines"),
    _HOUSEHOLDS.where(among_words(col(Household.code), "households")).label("households"),
    _PEOPLE.where(among_keys(col(Person.id), "people")).label("people"),
    _PEOPLE.where(among_words(col(Person.external_id), "external_ids")).label("known"),
)

NO_UNIT = Text("没有代码为 {code} 的单位", "There is no unit {code}")
NO_HOUSEHOLD = Text("没有编号为 {code} 的户", "There is no household {code}")
NO_PERSON = Text("没有这个人员，请检查编号", "There is no such person; check the ID")
TAKEN = Text("{code} 已被使用，请换一个", "{code} is taken; choose another")


@dataclass(frozen=True)
class Looked:
    """By code, persons by key or external number; `uppers` are pairs of a unit above (or the unit
    itself) and its distance."""

    units: dict[str, Row]
    uppers: dict[int, list[tuple[int, int]]]
    households: dict[str, Row]
    people: dict[int, Row]
    known: dict[str, Row]

    def unit_id(self, code: str | None) -> int | None:
        """Of a unit that is still there."""
        unit = self.units.get(code) if code else None
        return unit.id if unit is not None and unit.active else None

    def household_id(self, code: str | None) -> int | None:
        return self.households[code].id if code in self.households else None


async def look_up(
    attempt: Attempt,
    *,
    units: Sequence[str | None] = (),
    households: Sequence[str | None] = (),
    people: Sequence[int | None] = (),
    external_ids: Sequence[str | None] = (),
) -> Looked:
    [row] = await attempt.tx.all(
        _NAMED,
        units=[code for code in units if code],
        households=[code for code in households if code],
        people=[key for key in people if key],
        external_ids=[number for number in external_ids if number],
    )
    uppers: dict[int, list[tuple[int, int]]] = {}
    for line in _LINES.rows(row.lines):
        uppers.setdefault(line.lower_id, []).append((line.upper_id, line.distance))
    return Looked(
        {u.code: u for u in _UNITS.rows(row.units)},
        uppers,
        {h.code: h for h in _HOUSEHOLDS.rows(row.households)},
        {p.id: p for p in _PEOPLE.rows(row.people)},
        {p.external_id: p for p in _PEOPLE.rows(row.known)},
    )


def missing_unit(found: Looked, code: str | None, *path: str) -> list[Problem]:
    if code is None or found.unit_id(code) is not None:
        return []
    return [not_found(NO_UNIT.format(code=code), *path)]


def missing_person(found: Looked, key: int | None, *path: str) -> list[Problem]:
    return [] if key is None or key in found.people else [not_found(NO_PERSON, *path)]


def missing_household(found: Looked, code: str | None, *path: str) -> list[Problem]:
    if code is None or code in found.households:
        return []
    return [not_found(NO_HOUSEHOLD.format(code=code), *path)]
