"""Which rows a viewer may see: part of the SQL, so that no reader can forget it."""

from typing import Any

from sqlalchemy import CTE, ColumnElement, Date, bindparam, exists, false, func, or_, select, true
from sqlmodel import col

from lianxin.database import Among
from lianxin.tables import Appointment, Case, CaseConcern, Participant
from lianxin_schema.fields import EVERY_ROW, Ground, Mine, OfMyUnits, OverMe, Visible, Who

everything = EVERY_ROW
"""Rows behind a link that is itself the ground for seeing them."""

CASE_READERS = ("case.read_own", "case.read_unit", "case.read_all")
MEETING_READERS = ("meeting.read_own", "meeting.read")


def _unconfined(c: Any, who: Who) -> ColumnElement[bool]:
    return or_(
        c.confined_to_id.is_(None),
        Among(c.confined_to_id, who.lineage),
        c.reporter_id == who.person_id,
    )


def _concealed() -> CTE:
    """The cases that name the viewer, a unit that the viewer is in or below, or anyone appointed
    there. Found aside and once for all rows, so that SQLite need not nest it in each condition:
    its parser ends at a hundred symbols."""
    concern, lineage = CaseConcern.__table__, Who(frozenset(), frozenset()).lineage  # type: ignore[attr-defined]
    until = col(Appointment.until)
    colleagues = select(col(Appointment.person_id)).where(
        Among(col(Appointment.unit_id), lineage),
        or_(until.is_(None), until >= bindparam("today", type_=Date())),
    )
    named = or_(
        Among(concern.c.unit_id, lineage),
        concern.c.person_id == Who(frozenset(), frozenset()).person_id,
        concern.c.person_id.in_(colleagues),
    )
    return select(concern.c.case_id).where(named).cte("concealed_cases")


_CONCEALED = select(_concealed().c.case_id)


def not_concealed(c: Any, who: Who) -> ColumnElement[bool]:
    """The case names neither the viewer, nor a unit that the viewer is in or below, nor anyone
    appointed there."""
    return or_(~c.restricted, c.id.not_in(_CONCEALED))


def kept_from(c: Any, who: Who) -> ColumnElement[bool]:
    """Cases of which the viewer must not know, whatever the role: about them, or confined."""
    known = func.coalesce(_unconfined(c, who) & not_concealed(c, who), false())
    return or_(c.restricted, c.confined_to_id.is_not(None)) & ~known


def not_about_kept(key: Any, who: Who) -> ColumnElement[bool]:
    """The case that a column names, if it names one, is not kept from the viewer."""
    case = Case.__table__.alias()  # type: ignore[attr-defined]
    kept = select(case.c.id).where(kept_from(case.c, who)).correlate_except(case)
    return or_(key.is_(None), key.not_in(kept))


visible_case = Visible(
    grounds=(
        Ground("case.read_all"),
        OfMyUnits("case.read_unit", column="unit_id"),
        Mine("case.read_unit", column="handler_id"),
        Mine("case.read_unit", column="responsible_id"),
        Mine("case.read_unit", column="offered_to_id"),
        OfMyUnits("case.read_unit", column="giver_id", rare=True),
        OverMe("case.read_unit", column="confined_to_id"),
        Mine("case.read_own", column="reporter_id"),
    ),
    restrictions=(_unconfined, not_concealed),
)
"""Own, assigned, of own units or handed on by them, confined to where the viewer is, or all by role; never one that is
kept from the viewer."""


def of_visible_case(c: Any, who: Who) -> ColumnElement[bool]:
    """Rows that belong to a case which the viewer may see."""
    case = Case.__table__.alias()  # type: ignore[attr-defined]
    seen = exists().where(case.c.id == c.case_id, visible_case(case.c, who))
    return seen.correlate_except(case)


def visible_person(c: Any, who: Who) -> ColumnElement[bool]:
    """Officials are known to all; residents to themselves and to those who may read persons."""
    if who.may("person.read"):
        return true()
    return or_(c.official, c.id == who.person_id)


def visible_meeting(c: Any, who: Who) -> ColumnElement[bool]:
    """All meetings for the staff; for others those in which they took part."""
    if who.may("meeting.read"):
        return true()
    if not who.may("meeting.read_own"):
        return false()
    mine = select(col(Participant.meeting_id)).where(col(Participant.person_id) == who.person_id)
    found: ColumnElement[bool] = c.id.in_(mine)
    return found


def visible_publication(c: Any, who: Who) -> ColumnElement[bool]:
    """What is for anyone, and what is for a role of the viewer's; the staff read all of them."""
    if who.may("record.read"):
        return true()
    return or_(c.audience == "public", Among(c.audience, who.role_words))
