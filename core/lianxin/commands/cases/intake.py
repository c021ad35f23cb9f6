"""What a new case is decided on: everything that it names, looked up in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.contact import Contact, phone_index
from lianxin.commands.lookups import holds_today
from lianxin.database import Nested, Row, Session, among_keys, among_words
from lianxin.tables import Appointment, Case, Meeting, Person, Unit, UnitLine

_UNITS = Nested(col(Unit.id), col(Unit.code), col(UnitLine.upper_id))
_PEOPLE = Nested(col(Person.id), col(Person.phone_index), col(Person.name), col(Person.official))
_POSTS = Nested(col(Appointment.person_id), col(Appointment.unit_id))
_CASES = Nested(col(Case.id))
_MEETINGS = Nested(col(Meeting.id), col(Meeting.kind), col(Meeting.day))

_INTAKE = select(
    _UNITS.where(
        among_words(col(Unit.code), "unit_codes"),
        col(Unit.active),
        col(UnitLine.lower_id) == col(Unit.id),
    ).label("units"),
    _PEOPLE.where(among_keys(col(Person.id), "person_ids")).label("people"),
    _PEOPLE.where(col(Person.phone_index) == bindparam("phone_index")).label("same_phone"),
    _POSTS.where(among_keys(col(Appointment.person_id), "concerned"), holds_today()).label("posts"),
    _CASES.where(
        col(Case.channel) == bindparam("channel"),
        col(Case.external_id) == bindparam("external_id"),
    ).label("same"),
    _MEETINGS.where(col(Meeting.code) == bindparam("meeting")).label("meetings"),
)


@dataclass(frozen=True)
class Intake:
    """`units` with all units above each (itself included), by code; `posts` are the units in
    which those whom the case concerns serve today; `existing` is the case that came in before
    under the same external number; `meeting` the one at which it is taken in."""

    units: dict[str, tuple[int, frozenset[int]]]
    people: dict[int, Row]
    same_phone: list[Row]
    posts: frozenset[int]
    existing: int | None
    meeting: Row | None


async def look_up(
    session: Session,
    attempt: Attempt,
    *,
    unit_codes: Sequence[str],
    person_ids: Sequence[int],
    concerned: Sequence[int],
    contact: Contact,
    channel: str,
    external_id: str | None,
    meeting: str | None,
) -> Intake:
    [row] = await session.all(
        _INTAKE,
        unit_codes=unit_codes,
        person_ids=person_ids,
        concerned=concerned,
        phone_index=phone_index(contact.phone, attempt.locality.sealer),
        channel=channel,
        external_id=external_id,
        meeting=meeting,
        today=attempt.context.today,
    )
    return Intake(
        units=_with_uppers(_UNITS.rows(row.units)),
        people={person.id: person for person in _PEOPLE.rows(row.people)},
        same_phone=_PEOPLE.rows(row.same_phone),
        posts=frozenset(post.unit_id for post in _POSTS.rows(row.posts)),
        existing=next((case.id for case in _CASES.rows(row.same)), None),
        meeting=next(iter(_MEETINGS.rows(row.meetings)), None),
    )


def _with_uppers(rows: Sequence[Any]) -> dict[str, tuple[int, frozenset[int]]]:
    found: dict[str, tuple[int, frozenset[int]]] = {}
    for row in rows:
        _, uppers = found.get(row.code, (row.id, frozenset()))
        found[row.code] = (row.id, uppers | {row.upper_id})
    return found
