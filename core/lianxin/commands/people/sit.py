"""Putting somebody on the roster of a calendar rule, and taking them off again."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Date, bindparam, select

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command
from lianxin.commands.people.looking import Looked, look_up, missing_person, missing_unit
from lianxin.commands.values import Code, Day, Line, PersonKey
from lianxin.database import Key, Nested
from lianxin.errors import Problem, Refused, conflict, invalid, not_found
from lianxin.language import Text
from lianxin.rules.base import RuleInForce
from lianxin.rules.calendar_rule import CalendarRule
from lianxin.rules.sql.people import APPOINTMENT
from lianxin.rules.sql.rosters import ROSTER, Rostered
from lianxin.rules.sql.subjects import in_force
from lianxin.rules.words import codes, labels_of
from lianxin.standings.refusing import refused
from lianxin.tables import RosterEntry

_DAY = bindparam("day", type_=Date())
_PERSON = bindparam("person_id", type_=Key)
_POSTS = Nested(APPOINTMENT.c.post)
_DOWN = Nested(ROSTER.c.id)
_ASKED = select(
    _POSTS.where(
        APPOINTMENT.c.person_id == _PERSON,
        in_force(APPOINTMENT.c.since, APPOINTMENT.c.until, _DAY),
    ).label("posts"),
    _DOWN.where(
        ROSTER.c.rule_key == bindparam("rule_key"),
        ROSTER.c.day == _DAY,
        ROSTER.c.person_id == _PERSON,
    ).label("down"),
)

_NO_ROSTER = Text("规则 {rule} 没有轮值表", "The rule {rule} has no roster")
_NOT_THAT_DAY = Text(
    "{day} 不是轮值日，应为{dates}", "{day} is no day of this roster; the days are: {dates}"
)
_NOT_THEIRS = Text("当日须任{posts}，方可列入轮值", "Only holders of the post on that day: {posts}")
_NO_OFFICIAL = Text("只有干部可列入轮值", "Only officials are put on a roster")
_DOWN_ALREADY = Text("此人当日已在轮值表上", "They are on the roster for that day already")
_NOT_DOWN = Text("此人当日不在轮值表上", "They are not on the roster for that day")
_OVER = Text(
    "这一天已经过去，不能再从轮值表上去掉", "The day is over; nobody is taken off the roster for it"
)


@dataclass(frozen=True)
class Asked:
    entry: RuleInForce
    looked: Looked
    posts: frozenset[str]
    down: list[int]


class _OfRoster(Command):
    """`rule`: the key of a calendar rule, or else its clause."""

    permission: ClassVar[str | None] = "record.write"

    rule: Line
    person: PersonKey
    day: Day

    async def load(self, attempt: Attempt) -> Asked:
        entry = _with_roster(attempt, self.rule)
        unit = getattr(self, "unit", None)
        looked = await look_up(attempt, units=[unit], people=[self.person])
        [row] = await attempt.tx.all(
            _ASKED, rule_key=entry.key, day=self.day, person_id=self.person
        )
        posts = frozenset(held.post for held in _POSTS.rows(row.posts))
        return Asked(entry, looked, posts, [each.id for each in _DOWN.rows(row.down)])

    def _changed(self, attempt: Attempt, key: int) -> dict[str, Any]:
        attempt.on("RosterEntry", key)
        attempt.about = {"rule": self.rule, "person": self.person, "day": self.day.isoformat()}
        attempt.touch("roster", ("Person", self.person), on=[self.day])
        return {"rule": attempt.loaded.entry.key, "day": self.day}


class PutOnRoster(_OfRoster):
    """On a day that the rule names, at a `unit` if any."""

    does: ClassVar[str] = "put_on_roster"

    unit: Code | None = None

    async def refusals(self, attempt: Attempt, loaded: Asked) -> list[Problem]:
        problems = [
            *missing_person(loaded.looked, self.person, "person"),
            *missing_unit(loaded.looked, self.unit, "unit"),
            *_no_day_of(attempt, loaded.entry, self.day),
            *_none_of_theirs(attempt, loaded, self.person),
        ]
        if loaded.down:
            problems.append(conflict("ON_ROSTER_ALREADY", _DOWN_ALREADY))
        return problems

    def apply(self, attempt: Attempt, loaded: Asked) -> dict[str, Any]:
        row = RosterEntry(
            rule_key=loaded.entry.key,
            day=self.day,
            unit_id=loaded.looked.unit_id(self.unit),
            person_id=self.person,
        )
        attempt.work.add(row)
        return self._changed(attempt, row.id)


class TakeOffRoster(_OfRoster):
    """As long as the day is not over: what was missed stays on record."""

    does: ClassVar[str] = "take_off_roster"

    async def refusals(self, attempt: Attempt, loaded: Asked) -> list[Problem]:
        if not loaded.down:
            return [not_found(_NOT_DOWN, "person")]
        over = self.day < attempt.context.today
        return [refused(loaded.entry, _OVER, "day")] if over else []

    def apply(self, attempt: Attempt, loaded: Asked) -> dict[str, Any]:
        [key] = loaded.down
        attempt.work.remove(RosterEntry, id=key)
        return self._changed(attempt, key)


def _with_roster(attempt: Attempt, name: str) -> RuleInForce:
    known = [
        entry
        for entry, rule in attempt.locality.composition.of(CalendarRule)
        if isinstance(rule.every, Rostered)
    ]
    same = [e for e in known if e.key == name] or [e for e in known if e.rule.clause == name]
    if not same:
        raise Refused([invalid("NO_ROSTER", _NO_ROSTER.format(rule=name), "rule")])
    return same[0]


def _no_day_of(attempt: Attempt, entry: RuleInForce, day: Day) -> list[Problem]:
    assert isinstance(entry.rule, CalendarRule)
    dates = entry.rule.recurrence(attempt.locality.figures.settings)
    if dates.dates(day, day, attempt.locality.calendar):
        return []
    told = _NOT_THAT_DAY.format(day=day.isoformat(), dates=dates.say())
    return [refused(entry, told, "day")]


def _none_of_theirs(attempt: Attempt, loaded: Asked, person: int) -> list[Problem]:
    rule, found = loaded.entry.rule, loaded.looked.people.get(person)
    assert isinstance(rule, CalendarRule)
    assert isinstance(rule.every, Rostered)
    if found is None:
        return []
    wanted = codes(rule.every.posts, attempt.locality.figures.settings)
    if wanted and loaded.posts.isdisjoint(wanted):
        posts = labels_of(rule.every.posts, "post", attempt.locality.composition.terms)
        return [refused(loaded.entry, _NOT_THEIRS.format(posts=posts), "person")]
    return [] if found.official else [refused(loaded.entry, _NO_OFFICIAL, "person")]
