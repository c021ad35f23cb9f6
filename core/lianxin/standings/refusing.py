"""What calendar rules, ceilings and liaison rules refuse, before anything is stored."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, partial
from itertools import chain
from typing import Any

from sqlalchemy import Date, String, bindparam, cast, func, or_, select
from sqlalchemy.sql.base import Executable

from lianxin.calendar import period_of
from lianxin.clock import day_of
from lianxin.database import JsonText, Session, among_keys, among_words, together
from lianxin.database.types import Key
from lianxin.errors import Problem
from lianxin.language import Text, listed
from lianxin.localities import Locality
from lianxin.rules.base import RuleInForce, Settings, figure_of
from lianxin.rules.calendar_rule import Apart, CalendarRule
from lianxin.rules.counts import Count, Met
from lianxin.rules.duty import Duty
from lianxin.rules.measures import amount, measure_text
from lianxin.rules.sql.encounters import PARTICIPANT
from lianxin.rules.sql.people import APPOINTMENT
from lianxin.rules.sql.places import LINE, UNIT
from lianxin.rules.sql.records import MEETING
from lianxin.rules.sql.subjects import in_force
from lianxin.rules.words import codes
from lianxin.standings.asking import Subject
from lianxin.standings.evaluating import evaluate


@dataclass(frozen=True, kw_only=True)
class MeetingDraft:
    """A meeting that is about to be recorded or planned."""

    kind: str
    starts_at: datetime
    unit_id: int | None = None
    people: tuple[int, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)


async def meeting_refusals(
    session: Session, locality: Locality, draft: MeetingDraft
) -> list[Problem]:
    """Every rule that forbids the meeting, each naming its clause."""
    subjects: list[Subject] = [("Person", key) for key in draft.people]
    subjects += [("Unit", draft.unit_id)] if draft.unit_id else []
    day, fact = day_of(draft.starts_at, locality.zone), f"meeting:{draft.kind}"
    used_up, too_close = await together(
        session,
        lambda s: ceiling_refusals(s, locality, fact, subjects, day, draft.fields),
        lambda s: _too_close(s, locality, draft),
    )
    return [*_forbidden_days(locality, draft), *used_up, *too_close]


def refused(entry: RuleInForce, message: Text, *path: str) -> Problem:
    """A refusal by a rule; its clause is found through the key."""
    return Problem("rule", "RULE_REFUSED", message, path, rule_key=entry.key)


def _forbidden_days(locality: Locality, draft: MeetingDraft) -> list[Problem]:
    day = day_of(draft.starts_at, locality.zone)
    settings, calendar = locality.figures.settings, locality.calendar
    found = []
    for entry, rule in locality.composition.of(CalendarRule):
        message = rule.refusal(draft.kind, day, draft.fields, settings, calendar)
        if message is not None:
            found.append(refused(entry, message, "startsAt"))
    return found


async def ceiling_refusals(
    session: Session,
    locality: Locality,
    fact: str,
    subjects: Collection[Subject],
    day: date,
    fields: Mapping[str, Any] | None = None,
) -> list[Problem]:
    """Ceilings on what `fact` names (`meeting:conference`, `record:<table>`) that one of the
    subjects has reached already, so that nothing more passes in the period of the day."""
    settings, given = locality.figures.settings, fields or {}
    asked = [
        partial(_used_up, locality=locality, entry=entry, rule=rule, subjects=subjects, day=day)
        for entry, rule in locality.composition.of(Duty)
        if rule.refuses and rule.ceiling and _counts(rule.count, fact, settings)
        if not any(given.get(name) for name in rule.unless)
    ]
    return list(chain.from_iterable(await together(session, *asked)))


async def _used_up(
    session: Session,
    *,
    locality: Locality,
    entry: RuleInForce,
    rule: Duty,
    subjects: Collection[Subject],
    day: date,
) -> list[Problem]:
    period = period_of(rule.period_kind(locality.figures.settings), day)
    found = []
    for stood in await evaluate(session, entry, locality, period, subjects, today=period.end):
        if stood.actual >= stood.required:
            measure = measure_text(stood.unit_of_measure, locality.composition.terms)
            said = amount(stood.required, measure)
            found.append(refused(entry, _USED_UP.format(rule=rule.title, most=said)))
    return found


def _counts(count: Count, fact: str, settings: Settings) -> bool:
    if isinstance(count, Met):
        return fact in {f"meeting:{kind}" for kind in codes(count.what.kinds, settings)}
    return fact in count.facts


async def _too_close(session: Session, locality: Locality, draft: MeetingDraft) -> list[Problem]:
    settings, day = locality.figures.settings, day_of(draft.starts_at, locality.zone)
    asked = [
        partial(
            _apart,
            entry=entry,
            others=_others(rule.route),
            values=_apart_values(rule, draft, day, settings),
        )
        for entry, rule in locality.composition.of(Apart)
        if draft.unit_id is not None and draft.kind in codes(rule.of, settings)
    ]
    return list(chain.from_iterable(await together(session, *asked)))


async def _apart(
    session: Session, *, entry: RuleInForce, others: Executable, values: Mapping[str, Any]
) -> list[Problem]:
    found: list[Any] = await together(
        session,
        lambda s: s.scalar(_TOGETHER, **values),
        lambda s: s.all(others, **values),
    )
    [bound, going], problems = found, []
    if bound > 1:
        problems.append(refused(entry, _NOT_TOGETHER, "participants"))
    if bound and going:
        said = listed([Text(d, d) for d in (row.day.isoformat() for row in going)])
        problems.append(refused(entry, _OTHERS_GO.format(days=said), "startsAt"))
    return problems


def _apart_values(rule: Apart, draft: MeetingDraft, day: date, settings: Any) -> dict[str, Any]:
    around = timedelta(days=figure_of(rule.days, settings))
    return {
        "kinds": codes(rule.of, settings),
        "posts": codes(rule.posts, settings),
        "people": list(draft.people),
        "unit_id": draft.unit_id,
        "area": rule.area,
        **({"route": _text(draft.fields.get(rule.route))} if rule.route else {}),
        "day": day,
        "first": day - around,
        "last": day + around,
    }


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _holding(person: Any, day: Any) -> Any:
    held = APPOINTMENT.alias()
    return person.in_(
        select(held.c.person_id).where(
            among_words(held.c.post, "posts"), in_force(held.c.since, held.c.until, day)
        )
    )


def _same_area() -> Any:
    """Units in the area of the draft's unit; where it lies in none, the unit itself."""
    up, area = LINE.alias(), UNIT.alias()
    areas = (
        select(up.c.upper_id)
        .join(area, area.c.id == up.c.upper_id)
        .where(up.c.lower_id == bindparam("unit_id", type_=Key), area.c.kind == bindparam("area"))
    )
    inside = select(LINE.c.lower_id).where(LINE.c.upper_id.in_(areas))
    return or_(MEETING.c.unit_id == bindparam("unit_id", type_=Key), MEETING.c.unit_id.in_(inside))


