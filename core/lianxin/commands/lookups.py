"""Units and persons looked up inside another statement, and whether a case is to stay from them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Date, bindparam, exists, false, or_, select
from sqlalchemy.sql.elements import SQLCoreOperations
from sqlmodel import col

from lianxin.commands.inputs.mentioned import Found, FoundPerson, FoundUnit
from lianxin.database import Nested, Row, among_keys, among_words
from lianxin.tables import Appointment, Case, CaseConcern, Person, Unit, UnitLine


def _is_in_concerned(unit_id: SQLCoreOperations[Any]) -> ColumnElement[bool]:
    """The unit lies in a unit that the case at hand is about."""
    return exists(
        select(col(CaseConcern.id))
        .join(UnitLine, col(UnitLine.upper_id) == col(CaseConcern.unit_id))
        .where(col(CaseConcern.case_id) == col(Case.id), col(UnitLine.lower_id) == unit_id)
        .correlate(Case, Unit, Appointment)
    )


def holds_today(appointment: Any = Appointment) -> ColumnElement[bool]:
    """The appointment is in force on the day `today`."""
    today = bindparam("today", type_=Date())
    until = col(appointment.until)
    return (col(appointment.since) <= today) & or_(until.is_(None), until >= today)


_SERVES_CONCERNED = exists(
    select(col(Appointment.id))
    .where(col(Appointment.person_id) == col(Person.id), holds_today())
    .where(_is_in_concerned(col(Appointment.unit_id)))
    .correlate(Case, Person)
)
_IS_CONCERNED = exists(
    select(col(CaseConcern.id))
    .where(col(CaseConcern.case_id) == col(Case.id), col(CaseConcern.person_id) == col(Person.id))
    .correlate(Case, Person)
)

_UNIT = (col(Unit.id), col(Unit.code))
_PERSON = (col(Person.id), col(Person.official))
_BY_CODE = (among_words(col(Unit.code), "unit_codes"), col(Unit.active))
_BY_KEY = (among_keys(col(Person.id), "person_ids"),)


class Lookup:
    """Columns `found_units` and `found_people` for a statement, and what they found."""

    def __init__(self, *, beside_case: bool) -> None:
        """`beside_case`: the statement is about one case, which may concern whom it finds."""
        in_concerned = _is_in_concerned(col(Unit.id)) if beside_case else false()
        concerned = or_(_IS_CONCERNED, _SERVES_CONCERNED) if beside_case else false()
        self._units = Nested(*_UNIT, in_concerned.label("concealed"))
        self._people = Nested(*_PERSON, concerned.label("concealed"))
        self.columns = [
            self._units.where(*_BY_CODE).label("found_units"),
            self._people.where(*_BY_KEY).label("found_people"),
        ]

    def found(self, row: Row) -> Found:
        units = self._units.rows(row.found_units)
        people = self._people.rows(row.found_people)
        return Found(
            {u.code: FoundUnit(u.id, u.concealed) for u in units},
            {p.id: FoundPerson(p.id, p.official, p.concealed) for p in people},
        )


def asked(texts: list[str], keys: list[int]) -> Mapping[str, Any]:
    """The parameters of a lookup."""
    return {"unit_codes": texts, "person_ids": keys}
