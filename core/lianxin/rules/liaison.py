"""Liaisons: how many lasting links, with whom, for how long, and which exclude each other."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Float,
    Integer,
    Select,
    and_,
    case,
    cast,
    distinct,
    func,
    union_all,
)

from lianxin.calendar import Period
from lianxin.database import DaysBetween
from lianxin.language import Text
from lianxin.rules.base import Figure, Kind, Settings
from lianxin.rules.measures import LINK as LINKS_MEASURE
from lianxin.rules.measures import YEAR, amount, measure_text, plain
from lianxin.rules.sql.evidence import Evidence, counting
from lianxin.rules.sql.people import LINK, Links
from lianxin.rules.sql.subjects import Just, Subjects, in_force
from lianxin.rules.sql.values import AS_OF, TODAY, Values, flag
from lianxin.rules.standing import Said, StandingRule, State, Stood, finding
from lianxin.rules.words import Terms, Word, Words, code_of, labels_of

DAYS_A_YEAR = 365.25


@dataclass(frozen=True, kw_only=True)
class LiaisonRule(StandingRule):
    """Links of a kind: each of `holders` has `at_least` and `at_most` so many, each of `targets`
    at least one.

    `target_kinds`: only with units of these kinds (`preferred_kinds`: others are warned of, and so
    are units for which the SQL over `Unit` of `preferred` does not hold, with its words).
    `apart_from`: no target that has a link of these kinds, and the other way round. `years`: the
    term after which the link has to change; it is at risk `ahead_days` before.
    """

    kind: ClassVar[Kind] = Kind.LIAISON

    of: Word
    holders: Subjects | None = None
    targets: Subjects | None = None
    at_least: int | Figure | None = None
    at_most: int | Figure | None = None
    target_type: Literal["Unit", "Household", "Person"] | None = None
    target_kinds: Words = ()
    preferred_kinds: Words = ()
    preferred: tuple[ColumnElement[bool], Text] | None = None
    apart_from: Words = ()
    years: int | float | Figure | None = None
    ahead_days: int | Figure = 90

    def __post_init__(self) -> None:
        if self.at_least is not None and self.holders is None:
            raise ValueError(f"{self.key}: at_least is asked of holders; say which")

    @property
    def code(self) -> str:
        return code_of(self.of)

    @property
    def stands(self) -> bool:
        return not (self.at_least is None and self.targets is None and self.years is None)

    @property
    def facts(self) -> frozenset[str]:
        asked = [s.facts for s in (self.holders, self.targets) if s is not None]
        return frozenset({"liaison"}).union(*asked)

    @property
    def narrowing(self) -> frozenset[str]:
        asked = [s.narrowing for s in (self.holders, self.targets) if s is not None]
        return Links(self.of).narrowing.union(*asked)

    def due_by(self, period: Period, settings: Settings) -> None:
        """Each link has its own: when it has to change."""

    def found(self, values: Values, narrowed: bool) -> Select[Any] | CompoundSelect[Any]:
        parts = []
        if self.at_least is not None and self.holders is not None:
            parts.append(self._linked(self.holders, "holder", self.at_least, values, narrowed))
        if self.targets is not None:
            parts.append(self._linked(self.targets, "target", 1, values, narrowed))
        if self.years is not None:
            parts.append(self._terms(values, narrowed))
        return parts[0] if len(parts) == 1 else union_all(*parts)

    def evidence(self, values: Values) -> list[Evidence]:
        """The links themselves; of the term of a link there is no more to be shown."""
        ends: list[tuple[Subjects | None, Literal["holder", "target"]]] = [
            (self.holders if self.at_least is not None else None, "holder"),
            (self.targets, "target"),
        ]
        return [self._links(of, end, values) for of, end in ends if of is not None]

    def _links(
        self, subjects: Subjects, end: Literal["holder", "target"], values: Values
    ) -> Evidence:
        frame = Just(subjects).listed(values, narrowed=False).cte(f"{end}s")
        rows = counting(frame.c.subject_id, LINK.c.id, LINK.c.since).join(
            LINK, self._held(subjects, frame, end, values)
        )
        return Evidence(subjects.type, LINK, rows, self._name)

    def _name(self, terms: Terms) -> Text:
        return labels_of(self.of, "liaison_kind", terms)

    def _held(
        self, subjects: Subjects, frame: CTE, end: Literal["holder", "target"], values: Values
    ) -> ColumnElement[bool]:
        return and_(
            LINK.c[f"{end}_type"] == subjects.type,
            LINK.c[f"{end}_id"] == frame.c.subject_id,
            LINK.c.kind == values.text(self.code),
            in_force(LINK.c.since, LINK.c.until, AS_OF),
        )

    def _linked(
        self,
        subjects: Subjects,
        end: Literal["holder", "target"],
        least: int | Figure,
        values: Values,
        narrowed: bool,
    ) -> Select[Any]:
        frame = subjects.listed(values, narrowed).cte(f"{end}s")
        held = self._held(subjects, frame, end, values)
        required, number = values.number(least), cast(func.count(distinct(LINK.c.id)), Float)
        key = (frame.c.subject_id, frame.c.unit_id, frame.c.person_id)
        return (
            finding(
                subjects.type,
                key[0],
                unit=key[1],
                person=key[2],
                required=required,
                actual=number,
                measure=LINKS_MEASURE.code,
                lost=flag(number < required),
            )
            .select_from(frame.outerjoin(LINK, held))
            .group_by(*key)
        )

    def _terms(self, values: Values, narrowed: bool) -> Select[Any]:
        """Links in force: 1 of 1 until the term is nearly over, then 0."""
        assert self.years is not None
        frame = Links(self.of).listed(values, narrowed).cte("links")
        term = cast(values.number(self.years) * DAYS_A_YEAR, Integer)
        left = term - DaysBetween(frame.c.since, TODAY)
        near = left <= values.whole(self.ahead_days)
        ended = frame.c.until < TODAY
        one: ColumnElement[float] = cast(1, Float)
        return finding(
            "Liaison",
            frame.c.subject_id,
            unit=frame.c.unit_id,
            person=frame.c.person_id,
            required=one,
            actual=case((near & ~ended, cast(0, Float)), else_=one),
            measure=YEAR.code,
            lost=flag(left < 0),
            tight=flag(left >= 0),
        ).select_from(frame)

    def explained(self, stood: Stood, said: Said) -> Text:
        if stood.state == State.EXEMPT:
            return Text("本期不作要求", "nothing is asked in this period")
        name = self._name(said.terms)
        if stood.unit_of_measure == YEAR.code:
            return _TERMS[State(stood.state)].format(what=name)
        measure = measure_text(stood.unit_of_measure, said.terms)
        return _NUMBER.format(
            what=name,
            actual=amount(stood.actual, measure),
            done=plain(stood.actual),
            required=amount(stood.required, measure),
        )


_NUMBER = Text("{what}：已有 {actual}，要求 {required}", "{what}: {done} of {required} in place")
_TERMS = {
    State.MET: Text("{what}：未到轮换时间", "{what}: not due for a change yet"),
    State.DUE: Text("{what}：即将轮换", "{what}: due for a change soon"),
    State.AT_RISK: Text(
        "{what}：即将到期，应安排轮换", "{what}: its term ends soon; plan the change"
    ),
    State.BREACHED: Text(
        "{what}：已超过期限，应当轮换", "{what}: its term is over; it has to change"
    ),
}
