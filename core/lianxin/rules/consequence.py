"""Consequences: what follows from a rank, a breach or the n-th event, or is decided by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from sqlalchemy import ColumnElement, Select

from lianxin.calendar import PeriodKind
from lianxin.language import Text
from lianxin.rules.base import Figure, Kind, Rule
from lianxin.rules.sql.values import Values, table_of
from lianxin.rules.workflow import Term
from lianxin.tables import Score

SCORE = table_of(Score)


@dataclass(frozen=True)
class Place:
    """A condition on a subject's score: its rank, its rank from the last, or the score itself."""

    column: Literal["rank", "rank_from_last", "score"]
    most: int | float | Figure | None = None
    least: int | float | Figure | None = None
    below: int | float | Figure | None = None

    def sql(self, values: Values) -> ColumnElement[bool]:
        """False for whoever has no rank; whoever ties at a cut-off shares the rank there."""
        column = SCORE.c[self.column]
        if self.most is not None:
            return column <= values.number(self.most)
        if self.least is not None:
            return column >= values.number(self.least)
        assert self.below is not None
        return column < values.number(self.below)


def top(n: int | Figure) -> Place:
    """Among the first n; ties at the cut-off are all included."""
    return Place("rank", most=n)


def bottom(n: int | Figure) -> Place:
    """Among the last n; ties at the cut-off are all included."""
    return Place("rank_from_last", most=n)


def scored_below(bar: float | Figure) -> Place:
    return Place("score", below=bar)


def scored_at_least(bar: float | Figure) -> Place:
    return Place("score", least=bar)


@dataclass(frozen=True)
class AfterSurvey:
    """When a survey (by the key of its rule in the same module) closes: whom all places fit and
    `where` (SQL over `Score`) holds for."""

    survey: str
    places: tuple[Place, ...]
    where: ColumnElement[bool] | None = None


@dataclass(frozen=True)
class OnBreach:
    """When a subject has breached a rule (by its key in the same module) so many times within
    the running week, month … year; only periods that are over count. Once in that time."""

    rule: str
    times: int | Figure = 1
    within: PeriodKind = "year"


@dataclass(frozen=True)
class OnEvents:
    """When a query has named a subject so many times: `subject_id, occasion` (a date), and
    `unit_id`, `case_id`. Each case by itself where it has `case_id` and `nth` is 1, else once
    `within` a year, month …"""

    query: Select[Any]
    subject_type: str
    nth: int | Figure = 1
    within: PeriodKind = "year"


Trigger = AfterSurvey | OnBreach | OnEvents


def after_survey(
    survey: str, *places: Place, where: ColumnElement[bool] | None = None
) -> AfterSurvey:
    return AfterSurvey(survey, places, where)


def on_breach(rule: str, *, times: int | Figure = 1, within: PeriodKind = "year") -> OnBreach:
    return OnBreach(rule, times, within)


def on_events(
    query: Select[Any],
    subject_type: str,
    *,
    nth: int | Figure = 1,
    within: PeriodKind = "year",
) -> OnEvents:
    return OnEvents(query, subject_type, nth, within)


@dataclass(frozen=True, kw_only=True)
class ConsequenceRule(Rule):
    """`effect` is recorded `when` something happens, or (`when` is None) by hand, with a ground,
    by an account with one of the roles `by`.

    `ground` is what stands as the ground of a derived one: `{survey} {rank} {rank_from_last}
    {score}`, or `{rule} {times}`, are filled in. `data` says more of the effect, with figures.
    """

    kind: ClassVar[Kind] = Kind.CONSEQUENCE

    effect: Term
    when: Trigger | None = None
    by: frozenset[str] = frozenset({"leader", "admin"})
    ground: Text | None = None
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def by_hand(self) -> bool:
        return self.when is None
