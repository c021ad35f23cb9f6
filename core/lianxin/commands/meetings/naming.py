"""What a meeting names: units, persons, households, cases and motions, looked up by their codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.sight import KEPT, is_kept_from, seen_codes
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
_MOTIONS_OF_CASES = (
    select(col(Motion.code), *KEPT)
    .select_from(Motion)
    .join(Case, col(Case.id) == col(Motion.case_id))
    .where(among_words(col(Motion.code), "codes"))
)


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
    found: list[Any] = await together(
        attempt.tx,
        lambda session: session.all(
            _NAMED, units=units, people=people, households=households, motions=motions
        ),
        lambda session: seen_codes(session, attempt, cases),
        lambda session: _kept_motions(session, attempt, motions),
    )
    [row], known, kept = found
    return Named(
        units={u.code: u.id for u in _UNITS.rows(row.units)},
        people=frozenset(p.id for p in _PEOPLE.rows(row.people)),
        households={h.code: h.id for h in _HOUSEHOLDS.rows(row.households)},
        motions={m.code: m for m in _MOTIONS.rows(row.motions) if m.code not in kept},
        cases=known,
    )


async def _kept_motions(session: Session, attempt: Attempt, codes: Sequence[str]) -> set[str]:
    """Those about cases of which the viewer must not know."""
    if not codes:
        return set()
    rows = await session.all(_MOTIONS_OF_CASES, codes=codes, today=attempt.context.today)
    return {row.code for row in rows if is_kept_from(attempt.viewer, row)}
