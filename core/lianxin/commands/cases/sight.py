"""Whose eyes a case is for, decided on loaded rows: the same grounds by which lists are made."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Date, bindparam, or_, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.context import Viewer
from lianxin.database import Nested, Row, Session, among_keys, among_words
from lianxin.tables import Appointment, Case, CaseConcern

_CONCERNS = Nested(col(CaseConcern.person_id), col(CaseConcern.unit_id))
_POSTS = Nested(col(Appointment.unit_id))
_UNTIL, _TODAY = col(Appointment.until), bindparam("today", type_=Date())

SIGHT = [
    _CONCERNS.where(col(CaseConcern.case_id) == col(Case.id)).correlate(Case).label("concerns"),
    # Who is named may have come to another unit since: that one must not know either.
    _POSTS.where(
        col(CaseConcern.case_id) == col(Case.id),
        col(Appointment.person_id) == col(CaseConcern.person_id),
        or_(_UNTIL.is_(None), _UNTIL >= _TODAY),
    )
    .correlate(Case)
    .label("concerned_posts"),
]
"""Columns that a statement about cases needs for `sees`, with the parameter `today`."""


KEPT = [col(Case.restricted), col(Case.confined_to_id), col(Case.reporter_id), *SIGHT]
"""The same for `is_kept_from`."""

SEEN = [
    col(Case.unit_id),
    col(Case.handler_id),
    col(Case.responsible_id),
    col(Case.offered_to_id),
    col(Case.giver_id),
    *KEPT,
]
"""All that `sees` looks at."""

_SEEN = select(col(Case.id), col(Case.code), *SEEN)
_BY_CODE = _SEEN.where(among_words(col(Case.code), "named"))
_BY_KEY = _SEEN.where(among_keys(col(Case.id), "named"))


@dataclass(frozen=True)
class Concerned:
    """Whom a case is about: they, and whoever is in these units or below, never learn of it."""

    people: frozenset[int]
    units: frozenset[int]


def concerned(row: Row) -> Concerned:
    concerns = _CONCERNS.rows(row.concerns)
    posts = _POSTS.rows(row.concerned_posts)
    units = [c.unit_id for c in concerns if c.unit_id] + [p.unit_id for p in posts]
    return Concerned(frozenset(c.person_id for c in concerns if c.person_id), frozenset(units))


def sees(viewer: Viewer, case: Row) -> bool:
    """Whether the viewer may know that there is such a case; `case` has the `SIGHT` columns."""
    if "system" in viewer.roles:
        return True
    if is_kept_from(viewer, case):
        return False
    if viewer.may("case.read_all") or (_brought(viewer, case) and viewer.may("case.read_own")):
        return True
    return viewer.may("case.read_unit") and _is_ours(viewer, case)


def is_kept_from(viewer: Viewer, case: Row) -> bool:
    """Whether the viewer must not know of the case, whatever the role; `case` has the `KEPT`
    columns, all empty where there is no case."""
    if "system" in viewer.roles:
        return False
    if case.restricted and _is_about(viewer, concerned(case)):
        return True
    confined = case.confined_to_id is not None and case.confined_to_id not in viewer.lineage
    return confined and not _brought(viewer, case)


async def seen_codes(session: Session, attempt: Attempt, codes: Sequence[str]) -> dict[str, int]:
    """The keys, by code, of those cases that are there for the viewer."""
    return {row.code: row.id for row in await _seen(session, attempt, _BY_CODE, codes)}


async def seen_keys(session: Session, attempt: Attempt, keys: Sequence[int]) -> frozenset[int]:
    """Those of the keys whose case is there for the viewer."""
    return frozenset(row.id for row in await _seen(session, attempt, _BY_KEY, keys))


async def _seen(
    session: Session, attempt: Attempt, statement: Any, named: Sequence[Any]
) -> list[Row]:
    if not named:
        return []
    rows = await session.all(statement, named=list(named), today=attempt.context.today)
    return [row for row in rows if sees(attempt.viewer, row)]


def _brought(viewer: Viewer, case: Row) -> bool:
    return viewer.person_id is not None and case.reporter_id == viewer.person_id


def _is_about(viewer: Viewer, about: Concerned) -> bool:
    return viewer.person_id in about.people or not about.units.isdisjoint(viewer.lineage)


def _is_ours(viewer: Viewer, case: Any) -> bool:
    if not {case.unit_id, case.giver_id}.isdisjoint(viewer.unit_ids):
        return True
    if case.confined_to_id in viewer.lineage:
        return True
    return viewer.person_id is not None and viewer.person_id in (
        case.handler_id,
        case.responsible_id,
        case.offered_to_id,
    )
