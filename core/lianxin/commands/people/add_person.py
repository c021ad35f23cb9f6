"""Adding a person: what identifies a resident is sealed, an official's name stands open."""

from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command
from lianxin.commands.contact import Contact, columns_of, spelled_phone
from lianxin.commands.people.looking import TAKEN, Looked, look_up, missing_household
from lianxin.commands.values import Code, Line
from lianxin.errors import Problem, conflict
from lianxin.tables import Person


class AddPerson(Command):
    """`household` is its code; `external_id` the number in the register they come from."""

    does: ClassVar[str] = "add_person"
    permission: ClassVar[str | None] = "person.write"

    name: Line
    phone: Annotated[Line, AfterValidator(spelled_phone)] | None = None
    address: Line | None = None
    official: bool = False
    household: Code | None = None
    external_id: Code | None = None

    async def load(self, attempt: Attempt) -> Looked:
        return await look_up(attempt, households=[self.household], external_ids=[self.external_id])

    async def refusals(self, attempt: Attempt, loaded: Looked) -> list[Problem]:
        problems = missing_household(loaded, self.household, "household")
        if self.external_id in loaded.known:
            message = TAKEN.format(code=self.external_id)
            problems.append(conflict("NUMBER_TAKEN", message).at("externalId"))
        return problems

    def apply(self, attempt: Attempt, loaded: Looked) -> dict[str, Any]:
        contact = Contact(self.name, self.phone, self.address)
        person = Person(
            **columns_of(contact, attempt.locality.sealer, readable=self.official),
            official=self.official,
            household_id=loaded.household_id(self.household),
            external_id=self.external_id,
        )
        attempt.on("Person", person.id)
        attempt.work.add(person)
        return {"person": person.id}
