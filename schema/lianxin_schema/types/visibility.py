"""Which rows a viewer may see: part of the SQL, so that no reader can forget it."""

from typing import Any

from sqlalchemy import ColumnElement, Date, and_, bindparam, exists, or_, select, true
from sqlmodel import col

from lianxin.database import Among
from lianxin.tables import Appointment, CaseConcern, Participant
from lianxin_schema.fields import Who


def everything(c: Any, who: Who) -> ColumnElement[bool]:
    """Rows behind a link that is itself the ground for seeing them."""
    return true()


def visible_case(c: Any, who: Who) -> ColumnElement[bool]:
    """Own, assigned, of own units, or all by role; never one that is kept from the viewer."""
    return and_(_ground(c, who), _unconfined(c, who), not_concealed(c, who))


def _ground(c: Any, who: Who) -> ColumnElement[bool]:
    if who.may("case.read_all"):
        return true()
    grounds = []
    if who.may("case.read_own"):
        grounds.append(c.reporter_id == who.person_id)
    if who.may("case.read_unit"):
        grounds += [
            Among(c.unit_id, who.unit_ids),
            c.handler_id == who.person_id,
            c.responsible_id == who.person_id,
        ]
    return or_(*grounds) if grounds else ~true()


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
        return ~true()
    participant = Participant.__table__.alias()  # type: ignore[attr-defined]
    return (
        exists()
        .where(participant.c.meeting_id == c.id, participant.c.person_id == who.person_id)
        .correlate_except(participant)
    )
