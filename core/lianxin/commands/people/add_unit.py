"""Adding a unit to the tree."""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command
from lianxin.commands.people.looking import TAKEN, Looked, look_up, missing_unit
from lianxin.commands.people.words import unknown_word
from lianxin.commands.values import Code, Line
from lianxin.errors import Problem, conflict
from lianxin.tables import Unit, UnitLine


class AddUnit(Command):
    """`parent` is the code of the unit above."""

    does: ClassVar[str] = "add_unit"
    permission: ClassVar[str | None] = "person.write"

    code: Code
    name: Line
    kind: Code
    parent: Code | None = None
    households: Annotated[int, Field(ge=0, le=10_000_000)] | None = None

    async def load(self, attempt: Attempt) -> Looked:
        return await look_up(attempt, units=[self.code, self.parent])

    async def refusals(self, attempt: Attempt, loaded: Looked) -> list[Problem]:
        taken = [conflict("CODE_TAKEN", TAKEN.format(code=self.code)).at("code")]
        return [
            *(taken if self.code in loaded.units else []),
            *unknown_word(attempt, "unit_kind", self.kind, "kind"),
            *missing_unit(loaded, self.parent, "parent"),
        ]

    def apply(self, attempt: Attempt, loaded: Looked) -> dict[str, Any]:
        parent_id = loaded.unit_id(self.parent)
        unit = Unit(
            code=self.code,
            name=self.name,
            kind=self.kind,
            parent_id=parent_id,
            households=self.households,
        )
        above = loaded.uppers.get(parent_id, []) if parent_id else []
        lines = [(unit.id, 0), *((upper, distance + 1) for upper, distance in above)]
        attempt.on("Unit", unit.id)
        attempt.about = {"code": self.code, "kind": self.kind, "parent": self.parent}
        attempt.work.add(unit)
        attempt.work.add(*(UnitLine(upper_id=u, lower_id=unit.id, distance=d) for u, d in lines))
        attempt.touch("unit", *(("Unit", upper) for upper, _ in lines))
        return {"unit": unit.id}
