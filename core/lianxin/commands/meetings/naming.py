"""What a meeting names: units, persons, households, cases and motions, looked up by their codes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.sight import SIGHT, sees
from lianxin.database import Nested, Row, Session, among_keys, among_words, together
from lianxin.tables import Case, Household, Motion, MotionEntry, Person, Unit

_UNITS = Nested(col(Unit.id), col(Unit.code))
_PEOPLE = Nested(col(Person.id))
_HOUSEHOLDS = Nested(col(Household.id), col(Household.code))
_LAST_N = (
    select(func.coalesce(func.max(col(MotionEntry.n)), 0))
    .where(col(MotionEntry.motion_id) == col(Motion.id))
    .correlate(Motion)
    .scalar_subquery()
    .label("last_n")
)
_MOTIONS = Nested(
    col(Motion.id),
    col(Motion.code),
    col(Motion.version),
    col(Motion.step),
    col(Motion.decided),
    _LAST_N,
)

_NAMED = select(
    _UNITS.where(among_words(col(Unit.code), "units"), col(Unit.active)).label("units"),
    _PEOPLE.where(among_keys(col(Person.id), "people")).label("people"),
    _HOUSEHOLDS.where(among_words(col(Household.code), "households")).label("households"),
    _MOTIONS.where(among_words(col(Motion.code), "motions")).label("motions"),
)
_CASES = select(
    col(Case.id),
    col(Case.code),
    col(Case.restricted),
    col(Case.confined_to_id),
    col(Case.unit_id),
    col(Case.handler_id),
    col(Case.responsible_id),
    col(Case.reporter_id),
    *SIGHT,
).where(among_words(col(Case.code), "codes"))


@dataclass(frozen=True)
class Named:
    """Keys by code (persons by key); what is not there, or not for the viewer, is left out."""

    units: dict[str, int]
    people: frozenset[int]
    households: dict[str, int]
    motions: dict[str, Row]
    cases: dict[str, int]


async def look_up(
    attempt: Attempt,
    *,
    units: Sequence[str],
    people: Sequence[int],
    households: Sequence[str],
    motions: Sequence[str],
    cases: Sequence[str],
) -> Named:
    [row], known = await together(
        attempt.tx,
        lambda session: session.all(
            _NAMED, units=units, people=people, households=households, motions=motions
        ),
        lambda session: _cases(session, attempt, cases),
    )
    return Named(
        units={u.code: u.id for u in _UNITS.rows(row.units)},
        people=frozenset(p.id for p in _PEOPLE.rows(row.people)),
        households={h.code: h.id for h in _HOUSEHOLDS.rows(row.households)},
        motions={m.code: m for m in _MOTIONS.rows(row.motions)},
        cases={case.code: case.id for case in known},
    )


async def _cases(session: Session, attempt: Attempt, codes: Sequence[str]) -> list[Row]:
    """Those of which the viewer may know."""
    if not codes:
        return []
    rows = await session.all(_CASES, codes=codes, today=attempt.context.today)
    return [row for row in rows if sees(attempt.viewer, row)]
