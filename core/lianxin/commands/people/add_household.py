"""Adding a household, and marking one: in need, with a problem."""

from typing import Annotated, Any, ClassVar

from pydantic import Field
from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command, NothingToDo
from lianxin.commands.people.looking import (
    NO_HOUSEHOLD,
    TAKEN,
    Looked,
    look_up,
    missing_person,
    missing_unit,
)
from lianxin.commands.people.words import unknown_word
from lianxin.commands.values import Code, Day, PersonKey
from lianxin.database import Nested
from lianxin.errors import Problem, Refused, conflict, not_found
from lianxin.tables import Household, HouseholdMark, Person

_MARKS = Nested(col(HouseholdMark.mark))
_HOUSEHOLD = select(
    col(Household.id),
    col(Household.unit_id),
    _MARKS.where(col(HouseholdMark.household_id) == col(Household.id)).label("marks"),
).where(col(Household.code) == bindparam("code"))


class AddHousehold(Command):
    """`unit` is the code of where it lives, `head` a person who then belongs to it."""

    does: ClassVar[str] = "add_household"
    permission: ClassVar[str | None] = "person.write"

    code: Code
    unit: Code
    head: PersonKey | None = None
    marks: Annotated[list[Code], Field(max_length=20)] = []
    since: Day | None = None

    async def load(self, attempt: Attempt) -> Looked:
        return await look_up(attempt, units=[self.unit], households=[self.code], people=[self.head])

    async def refusals(self, attempt: Attempt, loaded: Looked) -> list[Problem]:
        taken = [conflict("CODE_TAKEN", TAKEN.format(code=self.code)).at("code")]
        marks = [
            problem
            for n, mark in enumerate(self.marks)
            for problem in unknown_word(attempt, "mark", mark, "marks", str(n))
        ]
        return [
            *(taken if self.code in loaded.households else []),
            *missing_unit(loaded, self.unit, "unit"),
            *missing_person(loaded, self.head, "head"),
            *marks,
        ]

    def apply(self, attempt: Attempt, loaded: Looked) -> dict[str, Any]:
        unit, since = loaded.units[self.unit], self.since or attempt.context.today
        household = Household(code=self.code, unit_id=unit.id, head_id=self.head)
        marks = [
            HouseholdMark(household_id=household.id, mark=mark, since=since)
            for mark in dict.fromkeys(self.marks)
        ]
        attempt.on("Household", household.id)
        attempt.work.add(household, *marks)
        if self.head is not None:
            attempt.work.change(Person, self.head, household_id=household.id)
        attempt.touch("household", ("Household", household.id))
        return {"household": household.id}


class MarkHousehold(Command):
    """`marked` False takes the mark away."""

    does: ClassVar[str] = "mark_household"
    permission: ClassVar[str | None] = "record.write"

    household: Code
    mark: Code
    marked: bool = True
    since: Day | None = None

    async def load(self, attempt: Attempt) -> int:
        row = await attempt.tx.first(_HOUSEHOLD, code=self.household)
        if row is None:
            raise Refused([not_found(NO_HOUSEHOLD.format(code=self.household), "household")])
        if self.marked == (self.mark in {m.mark for m in _MARKS.rows(row.marks)}):
            raise NothingToDo
        key: int = row.id
        return key

    async def refusals(self, attempt: Attempt, loaded: int) -> list[Problem]:
        return unknown_word(attempt, "mark", self.mark, "mark")

    def apply(self, attempt: Attempt, loaded: int) -> dict[str, Any]:
        attempt.on("Household", loaded)
        attempt.about = {"mark": self.mark, "marked": self.marked}
        since = self.since or attempt.context.today
        if self.marked:
            attempt.work.add(HouseholdMark(household_id=loaded, mark=self.mark, since=since))
        else:
            attempt.work.remove(HouseholdMark, household_id=loaded, mark=self.mark)
        attempt.touch("household", ("Household", loaded))
        return {"household": loaded}
