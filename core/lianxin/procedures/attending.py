"""Who has to be at a meeting and is not, and who has a role that is not theirs to have."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from sqlalchemy import Date, bindparam, select
from sqlalchemy.sql.base import Executable

from lianxin.database import Key, Session, among_keys, among_words, together
from lianxin.errors import Problem
from lianxin.localities import Locality
from lianxin.rules.base import RuleInForce, Settings
from lianxin.rules.procedure import Procedure, Seat
from lianxin.rules.sql.encounters import PARTICIPANT
from lianxin.rules.sql.people import APPOINTMENT, PERSON
from lianxin.rules.sql.records import MEETING
from lianxin.rules.sql.subjects import in_force
from lianxin.rules.words import codes
from lianxin.standings.refusing import refused

Taking = tuple[int, str]
"""A person and the role that they take in a meeting."""


async def who_is_missing(
    session: Session, locality: Locality, entry: RuleInForce, meeting_id: int
) -> list[int]:
    """The persons whom the procedure asks to be at the meeting and who were not."""
    assert isinstance(entry.rule, Procedure)
    posts = codes(entry.rule.attended_by, locality.figures.settings)
    rows = await session.all(_MISSING, meeting_id=meeting_id, posts=posts)
    return [row.person_id for row in rows]


async def seat_refusals(
    session: Session, locality: Locality, kind: str, taking: Iterable[Taking], day: date
) -> list[Problem]:
    """Every role in a meeting of this kind that somebody takes whom a procedure bars from it."""
    settings, taken = locality.figures.settings, list(taking)
    seats = [
        (entry, seat)
        for entry, rule in locality.composition.of(Procedure)
        if kind in codes(rule.meeting_kinds, settings)
        for seat in rule.seats
    ]
    named = [[person for person, role in taken if role == seat.role] for _, seat in seats]
    barred = await together(
        session,
        *(
            partial(_barred, seat=seat, people=people, day=day, settings=settings)
            for (_, seat), people in zip(seats, named, strict=True)
        ),
    )
    return [
        refused(entry, seat.because, "participants")
        for (entry, seat), is_barred in zip(seats, barred, strict=True)
        if is_barred
    ]


async def _barred(
    session: Session, *, seat: Seat, people: list[int], day: date, settings: Settings
) -> bool:
    if not people:
        return False
    never, posts = codes(seat.never, settings), codes(seat.posts, settings)
    officials, barred, held = await together(
        session,
        lambda s: s.all(_OFFICIALS, people=people),
        lambda s: s.all(_HOLDING, people=people, posts=never, day=day),
        lambda s: s.all(_HOLDING, people=people, posts=posts, day=day),
    )
    if (seat.no_officials and officials) or barred:
        return True
    return bool(posts) and {row.person_id for row in held} != set(people)


_HELD = APPOINTMENT.c
_CAME = select(PARTICIPANT.c.person_id).where(
    PARTICIPANT.c.meeting_id == MEETING.c.id, PARTICIPANT.c.present
)
_MISSING: Executable = (
    select(_HELD.person_id)
    .join(MEETING, MEETING.c.unit_id == _HELD.unit_id)
    .where(
        MEETING.c.id == bindparam("meeting_id", type_=Key),
        among_words(_HELD.post, "posts"),
        in_force(_HELD.since, _HELD.until, MEETING.c.day),
        _HELD.person_id.not_in(_CAME),
    )
    .distinct()
    .order_by(_HELD.person_id)
)
_OFFICIALS: Executable = select(PERSON.c.id).where(
    PERSON.c.official, among_keys(PERSON.c.id, "people")
)
_HOLDING: Executable = (
    select(_HELD.person_id)
    .where(
        among_keys(_HELD.person_id, "people"),
        among_words(_HELD.post, "posts"),
        in_force(_HELD.since, _HELD.until, bindparam("day", type_=Date())),
    )
    .distinct()
)
