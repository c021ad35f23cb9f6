"""Duties: so many times, days or hours of something in each period, or no more than so many."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import CTE, ColumnElement, Float, Integer, Select, and_, case, cast, func

from lianxin.database import DaysBetween
from lianxin.language import Text
from lianxin.rules.base import Figure, Kind
from lianxin.rules.counts import Count
from lianxin.rules.measures import amount, measure_text, plain
from lianxin.rules.rows_counted import evidence_of
from lianxin.rules.sql.evidence import Evidence
from lianxin.rules.sql.subjects import Just, Subjects, frame_of, once
from lianxin.rules.sql.values import DAYS_LEFT, END, START, ZERO, Values, flag
from lianxin.rules.standing import Said, StandingRule, State, Stood, finding


@dataclass(frozen=True, kw_only=True)
class Duty(StandingRule):
    """`every` subject does `at_least` (or `at_most`) so much of `count` `per` period.

    Whoever is a subject for only a part of the period is exempt in it, or, `pro_rata`, owes the
    part of it that the days make (rounded up). Where a ceiling `refuses`, an encounter past it is
    not recorded, unless one of the fields `unless` (of the meeting) is given.
    """

    kind: ClassVar[Kind] = Kind.DUTY

    every: Subjects
    count: Count
    at_least: int | float | Figure | None = None
    at_most: int | float | Figure | None = None
    pro_rata: bool | Figure = False
    refuses: bool = False
    unless: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError(f"{self.key}: a duty has either at_least or at_most")

    @property
    def facts(self) -> frozenset[str]:
        return self.every.facts | self.count.facts

    @property
    def narrowing(self) -> frozenset[str]:
        return self.every.narrowing

    @property
    def ceiling(self) -> bool:
        return self.at_most is not None

    def found(self, values: Values, narrowed: bool) -> Select[Any]:
        frame = frame_of(self.every.listed(values, narrowed), narrowed)
        found = self.count.counted(self.every, frame, values, narrowed)
        counted = once(found, "counted", narrowed)
        joined = frame.outerjoin(counted, counted.c.subject_id == frame.c.subject_id)
        actual = func.coalesce(counted.c.n, cast(ZERO, Float))
        required, exempt = self._required(frame, values)
        return finding(
            self.every.type,
            frame.c.subject_id,
            unit=frame.c.unit_id,
            person=frame.c.person_id,
            required=required,
            actual=actual,
            measure=self.count.measure.code,
            exempt=exempt,
            **self._room(required - actual, func.coalesce(counted.c.done_today, ZERO)),
        ).select_from(joined)

    def evidence(self, values: Values) -> list[Evidence]:
        every = Just(self.every)
        frame = every.listed(values, narrowed=False).cte("frame")
        return [evidence_of(self.count, every, frame, values)]

    def explained(self, stood: Stood, said: Said) -> Text:
        measure = measure_text(stood.unit_of_measure, said.terms)
        if stood.state == State.EXEMPT:
            return _EXEMPT
        told = _MOST if self.ceiling else _MET if stood.state == State.MET else _MISSING
        return told.format(
            period=said.period(stood),
            what=self.count.name(said.terms),
            actual=amount(stood.actual, measure),
            required=amount(stood.required, measure),
            done=plain(stood.actual),
            missing=amount(abs(stood.required - stood.actual), measure),
        )

    @property
    def _number(self) -> float | Figure:
        """Which of the two is given, `__post_init__` has made sure."""
        return self.at_most if self.at_least is None else self.at_least  # type: ignore[return-value]

    def _required(
        self, frame: CTE, values: Values
    ) -> tuple[ColumnElement[float], ColumnElement[int]]:
        number = values.number(self._number)
        if not self.every.tenured or self.ceiling:
            return number, ZERO
        part = flag(~and_(frame.c.since <= START, frame.c.until >= END))
        by_days = values.whole(self.pro_rata)
        share = case((and_(by_days == 1, part == 1), _rounded_up(number, frame)), else_=number)
        return share, case((by_days == 1, ZERO), else_=part)

    def _room(
        self, missing: ColumnElement[float], done_today: ColumnElement[int]
    ) -> dict[str, Any]:
        """Days are lost once fewer are left than are missing."""
        if not self.count.by_days or self.ceiling:
            return {}
        left = DAYS_LEFT + 1 - done_today
        return {"lost": flag(missing > left), "tight": flag(missing >= left)}


def _rounded_up(number: ColumnElement[float], frame: CTE) -> ColumnElement[float]:
    since = case((frame.c.since > START, frame.c.since), else_=START)
    until = case((frame.c.until < END, frame.c.until), else_=END)
    held, whole = DaysBetween(since, until) + 1, DaysBetween(START, END) + 1
    return cast((cast(number, Integer) * held + whole - 1) // whole, Float)


_EXEMPT = Text("任职未满本期，本期不作要求", "not in office for the whole period; nothing is asked")
_MISSING = Text(
    "{period}已{what} {actual}，要求 {required}，还差 {missing}",
    "{what}, {period}: {done} of {required}; {missing} to go",
)
_MET = Text(
    "{period}已{what} {actual}，达到要求的 {required}",
    "{what}, {period}: {actual}, as asked ({required})",
)
_MOST = Text(
    "{period}{what}共 {actual}，限 {required}", "{what}, {period}: {actual} of at most {required}"
)
