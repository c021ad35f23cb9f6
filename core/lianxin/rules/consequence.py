"""Consequences: what follows from a rank, a breach or the n-th event, or is decided by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from sqlalchemy import ColumnElement, Select
from sqlmodel import SQLModel

from lianxin.calendar import PeriodKind
from lianxin.language import Text
from lianxin.rules.base import Figure, Kind, Rule, Settings, figure_of
from lianxin.rules.sql.records import fact_of
from lianxin.rules.sql.values import Values, table_of
from lianxin.rules.words import Word, Words
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

    def fits(self, score: Mapping[str, float], settings: Settings) -> bool:
        """The same of figures at hand: `rank`, `rank_from_last` and `score`."""
        value = score[self.column]
        if self.most is not None:
            return value <= float(figure_of(self.most, settings))
        if self.least is not None:
            return value >= float(figure_of(self.least, settings))
        return value < float(figure_of(self.below, settings))


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
    `where` (SQL over `Score`) holds for; or when a record of one of the tables that it `reads`
    besides is entered, within a year of that."""

    survey: str
    places: tuple[Place, ...]
    where: ColumnElement[bool] | None = None
    reads: tuple[type[SQLModel], ...] = ()

    @property
    def facts(self) -> frozenset[str]:
        return frozenset(map(fact_of, self.reads))


@dataclass(frozen=True)
class OnBreach:
    """When a subject has breached a rule (by its key in the same module) so many times within
    the running week, month … year; only periods that are over count. Once in that time."""

    rule: str
    times: int | Figure = 1
    within: PeriodKind = "year"


@dataclass(frozen=True)
class OnMet:
    """When a subject meets a rule (by its key in the same module); once within a year, month …,
    and again after it was `lost` (by the key of a consequence of the same module)."""

    rule: str
    within: PeriodKind = "year"
    lost: str | None = None


@dataclass(frozen=True)
class OnLost:
    """When a subject for which `given` (a consequence, by its key in the same module) was recorded
    breaches the rule: what was given is withdrawn."""

    rule: str
    given: str


@dataclass(frozen=True)
class OnEvents:
    """When a query has named a subject so many times: `subject_id, occasion` (a date), and
    `unit_id`, `case_id`. Each case by itself where it has `case_id` and `nth` is 1, else once
    `within` a year, month …"""

    query: Select[Any]
    subject_type: str
    nth: int | Figure = 1
    within: PeriodKind = "year"


@dataclass(frozen=True)
class AfterIndicator:
    """When the period of an indicator (by the key of its rule in the same module) is over: units
    of the kinds `by`, ranked together, whom all places fit, ranked by their figure. The highest is the first, unless
    the indicator has a ceiling; a unit without a figure has no rank."""

    indicator: str
    by: Words
    places: tuple[Place, ...]


Trigger = AfterSurvey | OnBreach | OnMet | OnLost | OnEvents | AfterIndicator


@dataclass(frozen=True)
class OpensCase:
    """A case of `channel` about whom a consequence meets, who never learns of it (`concerns`).

    `title` may name `{subject}` and `{ground}`; `keeps` is the column of the workflow's own table
    that is given the consequence's key.
    """

    channel: Word
    title: Text
    keeps: str | None = None
    concerns: bool = True


def after_survey(
    survey: str,
    *places: Place,
    where: ColumnElement[bool] | None = None,
    reads: tuple[type[SQLModel], ...] = (),
) -> AfterSurvey:
    return AfterSurvey(survey, places, where, reads)


def on_breach(rule: str, *, times: int | Figure = 1, within: PeriodKind = "year") -> OnBreach:
    return OnBreach(rule, times, within)


def on_met(rule: str, *, within: PeriodKind = "year", lost: str | None = None) -> OnMet:
    return OnMet(rule, within, lost)


def on_lost(rule: str, *, given: str) -> OnLost:
    return OnLost(rule, given)


def on_events(
    query: Select[Any],
    subject_type: str,
    *,
    nth: int | Figure = 1,
    within: PeriodKind = "year",
) -> OnEvents:
    return OnEvents(query, subject_type, nth, within)


def after_indicator(indicator: str, *places: Place, by: Words) -> AfterIndicator:
    return AfterIndicator(indicator, by, places)


@dataclass(frozen=True, kw_only=True)
class ConsequenceRule(Rule):
    """`effect` is recorded `when` something happens, or (`when` is None) by hand, with a ground,
    by an account with one of the roles `by`.

    `ground` is what stands as the ground of a derived one: `{survey} {rank} {rank_from_last}
    {score}`, or `{rule} {times}`, are filled in. `data` says more of the effect, with figures.
    Of each one the sweep `opens` a case, where so declared.
    """

    kind: ClassVar[Kind] = Kind.CONSEQUENCE

    effect: Term
    when: Trigger | None = None
    by: frozenset[str] = frozenset({"leader", "admin"})
    ground: Text | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    opens: OpensCase | None = None

    @property
    def by_hand(self) -> bool:
        return self.when is None