_DAY = bindparam("day", type_=Date())
_TOGETHER: Executable = select(func.count(func.distinct(APPOINTMENT.c.person_id))).where(
    among_words(APPOINTMENT.c.post, "posts"),
    among_keys(APPOINTMENT.c.person_id, "people"),
    in_force(APPOINTMENT.c.since, APPOINTMENT.c.until, _DAY),
)


@cache
def _others(route: str | None) -> Executable:
    """On which days others go to the same area, or by the same route, where meetings name one."""
    there = _same_area()
    if route is not None:
        named = cast(JsonText(MEETING.c.data, route), String)
        there = or_(there, named == bindparam("route", type_=String()))
    return (
        select(MEETING.c.day)
        .join(PARTICIPANT, PARTICIPANT.c.meeting_id == MEETING.c.id)
        .where(
            among_words(MEETING.c.kind, "kinds"),
            MEETING.c.day.between(
                bindparam("first", type_=Date()), bindparam("last", type_=Date())
            ),
            there,
            _holding(PARTICIPANT.c.person_id, MEETING.c.day),
            ~among_keys(PARTICIPANT.c.person_id, "people"),
        )
        .distinct()
        .order_by(MEETING.c.day)
    )


_USED_UP = Text(
    "“{rule}”的限额 {most} 已经用完，如属紧急请注明理由",
    "The quota of “{rule}” ({most}) is used up; mark an emergency with its reason",
)
_NOT_TOGETHER = Text(
    "不得同行前往，请分别安排", "They may not go there together; plan separate trips"
)
_OTHERS_GO = Text(
    "另有领导已定于{days}前往同一地区，请改期或另选地点",
    "Another leader goes to the same area on {days}; choose another time or place",
)
