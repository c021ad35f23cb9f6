"""Trips of late that leaders should not have made together, or so soon after one another."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    or_,
    select,
)

from lianxin.database import DaysBetween, Instant, JsonText, Session, among_words
from lianxin.localities import Locality
from lianxin.previewing.proposal import MOST_CASES, Proposal
from lianxin.previewing.refusals import Refusal, Refusals, all_of
from lianxin.rules.base import RuleInForce, figure_of
from lianxin.rules.calendar_rule import Apart
from lianxin.rules.sql.encounters import PARTICIPANT
from lianxin.rules.sql.people import APPOINTMENT
from lianxin.rules.sql.places import LINE, UNIT
from lianxin.rules.sql.records import MEETING
from lianxin.rules.sql.subjects import in_force
from lianxin.rules.words import codes

_TRIP, _OTHER = MEETING.alias("trip"), MEETING.alias("other")
_SINCE = bindparam("since", type_=Instant())
_BEFORE = or_(
    _OTHER.c.recorded_at < _TRIP.c.recorded_at,
    and_(_OTHER.c.recorded_at == _TRIP.c.recorded_at, _OTHER.c.id < _TRIP.c.id),
)


async def trips_refused(session: Session, proposal: Proposal) -> Refusals:
    found = [
        await _refused(session, proposal, entry, rule) for entry, rule in proposal.concerned(Apart)
    ]
    return all_of(found)


async def _refused(
    session: Session, proposal: Proposal, entry: RuleInForce, rule: Apart
) -> Refusals:
    given: dict[str, Any] = {"since": proposal.since, "area": rule.area}
    refused = _condition(rule, proposal.after, "after", given)
    if not proposal.is_new(entry):
        refused &= ~_condition(rule, proposal.before, "before", given)
    rows = await session.all(_statement(refused), **given)
    named = tuple(Refusal(entry.key, MEETING, row.id, row.at) for row in rows)
    return Refusals(rows[0].number if rows else 0, named)


def _statement(refused: ColumnElement[bool]) -> Select[Any]:
    at = _TRIP.c.recorded_at
    return (
        select(_TRIP.c.id, at.label("at"), func.count().over().label("number"))
        .where(at >= _SINCE, _TRIP.c.unit_id.is_not(None), refused)
        .order_by(at.desc(), _TRIP.c.id)
        .limit(MOST_CASES)
    )


def _condition(
    rule: Apart, locality: Locality, when: str, given: dict[str, Any]
) -> ColumnElement[bool]:
    """Several of them went, or one went where another one goes about that day."""
    settings = locality.figures.settings
    kinds, posts, days = f"kinds_{when}", f"posts_{when}", f"days_{when}"
    given |= {kinds: codes(rule.of, settings), posts: codes(rule.posts, settings)}
    given[days] = int(figure_of(rule.days, settings))
    apart = func.abs(DaysBetween(_OTHER.c.day, _TRIP.c.day))
    others = exists(
        select(_OTHER.c.id)
        .where(
            _BEFORE,
            among_words(_OTHER.c.kind, kinds),
            apart <= bindparam(days, type_=Integer()),
            _same_area() if rule.route is None else or_(_same_area(), _same_route(rule.route)),
            _others_go(posts),
        )
        .correlate(_TRIP)
    )
    bound = _bound(posts)
    return and_(among_words(_TRIP.c.kind, kinds), or_(bound > 1, and_(bound > 0, others)))


def _bound(posts: str) -> Any:
    """How many of those who went hold such a post."""
    went, held = PARTICIPANT.alias(), APPOINTMENT.alias()
    found = (
        select(func.count(func.distinct(went.c.person_id)))
        .select_from(went.join(held, held.c.person_id == went.c.person_id))
        .where(went.c.meeting_id == _TRIP.c.id, went.c.present, _holding(held, posts, _TRIP.c.day))
    )
    return found.correlate(_TRIP).scalar_subquery()


def _others_go(posts: str) -> ColumnElement[bool]:
    """Somebody who holds such a post, and is none of those on the trip."""
    goes, held, went = PARTICIPANT.alias(), APPOINTMENT.alias(), PARTICIPANT.alias()
    there = select(went.c.person_id).where(went.c.meeting_id == _TRIP.c.id, went.c.present)
    return exists(
        select(goes.c.id)
        .select_from(goes.join(held, held.c.person_id == goes.c.person_id))
        .where(
            goes.c.meeting_id == _OTHER.c.id,
            _holding(held, posts, _OTHER.c.day),
            goes.c.person_id.not_in(there.correlate(_TRIP)),
        )
        .correlate(_TRIP, _OTHER)
    )


def _holding(held: Any, posts: str, day: Any) -> ColumnElement[bool]:
    return and_(among_words(held.c.post, posts), in_force(held.c.since, held.c.until, day))


def _same_area() -> ColumnElement[bool]:
    up, area, down = LINE.alias(), UNIT.alias(), LINE.alias()
    inside = exists(
        select(up.c.upper_id)
        .select_from(
            up.join(area, area.c.id == up.c.upper_id).join(down, down.c.upper_id == up.c.upper_id)
        )
        .where(
            up.c.lower_id == _TRIP.c.unit_id,
            area.c.kind == bindparam("area", type_=String()),
            down.c.lower_id == _OTHER.c.unit_id,
        )
        .correlate(_TRIP, _OTHER)
    )
    return or_(_OTHER.c.unit_id == _TRIP.c.unit_id, inside)


def _same_route(name: str) -> ColumnElement[bool]:
    ours, theirs = (func.trim(cast(JsonText(m.c.data, name), String)) for m in (_TRIP, _OTHER))
    return and_(ours != "", theirs == ours)
