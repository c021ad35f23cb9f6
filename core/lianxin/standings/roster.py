"""Who sits when: the roster of a calendar rule, with the days on which nobody did."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, bindparam, exists, select
from sqlalchemy.sql.base import Executable

from lianxin.clock import day_of
from lianxin.database import Session, among_words
from lianxin.localities import Locality
from lianxin.rules.base import RuleInForce
from lianxin.rules.calendar_rule import CalendarRule
from lianxin.rules.sql.encounters import PARTICIPANT
from lianxin.rules.sql.records import MEETING
from lianxin.rules.sql.rosters import ROSTER
from lianxin.rules.words import codes


@dataclass(frozen=True)
class Sitting:
    """One person on a day; `came` is None while the day is still to come."""

    person_id: int
    unit_id: int | None
    came: bool | None


@dataclass(frozen=True)
class RosterDay:
    """A day that the rule names; without sittings nobody is down for it, and once it is over
    without anybody it is `missed`, too."""

    day: date
    sittings: tuple[Sitting, ...]
    missed: bool


async def roster(
    session: Session, entry: RuleInForce, locality: Locality, start: date, end: date
) -> list[RosterDay]:
    """Every day of the rule from `start` to `end`, and any other that the roster names."""
    rule = entry.rule
    assert isinstance(rule, CalendarRule)
    settings = locality.figures.settings
    today = day_of(locality.clock.now(), locality.zone)
    kinds = codes(rule.must.what.kinds, settings) if rule.must else []
    sittings: dict[date, list[Sitting]] = {
        day: [] for day in rule.recurrence(settings).dates(start, end, locality.calendar)
    }
    asked = {"start": start, "end": end, "kinds": kinds}
    held = {row.day for row in await session.all(_HELD, **asked)}
    for row in await session.all(_SITTINGS, rule_key=entry.key, **asked):
        came = None if row.day > today or (row.day == today and not row.came) else bool(row.came)
        sittings.setdefault(row.day, []).append(Sitting(row.person_id, row.unit_id, came))
    return [
        RosterDay(day, tuple(down), _missed(down, nobody=day < today and day not in held))
        for day, down in sorted(sittings.items())
    ]


def _missed(down: list[Sitting], nobody: bool) -> bool:
    return any(sitting.came is False for sitting in down) if down else nobody


_CAME = exists().where(
    PARTICIPANT.c.person_id == ROSTER.c.person_id,
    PARTICIPANT.c.present,
    PARTICIPANT.c.meeting_id == MEETING.c.id,
    MEETING.c.day == ROSTER.c.day,
    among_words(MEETING.c.kind, "kinds"),
)
_BETWEEN = bindparam("start", type_=Date()), bindparam("end", type_=Date())
_HELD = (
    select(MEETING.c.day)
    .where(MEETING.c.day.between(*_BETWEEN), among_words(MEETING.c.kind, "kinds"))
    .distinct()
)
_SITTINGS: Executable = (
    select(ROSTER.c.day, ROSTER.c.person_id, ROSTER.c.unit_id, _CAME.label("came"))
    .where(
        ROSTER.c.rule_key == bindparam("rule_key"),
        ROSTER.c.day.between(*_BETWEEN),
    )
    .order_by(ROSTER.c.day, ROSTER.c.person_id)
)
