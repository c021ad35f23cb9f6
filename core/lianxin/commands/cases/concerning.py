"""Whom a new case is about: they, and their units with all below, are never to learn of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianxin.commands.cases.concealing import telling_unit
from lianxin.commands.cases.intake import Intake
from lianxin.errors import Problem, not_found
from lianxin.language import Text
from lianxin.tables import CaseConcern

if TYPE_CHECKING:
    from lianxin.commands.cases.submit import SubmitCase

_NOBODY = Text("没有这个人员，请检查编号", "There is no such person; check the ID")
_NO_UNIT = Text("没有代码为 {code} 的单位", "There is no unit {code}")


@dataclass(frozen=True)
class Concerns:
    """Persons and units by key; the units of the persons are among them."""

    people: frozenset[int]
    units: frozenset[int]

    def __bool__(self) -> bool:
        return bool(self.people or self.units)

    def rows(self, case_id: int) -> Iterator[CaseConcern]:
        yield from (CaseConcern(case_id=case_id, person_id=key) for key in sorted(self.people))
        yield from (CaseConcern(case_id=case_id, unit_id=key) for key in sorted(self.units))


def concerns_of(people: Sequence[int], units: Sequence[str], intake: Intake) -> Concerns:
    named = {intake.units[code][0] for code in units if code in intake.units}
    return Concerns(frozenset(people), frozenset(named | intake.posts))


def refusals_of_concerns(
    command: "SubmitCase", intake: Intake, concerns: Concerns
) -> Iterator[Problem]:
    for n, person in enumerate(command.concerning_people or []):
        if person not in intake.people:
            yield not_found(_NOBODY, "concerningPeople", str(n))
    for n, code in enumerate(command.concerning_units or []):
        if code not in intake.units:
            yield not_found(_NO_UNIT.format(code=code), "concerningUnits", str(n))
    unit = intake.units.get(command.unit) if command.unit else None
    if unit is not None and not unit[1].isdisjoint(concerns.units):
        yield telling_unit("unit")
