"""What a duty counts: times, days, hours, stays, different places, records.

Each count is a select of `subject_id, n, done_today`; the last is 1 where today's day is counted
already, which only days can tell.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Date,
    Float,
    Select,
    and_,
    bindparam,
    case,
    cast,
    distinct,
    func,
    select,
    union,
)

from lianxin.database import DaysBetween, Instant, LocalDate, SecondsBetween
from lianxin.database.lists import each_day
from lianxin.language import Text
from lianxin.rules.base import Figure
from lianxin.rules.measures import DAY, HOUR, HOUSEHOLD, ITEM, REPORT, TIME
from lianxin.rules.sql.encounters import TARGET, Encounters, Place, happened, in_period
from lianxin.rules.sql.records import MEETING, fact_of
from lianxin.rules.sql.subjects import Subjects, some
from lianxin.rules.sql.values import AS_OF, END, FROM, START, UNTIL, ZERO, Values, flag
from lianxin.rules.words import Terms, Words, labels_of
from lianxin.rules.workflow import Term

LONGEST_STAY_DAYS = 31
"""A meeting that began longer than this before a period is not looked for in it."""
LONG_START = bindparam("long_start", type_=Date())


class Count(ABC):
    """How much of something a subject did in the period."""

    measure: Term
    by_days: ClassVar[bool] = False
    """Whether at most one can be added each day, so that it can become too late early."""

    @property
    @abstractmethod
    def facts(self) -> frozenset[str]: ...

    @abstractmethod
    def counted(
        self, subjects: Subjects, frame: CTE, values: Values, narrowed: bool
    ) -> Select[Any]: ...

    @abstractmethod
    def name(self, terms: Terms) -> Text:
        """What is counted, in words."""


@dataclass(frozen=True, kw_only=True)
class Met(Count):
    """Counts meetings in some way."""

    what: Encounters
    called: Text | None = None

    @property
    def facts(self) -> frozenset[str]:
        return self.what.facts

    def name(self, terms: Terms) -> Text:
        return self.called or labels_of(self.what.kinds, "meeting_kind", terms)


@dataclass(frozen=True, kw_only=True)
class Times(Met):
    measure: Term = TIME

    def counted(
        self, subjects: Subjects, frame: CTE, values: Values, narrowed: bool
    ) -> Select[Any]:
        found = happened(subjects, frame, self.what, values, narrowed).subquery()
        return _grouped(found, func.count(distinct(found.c.meeting_id)))


@dataclass(frozen=True, kw_only=True)
class Days(Met):
    measure: Term = DAY
    by_days = True

    def counted(
        self, subjects: Subjects, frame: CTE, values: Values, narrowed: bool
    ) -> Select[Any]:
        days = self._days(subjects, frame, values, narrowed).subquery()
        return _grouped(days, func.count(), func.max(flag(days.c.day == AS_OF)))

    def _days(
        self, subjects: Subjects, frame: CTE, values: Values, narrowed: bool
    ) -> CompoundSelect[Any]:
        """Each day once, those included over which a meeting of several days extends."""
        first = happened(subjects, frame, self.what, values, narrowed).subquery()
        longer = happened(subjects, frame, self.what, values, narrowed, self.longer()).subquery()
        each = each_day("period_days")
        return union(
            select(first.c.subject_id, first.c.day),
            select(longer.c.subject_id, each.c.value).join_from(
                longer, each, self.covered(longer, each)
            ),
        )

    def longer(self) -> ColumnElement[bool]:
        """Meetings of several days, also those that began before the period."""
        began = MEETING.c.day.between(LONG_START, AS_OF)
        return began & (LocalDate(MEETING.c.ends_at) > MEETING.c.day)

    def covered(self, longer: Any, each: Any) -> ColumnElement[bool]:
        """The days after its first over which one extends."""
        days: ColumnElement[bool] = and_(
            each.c.value > longer.c.day, each.c.value <= LocalDate(longer.c.ends_at)
        )
        return days


@dataclass(frozen=True, kw_only=True)
class Hours(Met):
    """Hours of the union of all meetings: what runs at the same time counts once."""

    measure: Term = HOUR

    def counted(
        self, subjects: Subjects, frame: CTE, values: Values, narrowed: bool
    ) -> Select[Any]:
        found = happened(subjects, frame, self.what, values, narrowed).subquery()
        times = select(found.c.subject_id, found.c.starts_at, found.c.ends_at).distinct()
        span = times.where(found.c.ends_at > found.c.starts_at).subquery()
        earlier = func.max(span.c.ends_at).over(
            partition_by=span.c.subject_id,
            order_by=(span.c.starts_at, span.c.ends_at),
            rows=(None, -1),
        )
        laid = select(span, earlier.label("reached")).subquery()
        reached = func.coalesce(laid.c.reached, laid.c.starts_at)
        start = case((reached > laid.c.starts_at, reached), else_=laid.c.starts_at)
        added = case((laid.c.ends_at > start, SecondsBetween(start, laid.c.ends_at)), else_=ZERO)
        return _grouped(laid, cast(func.sum(added), Float) / 3600)


@dataclass(frozen=True, kw_only=True)
class Stays(Met):
    """Meetings that last so many days in one place, or up to `tolerance` fewer."""

    days: int | Figure
    tolerance: int | Figure = 0
    measure: Term = TIME

    def counted(
        self, subjects: Subjects, frame: CTE, values: Values, narrowed: bool
    ) -> Select[Any]:
        window = self.long_enough(values)
        found = happened(subjects, frame, self.what, values, narrowed, window).subquery()
        return _grouped(found, func.count(distinct(found.c.meeting_id)))

    def long_enough(self, values: Values) -> ColumnElement[bool]:
        lasted = DaysBetween(MEETING.c.day, LocalDate(MEETING.c.ends_at)) + 1
        enough = lasted >= values.whole(self.days) - values.whole(self.tolerance)
        return in_period() & enough


@dataclass(frozen=True, kw_only=True)
class Different(Met):
    """How many different units, households or persons were met."""

    targets: Literal["Unit", "Household", "Person"]
    measure: Term = ITEM

    def counted(
        self, subjects: Subjects, frame: CTE, values: Values, narrowed: bool
    ) -> Select[Any]:
        found = happened(subjects, frame, self.what, values, narrowed).subquery()
        if self.targets == "Unit":
            at = select(found.c.subject_id, MEETING.c.unit_id.label("target_id")).join_from(
                found, MEETING, MEETING.c.id == found.c.meeting_id
            )
        else:
            at = (
                select(found.c.subject_id, TARGET.c.target_id)
                .join_from(found, TARGET, TARGET.c.meeting_id == found.c.meeting_id)
                .where(TARGET.c.target_type == self.targets)
            )
        met = at.subquery()
        return _grouped(met, func.count(distinct(met.c.target_id)))


@dataclass(frozen=True, kw_only=True)
class Records(Count):
    """Rows of a table whose column names the subject, dated in the period."""

    column: Any
    on: Any
    called: Text
    where: ColumnElement[bool] | None = None
    measure: Term = REPORT

    @property
    def facts(self) -> frozenset[str]:
        return frozenset({fact_of(self.column.class_)})

    def counted(
        self, subjects: Subjects, frame: CTE, values: Values, narrowed: bool
    ) -> Select[Any]:
        found = select(
            self.column.label("subject_id"),
            func.count().label("n"),
            ZERO.label("done_today"),
        ).where(dated(self.on))
        if self.where is not None:
            found = found.where(self.where)
        if narrowed and subjects.narrowing == {subjects.type}:
            found = found.where(some(subjects.type, self.column))
        return found.group_by(self.column)

    def name(self, terms: Terms) -> Text:
        return self.called


def dated(column: Any) -> ColumnElement[bool]:
    """The column's date or instant lies in the period."""
    lies: ColumnElement[bool] = column.between(START, END)
    if isinstance(column.type, Instant):
        lies = (column >= FROM) & (column < UNTIL)
    return lies


