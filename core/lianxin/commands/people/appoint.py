"""Appointing somebody to a post, and ending it."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator
from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command
from lianxin.commands.contact import columns_of, unsealed
from lianxin.commands.people.looking import Looked, look_up, missing_person, missing_unit
from lianxin.commands.people.words import unknown_word
from lianxin.commands.values import Code, Day, PersonKey, key_of
from lianxin.database import Key, Row
from lianxin.errors import Problem, Refused, conflict, invalid, not_found
from lianxin.language import Text
from lianxin.tables import Appointment, Person, Unit

AppointmentKey = Annotated[int, BeforeValidator(key_of("Appointment"))]

_HELD = (
    select(col(Appointment.id), col(Appointment.since), col(Appointment.until))
    .join(Unit, col(Unit.id) == col(Appointment.unit_id))
    .where(
        col(Appointment.person_id) == bindparam("person_id", type_=Key),
        col(Appointment.post) == bindparam("post"),
        col(Unit.code) == bindparam("unit"),
    )
)
_ONE = (
    select(*Appointment.__table__.columns)  # type: ignore[attr-defined]
    .where(col(Appointment.id) == bindparam("id", type_=Key))
    .with_for_update(of=Appointment)
)
_HOLDS = Text("此人在这段时间已任该职", "This person holds that post there in that time already")
_ENDS_FIRST = Text("截止日期不能早于开始日期", "An appointment cannot end before it begins")
_NONE = Text("没有这一任职", "There is no such appointment")


@dataclass(frozen=True)
class Appointing:
    looked: Looked
    held: list[Row]
    since: date


class Appoint(Command):
    """Whoever is appointed is an official: name and phone can be read by everybody from then on.

    `since` is today unless said otherwise; both days are included.
    """

    does: ClassVar[str] = "appoint"
    permission: ClassVar[str | None] = "person.write"

    person: PersonKey
    unit: Code
    post: Code
    rank: Code | None = None
    since: Day | None = None
    until: Day | None = None

    async def load(self, attempt: Attempt) -> Appointing:
        looked = await look_up(attempt, units=[self.unit], people=[self.person])
        held = await attempt.tx.all(_HELD, person_id=self.person, post=self.post, unit=self.unit)
        return Appointing(looked, held, self.since or attempt.context.today)

    async def refusals(self, attempt: Attempt, loaded: Appointing) -> list[Problem]:
        problems = [
            *missing_person(loaded.looked, self.person, "person"),
            *missing_unit(loaded.looked, self.unit, "unit"),
            *unknown_word(attempt, "post", self.post, "post"),
            *unknown_word(attempt, "rank", self.rank, "rank"),
        ]
        if self.until is not None and self.until < loaded.since:
            problems.append(invalid("ENDS_FIRST", _ENDS_FIRST, "until"))
        if any(_overlap(held, loaded.since, self.until) for held in loaded.held):
            problems.append(conflict("APPOINTED_ALREADY", _HOLDS))
        return problems

    def apply(self, attempt: Attempt, loaded: Appointing) -> dict[str, Any]:
        unit_id: int = loaded.looked.units[self.unit].id
        appointment = Appointment(
            person_id=self.person,
            unit_id=unit_id,
            post=self.post,
            rank=self.rank,
            since=loaded.since,
            until=self.until,
        )
        attempt.on("Appointment", appointment.id)
        attempt.about = {"person": self.person, "unit": self.unit, "post": self.post}
        attempt.work.add(appointment)
        _open(attempt, loaded.looked.people[self.person])
        _touch(attempt, self.person, unit_id, loaded.since)
        return {"appointment": appointment.id}


class EndAppointment(Command):
    """`until` is the last day; today unless said otherwise."""

    does: ClassVar[str] = "end_appointment"
    permission: ClassVar[str | None] = "person.write"

    appointment: AppointmentKey
    until: Day | None = None

    async def load(self, attempt: Attempt) -> Row:
        row = await attempt.tx.first(_ONE, id=self.appointment)
        if row is None:
            raise Refused([not_found(_NONE, "appointment")])
        attempt.on("Appointment", row.id)
        return row

    async def refusals(self, attempt: Attempt, loaded: Row) -> list[Problem]:
        until = self.until or attempt.context.today
        return [invalid("ENDS_FIRST", _ENDS_FIRST, "until")] if until < loaded.since else []

    def apply(self, attempt: Attempt, loaded: Row) -> dict[str, Any]:
        until = self.until or attempt.context.today
        attempt.work.change(Appointment, loaded.id, until=until)
        _touch(attempt, loaded.person_id, loaded.unit_id, until)
        return {"appointment": loaded.id}


def _overlap(held: Row, since: date, until: date | None) -> bool:
    begins_in_time = until is None or held.since <= until
    return begins_in_time and (held.until is None or held.until >= since)


def _open(attempt: Attempt, person: Row) -> None:
    """What was masked as a resident's is an official's now."""
    if person.official:
        return
    contact = unsealed(person.sealed, attempt.locality.sealer)
    readable = columns_of(contact, attempt.locality.sealer, readable=True) if contact else {}
    shown = {name: readable[name] for name in ("name", "phone") if readable.get(name)}
    attempt.work.change(Person, person.id, official=True, **shown)


def _touch(attempt: Attempt, person_id: int, unit_id: int, on: date) -> None:
    attempt.touch("appointment", ("Person", person_id), ("Unit", unit_id), on=[on])
