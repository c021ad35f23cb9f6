"""Who brings a case up: the asker, somebody known, or somebody new whose contact is sealed."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.intake import Intake
from lianxin.commands.command import Given
from lianxin.commands.contact import Contact, columns_of, of_case, phone_index, spelled_phone
from lianxin.commands.values import Line, PersonKey
from lianxin.context import Viewer
from lianxin.database import Row
from lianxin.errors import Problem, not_found, not_permitted
from lianxin.language import Text
from lianxin.privacy import Sealer, mask_name
from lianxin.tables import Person

STAFF = "person.read"
"""Whoever has it takes in what others bring up; whoever has not brings up his own."""

_NOBODY = Text("没有这个人员，请检查编号", "There is no such person; check the ID")
_NOT_YOURS = Text("只能以本人名义提交", "You can only submit in your own name")


class ReporterGiven(Given):
    """`person`, or what they left of themselves."""

    person: PersonKey | None = None
    name: Line | None = None
    phone: Annotated[Line, AfterValidator(spelled_phone)] | None = None
    address: Line | None = None

    @property
    def contact(self) -> Contact:
        return Contact(self.name, self.phone, self.address)


@dataclass(frozen=True)
class Reporter:
    """`contact`: what was left for this case besides what is registered of the person."""

    person_id: int | None = None
    contactable: bool = False
    contact: Contact | None = None

    def columns(self, sealer: Sealer) -> dict[str, Any]:
        """Those of the case."""
        left = of_case(self.contact, sealer) if self.contact else {}
        return {"reporter_id": self.person_id, "contactable": self.contactable, **left}


def is_staff(viewer: Viewer) -> bool:
    return "system" in viewer.roles or viewer.may(STAFF)


def refusals_of_reporter(
    given: ReporterGiven | None, intake: Intake, viewer: Viewer
) -> list[Problem]:
    if given is None or given.person is None:
        return []
    if not is_staff(viewer) and given.person != viewer.person_id:
        return [not_permitted(_NOT_YOURS, "reporter", "person")]
    return [] if given.person in intake.people else [not_found(_NOBODY, "reporter", "person")]


def known_reporter(viewer: Viewer, given: ReporterGiven | None, intake: Intake) -> int | None:
    """Who it is, where that is somebody known already."""
    if given is not None and given.person is not None:
        return given.person
    if viewer.person_id is not None and not is_staff(viewer):
        return viewer.person_id
    return _same(given.contact, intake) if given is not None and given.contact else None


def reporter_of(attempt: Attempt, given: ReporterGiven | None, intake: Intake) -> Reporter:
    """Who it is; a person who is not known yet is among the writes."""
    viewer = attempt.viewer
    if given is not None and given.person is not None:
        return _known(attempt, given.person, given.contact, intake)
    if viewer.person_id is not None and not is_staff(viewer):
        return _known(attempt, viewer.person_id, given.contact if given else Contact(), intake)
    if given is None or not given.contact:
        return Reporter()
    same = _same(given.contact, intake)
    if same is not None:
        return _known(attempt, same, given.contact, intake)
    return Reporter(_added(attempt, given.contact), given.phone is not None)


def _known(attempt: Attempt, person_id: int, contact: Contact, intake: Intake) -> Reporter:
    """What is registered of a person stays; what is given besides is kept with the case. So a
    caller may leave a neighbour's number, or call for his mother, and is registered as before."""
    row = intake.people.get(person_id) or _with_phone(person_id, intake)
    if row is None:
        return Reporter(person_id)
    index = phone_index(contact.phone, attempt.locality.sealer)
    besides = Contact(
        None if contact.name is None or row.name in _names(contact.name) else contact.name,
        None if index == row.phone_index else contact.phone,
        contact.address,
    )
    return Reporter(person_id, bool(row.phone_index or contact.phone), besides)


def _with_phone(person_id: int, intake: Intake) -> Row | None:
    return next((person for person in intake.same_phone if person.id == person_id), None)


def _names(name: str) -> set[str]:
    """As it may stand in the register."""
    return {name, mask_name(name)}


def _same(contact: Contact, intake: Intake) -> int | None:
    """Who has this phone, and no other name: a family may share a phone."""
    names = {None} | (_names(contact.name) if contact.name else set())
    known = [p for p in intake.same_phone if contact.name is None or p.name in names]
    return next((person.id for person in known), None)


def _added(attempt: Attempt, contact: Contact) -> int:
    person = Person(**columns_of(contact, attempt.locality.sealer))
    attempt.work.add(person)
    return person.id