def _grouped(
    found: Any, n: ColumnElement[Any], done_today: ColumnElement[Any] = ZERO
) -> Select[Any]:
    key = found.c.subject_id
    return (
        select(key, cast(n, Float).label("n"), done_today.label("done_today"))
        .select_from(found)
        .group_by(key)
    )


def _met(
    of: Words,
    roles: Words,
    at: Place | None,
    where: ColumnElement[bool] | None,
    by: Words = (),
    own: bool = False,
) -> Encounters:
    return Encounters(of, roles, at, by, where, own)


def times(
    of: Words,
    *,
    roles: Words = (),
    at: Place | None = None,
    by: Words = (),
    where: ColumnElement[bool] | None = None,
    called: Text | None = None,
    own: bool = False,
) -> Times:
    """How many meetings of these kinds, a holder of one of the posts `by` being there (an `own`
    one: at the subject's unit or above it); `where`: SQL over `Meeting`."""
    return Times(what=_met(of, roles, at, where, by, own), called=called)


def days(
    of: Words,
    *,
    roles: Words = (),
    at: Place | None = None,
    by: Words = (),
    where: ColumnElement[bool] | None = None,
    called: Text | None = None,
) -> Days:
    """On how many days there was such a meeting; meetings that overlap count once."""
    return Days(what=_met(of, roles, at, where, by), called=called)


def hours(
    of: Words,
    *,
    roles: Words = (),
    at: Place | None = None,
    by: Words = (),
    where: ColumnElement[bool] | None = None,
    called: Text | None = None,
) -> Hours:
    """For how many hours; what has no end counts nothing."""
    return Hours(what=_met(of, roles, at, where, by), called=called)


def stays(
    of: Words,
    *,
    days: int | Figure,
    tolerance: int | Figure = 0,
    at: Place | None = None,
    where: ColumnElement[bool] | None = None,
    called: Text | None = None,
) -> Stays:
    """How many that lasted about so many days."""
    return Stays(what=_met(of, (), at, where), days=days, tolerance=tolerance, called=called)


def different(
    targets: Literal["Unit", "Household", "Person"],
    of: Words,
    *,
    roles: Words = (),
    at: Place | None = None,
    where: ColumnElement[bool] | None = None,
    called: Text | None = None,
) -> Different:
    """How many different households (units, persons) were met."""
    measure = HOUSEHOLD if targets == "Household" else ITEM
    what = _met(of, roles, at, where)
    return Different(what=what, targets=targets, called=called, measure=measure)


def records(
    column: Any,
    *,
    on: Any,
    called: Text,
    where: ColumnElement[bool] | None = None,
    measure: Term = REPORT,
) -> Records:
    """How many rows name the subject in `column` and are dated (`on`) in the period:
    `records(col(Report.person_id), on=col(Report.day), called=Text("调研报告", "reports"))`."""
    return Records(column=column, on=on, called=called, where=where, measure=measure)
