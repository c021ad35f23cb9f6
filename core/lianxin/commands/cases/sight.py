"""Whose eyes a case is for, decided on loaded rows: the same grounds by which lists are made."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Date, bindparam, or_
from sqlmodel import col

from lianxin.context import Viewer
from lianxin.database import Nested, Row
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
    if case.restricted and _is_kept_from(viewer, concerned(case)):
        return False
    is_reporter = viewer.person_id is not None and case.reporter_id == viewer.person_id
    confined = case.confined_to_id is not None and case.confined_to_id not in viewer.lineage
    if confined and not is_reporter:
        return False
    if viewer.may("case.read_all") or (is_reporter and viewer.may("case.read_own")):
        return True
    return viewer.may("case.read_unit") and _is_ours(viewer, case)


def _is_kept_from(viewer: Viewer, about: Concerned) -> bool:
    return viewer.person_id in about.people or not about.units.isdisjoint(viewer.lineage)


def _is_ours(viewer: Viewer, case: Any) -> bool:
    if case.unit_id in viewer.unit_ids or case.confined_to_id in viewer.lineage:
        return True
    return viewer.person_id is not None and viewer.person_id in (
        case.handler_id,
        case.responsible_id,
    )
