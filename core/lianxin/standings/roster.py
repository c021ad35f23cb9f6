"""Who sits when: the roster of a calendar rule, with the days on which nobody did."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, bindparam, exists, select
from sqlalchemy.sql.base import Executable

from lianxin.clock import day_of
from lianxin.context import Context
from lianxin.database import Session, Transaction, among_words
from lianxin.events import audit
from lianxin.ids import global_id
from lianxin.localities import Locality
from lianxin.rules.base import RuleInForce
from lianxin.rules.calendar_rule import CalendarRule
from lianxin.rules.sql.encounters import PARTICIPANT
from lianxin.rules.sql.records import MEETING
from lianxin.rules.sql.rosters import ROSTER
from lianxin.rules.words import codes
from lianxin.standings.refreshing import refresh_standings
from lianxin.tables import RosterEntry


@dataclass(frozen=True)
class Sitting:
    """One person on a day; `came` is None while the day is still to come."""

    person_id: int
    unit_id: int | None
    came: bool | None


@dataclass(frozen=True)
class RosterDay:
    """A day that the rule names; without sittings nobody is down for it."""

    day: date
    sittings: tuple[Sitting, ...]

    @property
    def missed(self) -> bool:
        return any(sitting.came is False for sitting in self.sittings)


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
    for row in await session.all(_SITTINGS, rule_key=entry.key, start=start, end=end, kinds=kinds):
        came = None if row.day > today or (row.day == today and not row.came) else bool(row.came)
        sittings.setdefault(row.day, []).append(Sitting(row.person_id, row.unit_id, came))
    return [RosterDay(day, tuple(sittings[day])) for day in sorted(sittings)]


async def put_on_roster(
    tx: Transaction,
    context: Context,
    entry: RuleInForce,
    day: date,
    person_id: int,
    unit_id: int | None = None,
) -> int:
    """Put somebody down for a day; the key of the entry."""
    row = RosterEntry(rule_key=entry.key, day=day, unit_id=unit_id, person_id=person_id)
    await tx.add(row)
    await audit(
        tx, context, action="put_on_roster", object=global_id("RosterEntry", row.id), result="done"
    )
    await refresh_standings(
        tx, context.locality, context.now, {"roster"}, [("Person", person_id)], on=[day]
    )
    return row.id


_CAME = exists().where(
    PARTICIPANT.c.person_id == ROSTER.c.person_id,
    PARTICIPANT.c.present,
    PARTICIPANT.c.meeting_id == MEETING.c.id,
    MEETING.c.day == ROSTER.c.day,
    among_words(MEETING.c.kind, "kinds"),
)
_SITTINGS: Executable = (
    select(ROSTER.c.day, ROSTER.c.person_id, ROSTER.c.unit_id, _CAME.label("came"))
    .where(
        ROSTER.c.rule_key == bindparam("rule_key"),
        ROSTER.c.day.between(bindparam("start", type_=Date()), bindparam("end", type_=Date())),
    )
    .order_by(ROSTER.c.day, ROSTER.c.person_id)
)
