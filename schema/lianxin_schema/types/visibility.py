"""Which rows a viewer may see: part of the SQL, so that no reader can forget it."""

from typing import Any

from sqlalchemy import ColumnElement, Date, bindparam, exists, false, func, or_, select, true
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


def not_concealed(c: Any, who: Who) -> ColumnElement[bool]:
    """The case names neither the viewer, nor a unit that the viewer is in or below, nor anyone
    appointed there."""
    concern = CaseConcern.__table__.alias()  # type: ignore[attr-defined]
    colleagues = (
        select(col(Appointment.person_id))
        .where(
            Among(col(Appointment.unit_id), who.lineage),
            or_(
                col(Appointment.until).is_(None),
                col(Appointment.until) >= bindparam("today", type_=Date()),
            ),
        )
        .scalar_subquery()
    )
    named = (
        exists()
        .where(
            concern.c.case_id == c.id,
            or_(
                Among(concern.c.unit_id, who.lineage),
                concern.c.person_id == who.person_id,
                concern.c.person_id.in_(colleagues),
            ),
        )
        .correlate_except(concern)
    )
    return or_(~c.restricted, ~named)


def kept_from(c: Any, who: Who) -> ColumnElement[bool]:
    """Cases of which the viewer must not know, whatever the role: about them, or confined."""
    known = func.coalesce(_unconfined(c, who) & not_concealed(c, who), false())
    return or_(c.restricted, c.confined_to_id.is_not(None)) & ~known


visible_case = Visible(
    grounds=(
        Ground("case.read_all"),
        OfMyUnits("case.read_unit", column="unit_id"),
        Mine("case.read_unit", column="handler_id"),
        Mine("case.read_unit", column="responsible_id"),
        OverMe("case.read_unit", column="confined_to_id"),
        Mine("case.read_own", column="reporter_id"),
    ),
    restrictions=(_unconfined, not_concealed),
)
"""Own, assigned, of own units, confined to where the viewer is, or all by role; never one that is
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
