"""What happened between subjects and others: the meetings that count, as SQL."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, ColumnElement, CompoundSelect, Select, exists, select, union
from sqlalchemy.sql.selectable import Subquery

from lianxin.rules.base import Figure
from lianxin.rules.sql.people import APPOINTMENT, units_of_kinds
from lianxin.rules.sql.places import LINE, one_or_all
from lianxin.rules.sql.records import MEETING
from lianxin.rules.sql.subjects import Subjects, in_force
from lianxin.rules.sql.values import AS_OF, START, Values, table_of
from lianxin.rules.words import Word, Words, fixed_codes
from lianxin.tables import MeetingTarget, Participant

PARTICIPANT, TARGET = table_of(Participant), table_of(MeetingTarget)


@dataclass(frozen=True)
class OwnUnit:
    """At a unit in which the subject holds the post that it is asked for, or below it."""


@dataclass(frozen=True)
class Host:
    """Called by the unit itself, wherever it takes place."""


@dataclass(frozen=True)
class UnitsOfKind:
    kinds: Words


Place = OwnUnit | Host | UnitsOfKind
OWN_UNIT = OwnUnit()
HOST = Host()


def in_units(*kinds: Word | Figure) -> UnitsOfKind:
    """At units of these kinds: in a village, a community, an enterprise."""
    return UnitsOfKind(one_or_all(kinds))


@dataclass(frozen=True)
class Encounters:
    """Meetings of these kinds, with the subject present in one of the roles (any, if none is
    named), `at` a place, with a holder of one of the posts `by` present; an `own` one holds it at
    the subject's unit or above it."""

    kinds: Words
    roles: Words = ()
    at: Place | None = None
    by: Words = ()
    where: ColumnElement[bool] | None = None
    own: bool = False

    @property
    def facts(self) -> frozenset[str]:
        """`meeting:visit`, or `meeting` where a figure decides the kinds; who held a post `by`
        which it counts may be told later."""
        fixed = fixed_codes(self.kinds)
        met = {"meeting"} if fixed is None else {f"meeting:{kind}" for kind in fixed}
        return frozenset(met | {"appointment"} if self.by else met)


def in_period(day: ColumnElement[Any] = MEETING.c.day) -> ColumnElement[bool]:
    return day.between(START, AS_OF)


def happened(
    subjects: Subjects,
    frame: CTE,
    asked: Encounters,
    values: Values,
    narrowed: bool,
    window: ColumnElement[bool] | None = None,
) -> CompoundSelect[Any] | Select[Any]:
    """`subject_id, meeting_id, day, starts_at, ends_at` of all that counts in the window."""
    within = in_period() if window is None else window
    search = _Search(subjects, frame, asked, values, narrowed, within)
    if isinstance(asked.at, Host):
        return search.called()
    if subjects.located or isinstance(asked.at, OwnUnit):
        return union(search.at_unit(), search.at_target(), *search.with_person())
    return search.anywhere()


@dataclass(frozen=True)
class _Search:
    subjects: Subjects
    frame: CTE
    asked: Encounters
    values: Values
    narrowed: bool
    window: ColumnElement[bool]

    def anywhere(self) -> Select[Any]:
        acting = self._acting()
        return self._found(acting, self._present(acting))

    def called(self) -> Select[Any]:
        acting = self._acting()
        return self._found(acting, self._present(acting)).where(
            MEETING.c.unit_id == acting.c.target_id
        )

    def at_unit(self) -> Select[Any]:
        acting = self._acting()
        line = LINE.alias()
        under = (line.c.upper_id == acting.c.target_id) & (line.c.lower_id == MEETING.c.unit_id)
        found = self._found(acting, self._present(acting)).join(line, under)
        return found.where(acting.c.target_type == "Unit")

    def at_target(self) -> Select[Any]:
        acting = self._acting()
        target = TARGET.alias()
        met = (target.c.target_type == acting.c.target_type) & (
            target.c.target_id == acting.c.target_id
        )
        found = self._found(acting, self._present(acting))
        return found.join(target, met & (target.c.meeting_id == MEETING.c.id))

    def with_person(self) -> list[Select[Any]]:
        """A link with a person is kept by whatever both take part in."""
        if self.subjects.type != "Liaison":
            return []
        acting = self._acting()
        other = PARTICIPANT.alias()
        met = (other.c.person_id == acting.c.target_id) & other.c.present
        found = self._found(acting, self._present(acting)).join(
            other, met & (other.c.meeting_id == MEETING.c.id)
        )
        return [found.where(acting.c.target_type == "Person")]

    def _acting(self) -> Subquery:
        found: Subquery = self.subjects.acting(self.frame, self.values, self.narrowed).subquery()
        return found

    def _present(self, acting: Subquery) -> Any:
        """The subject joined with the meetings that it may have been at."""
        if not self.subjects.in_person:
            return acting.join(MEETING, MEETING.c.day.between(acting.c.since, acting.c.until))
        took_part = (PARTICIPANT.c.person_id == acting.c.person_id) & PARTICIPANT.c.present
        held_then = MEETING.c.day.between(acting.c.since, acting.c.until)
        return acting.join(PARTICIPANT, took_part).join(
            MEETING, (MEETING.c.id == PARTICIPANT.c.meeting_id) & held_then
        )

    def _found(self, acting: Subquery, joined: Any) -> Select[Any]:
        found = select(
            acting.c.subject_id,
            MEETING.c.id.label("meeting_id"),
            MEETING.c.day,
            MEETING.c.starts_at,
            MEETING.c.ends_at,
        ).select_from(self._with_its_unit(acting, joined))
        return found.where(self.window, *self._conditions())

    def _with_its_unit(self, acting: Subquery, joined: Any) -> Any:
        if not self.asked.own:
            return joined
        return joined.join(self.frame, self.frame.c.subject_id == acting.c.subject_id)

    def _conditions(self) -> list[ColumnElement[bool]]:
        asked, values = self.asked, self.values
        found = [values.among(MEETING.c.kind, asked.kinds)]
        if asked.roles and self.subjects.in_person:
            found.append(values.among(PARTICIPANT.c.role, asked.roles))
        elif asked.roles:
            found.append(_somebody_in(values, asked.roles))
        if asked.by:
            unit = self.frame.c.unit_id if asked.own else None
            found.append(somebody_holding(values, asked.by, unit))
        if isinstance(asked.at, UnitsOfKind):
            found.append(MEETING.c.unit_id.in_(units_of_kinds(values, asked.at.kinds)))
        return found if asked.where is None else [*found, asked.where]


def somebody_holding(
    values: Values, posts: Words, at: ColumnElement[Any] | None = None
) -> ColumnElement[bool]:
    """A holder of one of the posts was present at the meeting; `at` that unit or above it."""
    present, held, line = PARTICIPANT.alias(), APPOINTMENT.alias(), LINE.alias()
    there = [] if at is None else [line.c.upper_id == held.c.unit_id, line.c.lower_id == at]
    return exists().where(
        *there,
        present.c.meeting_id == MEETING.c.id,
        present.c.present,
        held.c.person_id == present.c.person_id,
        values.among(held.c.post, posts),
        in_force(held.c.since, held.c.until, MEETING.c.day),
    )


def _somebody_in(values: Values, roles: Words) -> ColumnElement[bool]:
    present = PARTICIPANT.alias()
    return exists().where(
        present.c.meeting_id == MEETING.c.id,
        present.c.present,
        values.among(present.c.role, roles),
    )
