"""Coverage: every X has its Y, and what is missing is named."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import add
from typing import Any, ClassVar

from sqlalchemy import (
    CTE,
    ColumnElement,
    Float,
    Integer,
    Select,
    String,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
)
from sqlmodel import SQLModel

from lianxin.calendar import Period
from lianxin.language import Text, listed
from lianxin.rules.base import Figure, Kind, Settings
from lianxin.rules.measures import HOUSEHOLD, ITEM, PERSON, amount, measure_text, plain
from lianxin.rules.provisions import Provision
from lianxin.rules.rows_counted import evidence_of
from lianxin.rules.sql.evidence import Evidence, counting
from lianxin.rules.sql.places import HOUSEHOLD as HOUSEHOLDS
from lianxin.rules.sql.places import LINE, UNIT
from lianxin.rules.sql.records import fact_of
from lianxin.rules.sql.subjects import Just, Subjects, frame_of, once, some
from lianxin.rules.sql.values import EMPTY, ONE, ZERO, Values, flag
from lianxin.rules.standing import Said, StandingRule, State, Stood, finding
from lianxin.rules.words import Terms, Words
from lianxin.rules.workflow import Term

_MORE = "+"
"""Marks in a detail what there is too much of."""

_COUNTED = {"Household": HOUSEHOLD, "Person": PERSON}


@dataclass(frozen=True, kw_only=True)
class Coverage(StandingRule):
    """`every` subject `has` each of these provisions.

    What has to be there all the time is breached as soon as it is missing, the rest when the
    period is over. `counted_by` kinds of unit, the standing is the unit's: that `target` percent
    of the subjects in it and below it (households, mostly) are covered. `reads`: tables that
    conditions look at besides, so that what is entered there counts at once.
    """

    kind: ClassVar[Kind] = Kind.COVERAGE

    every: Subjects
    has: tuple[Provision, ...]
    counted_by: Words | None = None
    target: int | Figure = 100
    reads: tuple[type[SQLModel], ...] = ()

    @property
    def facts(self) -> frozenset[str]:
        read = map(fact_of, self.reads)
        return self.every.facts.union(*(p.facts for p in self.has), read)

    @property
    def narrowing(self) -> frozenset[str]:
        return self.every.narrowing | ({"Unit"} if self.counted_by else set())

    def due_by(self, period: Period, settings: Settings) -> date | None:
        return None if all(part.at_once for part in self.has) else period.end

    def found(self, values: Values, narrowed: bool) -> Select[Any]:
        if self.counted_by is None:
            return self._subjects(self.every, values, narrowed)
        return self._counted(values, narrowed)

    def each(self, values: Values) -> Select[Any]:
        """Just the subjects with these keys (`some_Household` …), each by itself, also where they
        are counted by units."""
        return self._subjects(Just(self.every), values, narrowed=False)

    def evidence(self, values: Values) -> list[Evidence]:
        """What each has; of those counted by a unit, who is covered."""
        if self.counted_by is not None:
            return [self._covered(values)]
        every = Just(self.every)
        frame = every.listed(values, False, self._applying()).cte("frame")
        found = (evidence_of(part, every, frame, values) for part in self.has)
        return [_asked(one, n, frame) for n, one in enumerate(found)]

    def _covered(self, values: Values) -> Evidence:
        inside = select(LINE.c.lower_id).where(some("Unit", LINE.c.upper_id))
        listed_ = self.every.listed(values, False, self._applying())
        unit: Any = listed_.selected_columns["unit_id"]
        frame = listed_.where(unit.element.in_(inside)).cte("frame")
        each = self._judged(self.every, frame, values, False).cte("each")
        met = (each.c.exempt == 0) & (each.c.actual >= each.c.required)
        rows = counting(LINE.c.upper_id, each.c.subject_id).select_from(each)
        rows = rows.join(LINE, LINE.c.lower_id == each.c.unit_id)
        rows = rows.where(some("Unit", LINE.c.upper_id), met)
        subject: Any = listed_.selected_columns["subject_id"]
        return Evidence("Unit", subject.element.table, rows, self._names)

    def _names(self, terms: Terms) -> Text:
        return listed([p.name(terms) for p in self.has])

    def lacking(self, detail: str, said: Said) -> Text:
        """What a subject lacks, or has too many of, by the detail that is found of it."""
        short, over = self._told(detail, said)
        return listed([*short, *(_OVER.format(what=what) for what in over)])

    def _told(self, detail: str, said: Said) -> tuple[list[Text], list[Text]]:
        """What there is too little of, and what too much."""
        marks = [mark for mark in detail.split(",") if mark]
        names = {m: self.has[int(m.removesuffix(_MORE))].name(said.terms) for m in marks}
        over = [mark for mark in marks if mark.endswith(_MORE)]
        return [names[m] for m in marks if m not in over], [names[m] for m in over]

    def explained(self, stood: Stood, said: Said) -> Text:
        if stood.state == State.EXEMPT:
            return Text("没有适用的要求", "nothing is asked of it")
        measure = measure_text(stood.unit_of_measure, said.terms)
        numbers = {
            "actual": amount(stood.actual, measure),
            "required": amount(stood.required, measure),
            "done": plain(stood.actual),
            "missing": self.lacking(stood.detail, said),
        }
        if self.counted_by is not None:
            names = self._names(said.terms)
            return _SHARE.format(period=said.period(stood), what=names, **numbers)
        if self._told(stood.detail, said)[1]:
            return _AMISS.format(**numbers)
        return (_WHOLE if stood.actual >= stood.required else _LACKING).format(**numbers)

    def _subjects(self, every: Subjects, values: Values, narrowed: bool) -> Select[Any]:
        frame = frame_of(every.listed(values, narrowed, self._applying()), narrowed)
        return self._judged(every, frame, values, narrowed)

    def _applying(self) -> list[ColumnElement[int]]:
        """For each provision, whether it is asked of the subject."""
        return [
            (ONE if p.when is None else flag(p.when)).label(f"asked{n}")
            for n, p in enumerate(self.has)
        ]

    def _judged(self, every: Subjects, frame: CTE, values: Values, narrowed: bool) -> Select[Any]:
        parts = [_Part(n, p, every, frame, values, narrowed) for n, p in enumerate(self.has)]
        joined: Any = frame
        for part in parts:
            joined = joined.outerjoin(part.got, part.got.c.subject_id == frame.c.subject_id)
        required = _sum([part.needed for part in parts])
        at_once = [part.amiss for part in parts if part.provision.at_once]
        return finding(
            self.every.type,
            frame.c.subject_id,
            unit=frame.c.unit_id,
            person=frame.c.person_id,
            required=required,
            actual=_sum([part.had for part in parts]),
            measure=ITEM.code,
            exempt=flag(required == 0),
            lost=flag(or_(*at_once)) if at_once else ZERO,
            detail=_concatenated([part.detail for part in parts]),
        ).select_from(joined)

    def _counted(self, values: Values, narrowed: bool) -> Select[Any]:
        assert self.counted_by is not None
        listed_ = self.every.listed(values, False, self._applying())
        if narrowed:
            unit: Any = listed_.selected_columns["unit_id"]
            listed_ = listed_.where(unit.element.in_(_units_beside_some(values, self.counted_by)))
        each = self._judged(self.every, frame_of(listed_, narrowed), values, False).cte("each")
        upper = UNIT.alias()
        total = func.count()
        required = _rounded_up(total, values.number(self.target))
        met = func.sum(flag(each.c.actual >= each.c.required))
        never = func.sum(flag((each.c.lost == 1) & (each.c.actual < each.c.required)))
        return (
            finding(
                "Unit",
                upper.c.id,
                unit=upper.c.id,
                required=required,
                actual=cast(met, Float),
                measure=self._measure.code,
                lost=flag(never > total - required),
            )
            .select_from(each)
            .join(LINE, LINE.c.lower_id == each.c.unit_id)
            .join(upper, upper.c.id == LINE.c.upper_id)
            .where(values.among(upper.c.kind, self.counted_by), each.c.exempt == 0)
            .group_by(upper.c.id)
        )

    @property
    def _measure(self) -> Term:
        return _COUNTED.get(self.every.type, ITEM)


def _asked(found: Evidence, n: int, frame: CTE) -> Evidence:
    """Only of those of whom the n-th provision is asked."""
    rows = found.rows.subquery()
    same = (frame.c.subject_id == rows.c.subject_id) & (frame.c[f"asked{n}"] == 1)
    return replace(found, rows=select(rows).join(frame, same))


class _Part:
    """One provision inside the statement."""

    def __init__(
        self,
        n: int,
        provision: Provision,
        subjects: Subjects,
        frame: CTE,
        values: Values,
        narrowed: bool,
    ) -> None:
        self.provision = provision
        self.got = once(provision.counted(subjects, frame, values, narrowed), f"got{n}", narrowed)
        self.needed = values.number(provision.least) * frame.c[f"asked{n}"]
        has = func.coalesce(cast(self.got.c.n, Float), 0.0)
        lacking: ColumnElement[bool] = has < self.needed
        told = [(lacking, literal_column(f"'{n},'", String()))]
        had: list[tuple[ColumnElement[bool], ColumnElement[float]]] = [(lacking, has)]
        self.amiss = lacking
        if provision.most is not None:
            # What there is too much of is as little in place as what there is too little of.
            over = (has > values.number(provision.most)) & (self.needed > 0)
            told.append((over, literal_column(f"'{n}{_MORE},'", String())))
            had.append((over, self.needed - 1))
            self.amiss = or_(lacking, over)
        self.had = case(*had, else_=self.needed)
        self.detail: ColumnElement[str] = case(*told, else_=EMPTY)


def _sum(columns: Sequence[ColumnElement[Any]]) -> ColumnElement[Any]:
    return reduce(add, columns)


def _concatenated(columns: Sequence[ColumnElement[str]]) -> ColumnElement[str]:
    return reduce(lambda a, b: a.concat(b), columns)


def _rounded_up(total: ColumnElement[int], percent: ColumnElement[float]) -> ColumnElement[float]:
    return cast((total * cast(percent, Integer) + 99) // 100, Float)


def _units_beside_some(values: Values, kinds: Words) -> Select[Any]:
    """All units of the groups in which something changed: a count is of the whole group."""
    changed = LINE.alias()
    group = UNIT.alias()
    home = select(HOUSEHOLDS.c.unit_id).where(some("Household", HOUSEHOLDS.c.id))
    return (
        select(LINE.c.lower_id)
        .join(group, group.c.id == LINE.c.upper_id)
        .join(changed, changed.c.upper_id == group.c.id)
        .where(
            values.among(group.c.kind, kinds),
            or_(some("Unit", changed.c.lower_id), changed.c.lower_id.in_(home)),
        )
    )


_WHOLE = Text("{required}全部具备", "all {required} in place")
_LACKING = Text(
    "缺{missing}（具备 {done}，要求 {required}）", "lacks {missing} ({done} of {required})"
)
_OVER = Text("{what}多于规定", "too many: {what}")
_AMISS = Text("{missing}（具备 {done}，要求 {required}）", "{missing} ({done} of {required})")
_SHARE = Text(
    "{period}{what}已覆盖 {actual}，要求 {required}",
    "{what}, {period}: {done} of {required} covered",
)
