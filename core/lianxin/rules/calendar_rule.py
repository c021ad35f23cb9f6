"""Calendar rules: on these dates something must happen, or must not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Float, Select, String, case, cast, func, select

from lianxin.calendar import Period, Recurrence, WorkCalendar
from lianxin.database.lists import each_day
from lianxin.language import Text, listed
from lianxin.rules.base import Figure, Kind, Rule, Settings, figure_of
from lianxin.rules.measures import DAY, amount, measure_text
from lianxin.rules.provisions import HasEncounter
from lianxin.rules.sql.encounters import happened
from lianxin.rules.sql.evidence import Evidence, meetings_in
from lianxin.rules.sql.records import MEETING
from lianxin.rules.sql.rosters import ROSTER, Rostered
from lianxin.rules.sql.subjects import Just, Subjects, frame_of
from lianxin.rules.sql.values import END, RULE_KEY, START, TODAY, Values, flag
from lianxin.rules.standing import Said, StandingRule, State, Stood, finding
from lianxin.rules.words import Words, codes


@dataclass(frozen=True)
class On:
    """A recurrence made of figures when it is asked for."""

    make: Callable[..., Recurrence]
    values: tuple[Any, ...]
    named: tuple[tuple[str, Any], ...]

    def recurrence(self, settings: Settings) -> Recurrence:
        values = [_plain(value, settings) for value in self.values]
        return self.make(*values, **{name: _plain(v, settings) for name, v in self.named})


def on(make: Callable[..., Recurrence], *values: Any, **named: Any) -> On:
    """`on(Weekly, F.duty_weekdays, except_holidays=True)`: dates that an administrator can set."""
    return On(make, values, tuple(named.items()))


@dataclass(frozen=True, kw_only=True)
class CalendarRule(StandingRule):
    """On the dates of a recurrence each of `every` `must` have such an encounter, or meetings of
    the kinds that it `forbids` are refused (but for those with one of the fields `unless`).

    With `every=rostered()` those who are on the roster must; their days are the roster's.
    """

    kind: ClassVar[Kind] = Kind.CALENDAR

    dates: Recurrence | On
    every: Subjects | None = None
    must: HasEncounter | None = None
    forbids: Words = ()
    unless: tuple[str, ...] = ()
    because: Text | None = None
    at_risk: float | Figure = 0.0

    def __post_init__(self) -> None:
        if (self.every is None) != (self.must is None):
            raise ValueError(f"{self.key}: who must, and what, go together")

    @property
    def stands(self) -> bool:
        return self.must is not None

    @property
    def facts(self) -> frozenset[str]:
        if self.every is None or self.must is None:
            return frozenset()
        return self.every.facts | self.must.facts

    @property
    def narrowing(self) -> frozenset[str]:
        return self.every.narrowing if self.every else frozenset()

    def recurrence(self, settings: Settings) -> Recurrence:
        return self.dates.recurrence(settings) if isinstance(self.dates, On) else self.dates

    def days_asked(self, period: Period, settings: Settings, calendar: WorkCalendar) -> list[date]:
        return self.recurrence(settings).dates(period.start, period.end, calendar)

    def refusal(
        self,
        kind: str,
        day: date,
        fields: Mapping[str, Any],
        settings: Settings,
        calendar: WorkCalendar,
    ) -> Text | None:
        """Why a meeting of this kind cannot be held on that day; None where it can."""
        if kind not in codes(self.forbids, settings) or any(fields.get(n) for n in self.unless):
            return None
        dates = self.recurrence(settings)
        if day not in dates.dates(day, day, calendar):
            return None
        return _FORBIDDEN.format(
            day=day.isoformat(), dates=dates.say(), why=self.because or self.title
        )

    def found(self, values: Values, narrowed: bool) -> Select[Any]:
        assert self.every is not None
        assert self.must is not None
        frame = frame_of(self.every.listed(values, narrowed), narrowed)
        met = happened(self.every, frame, self.must.what, values, narrowed).subquery()
        held = select(met.c.subject_id, met.c.day).distinct().cte("held")
        asked = self._asked(frame).cte("asked")
        done = held.c.day.is_not(None)
        same = (held.c.subject_id == asked.c.subject_id) & (held.c.day == asked.c.day)
        missed = ~done & (asked.c.day < TODAY)
        number = func.count(asked.c.day)
        days = func.aggregate_strings(case((missed, cast(asked.c.day, String))), ",")
        joined = frame.outerjoin(asked, asked.c.subject_id == frame.c.subject_id)
        return (
            finding(
                self.every.type,
                frame.c.subject_id,
                unit=frame.c.unit_id,
                person=frame.c.person_id,
                required=cast(number, Float),
                actual=cast(func.count(held.c.day), Float),
                measure=DAY.code,
                exempt=flag(number == 0),
                lost=flag(func.count(case((missed, 1))) > 0),
                tight=flag(func.count(case((~done & (asked.c.day == TODAY), 1))) > 0),
                detail=func.coalesce(days, ""),
            )
            .select_from(joined.outerjoin(held, same))
            .group_by(frame.c.subject_id, frame.c.unit_id, frame.c.person_id)
        )

    def evidence(self, values: Values) -> list[Evidence]:
        """Those on the days that it names."""
        if self.every is None or self.must is None:
            return []
        every = Just(self.every)
        frame = every.listed(values, narrowed=False).cte("frame")
        met = happened(every, frame, self.must.what, values, narrowed=False).subquery()
        asked = self._asked(frame).subquery()
        same = (asked.c.subject_id == met.c.subject_id) & (asked.c.day == met.c.day)
        rows = meetings_in(met).join(asked, same)
        return [Evidence(every.type, MEETING, rows, self.must.name)]

    def _asked(self, frame: Any) -> Select[Any]:
        if isinstance(self.every, Rostered):
            found = select(ROSTER.c.person_id.label("subject_id"), ROSTER.c.day)
            return found.where(ROSTER.c.rule_key == RULE_KEY, ROSTER.c.day.between(START, END))
        each = each_day("asked_days")
        held = each.c.value.between(frame.c.since, frame.c.until)
        return select(frame.c.subject_id, each.c.value.label("day")).join_from(frame, each, held)

    def explained(self, stood: Stood, said: Said) -> Text:
        if stood.state == State.EXEMPT:
            return Text("本期没有这样的日子", "no such day in the period")
        assert self.must is not None
        measure = measure_text(stood.unit_of_measure, said.terms)
        told = _KEPT.format(
            period=said.period(stood),
            what=self.must.name(said.terms),
            actual=amount(stood.actual, measure),
            required=amount(stood.required, measure),
        )
        missed = [date.fromisoformat(day) for day in sorted(stood.detail.split(",")) if day]
        return (
            _MISSED.format(told=told, days=listed([_spoken(d) for d in missed])) if missed else told
        )


@dataclass(frozen=True, kw_only=True)
class Apart(Rule):
    """Holders of these posts do not go to the same `area` (a unit of this kind) together, or
    within so many days of one another, nor by the same `route` (a field of the meeting): a meeting
    that would is refused, naming the other's dates and nothing else of it."""

    kind: ClassVar[Kind] = Kind.CALENDAR

    of: Words
    posts: Words
    area: str
    days: int | Figure
    route: str | None = None


def _plain(value: Any, settings: Settings) -> Any:
    found = figure_of(value, settings)
    return tuple(found) if isinstance(found, list | set | frozenset) else found


def _spoken(day: date) -> Text:
    return Text(f"{day.month}月{day.day}日", day.isoformat())


_FORBIDDEN = Text("{day}属于{dates}：{why}", "{day} is within {dates}: {why}")
_KEPT = Text(
    "{period}应{what} {required}，已有 {actual}", "{what}, {period}: {actual} of {required}"
)
_MISSED = Text("{told}，漏{days}", "{told}; missed {days}")
