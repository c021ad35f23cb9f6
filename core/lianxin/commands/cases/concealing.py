"""Whom a case is about never learns of it: it goes to no unit and no person there."""

from collections.abc import Mapping
from typing import Any

from lianxin.commands.inputs.mentioned import Found
from lianxin.errors import Problem
from lianxin.language import Text
from lianxin.rules.workflow import Action

_UNIT = Text(
    "该诉求涉及此单位或其上级单位，须对其保密，请另选单位",
    "The case is about this unit or one above it, which must not learn of it; choose another",
)
_PERSON = Text(
    "该诉求涉及此人或其所在单位，须对其保密，请另选人员",
    "The case is about this person or their unit, who must not learn of it; choose somebody else",
)


def refusals_of_telling(action: Action, values: Mapping[str, Any], found: Found) -> list[Problem]:
    """Fields that would hand a case to those whom it is about."""
    units = {unit.id for unit in found.units.values() if unit.concealed}
    people = {person.id for person in found.people.values() if person.concealed}
    return [
        problem
        for field in action.inputs
        if field.name in values
        and (problem := _refusal(field.kind, field.name, values[field.name], units, people))
    ]


def _refusal(kind: str, name: str, value: Any, units: set[int], people: set[int]) -> Problem | None:
    named_units, named_people = _named(kind, value)
    if named_units & units:
        return telling_unit("fields", name)
    return telling_person("fields", name) if named_people & people else None


def telling_unit(*path: str) -> Problem:
    return Problem("conflict", "CONCERNED_UNIT", _UNIT, path)


def telling_person(*path: str) -> Problem:
    return Problem("conflict", "CONCERNED_PERSON", _PERSON, path)


def _named(kind: str, value: Any) -> tuple[set[int], set[int]]:
    """The units and the persons that a field hands the case to."""
    if kind in ("unit", "units"):
        return set(value if isinstance(value, list) else [value]), set()
    if kind in ("person", "people"):
        return set(), set(value if isinstance(value, list) else [value])
    if kind == "tasks":
        return {t.unit_id for t in value}, {t.person_id for t in value}
    return set(), set()
