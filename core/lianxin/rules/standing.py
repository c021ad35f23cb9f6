"""Rules against which subjects stand: met, due, at risk, breached, exempt."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol

from sqlalchemy import ColumnElement, CompoundSelect, Select, select

from lianxin.calendar import Period, PeriodKind, WorkCalendar, period_of
from lianxin.language import Text
from lianxin.rules.base import Figure, Rule, Settings, figure_of
from lianxin.rules.sql.evidence import Evidence
from lianxin.rules.sql.values import EMPTY, NO_KEY, ZERO, Values, word
from lianxin.rules.words import Terms


class State(StrEnum):
    MET = "MET"
    DUE = "DUE"
    AT_RISK = "AT_RISK"
    BREACHED = "BREACHED"
    EXEMPT = "EXEMPT"


class Stood(Protocol):
    """A standing, as its explanation needs it: a stored row, or one just found."""

    @property
    def period_start(self) -> date: ...
    @property
    def period_end(self) -> date: ...
    @property
    def required(self) -> float: ...
    @property
    def actual(self) -> float: ...
    @property
    def unit_of_measure(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def detail(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class StandingRule(Rule):
    """A rule that asks something of subjects in each period.

    `at_risk` is the last part of the period in which what is not done yet is at risk (0.25: the
    last quarter). Days are at risk earlier: as soon as none may be left out any more.
    """

    per: PeriodKind | Figure = "year"
    at_risk: float | Figure = 0.25

    @property
    @abstractmethod
    def facts(self) -> frozenset[str]:
        """What it reads: `appointment`, `meeting:visit`, `liaison`, `record:<table>` …"""

    @property
    @abstractmethod
    def narrowing(self) -> frozenset[str]:
        """The types of rows through which its subjects are found."""

    @property
    def stands(self) -> bool:
        """Whether the declaration asks anything of anybody."""
        return True

    @property
    def ceiling(self) -> bool:
        """Whether `required` is what must not be exceeded."""
        return False

    @abstractmethod
    def found(self, values: Values, narrowed: bool) -> Select[Any] | CompoundSelect[Any]:
        """One row a subject, as `finding` makes it."""

    @abstractmethod
    def explained(self, stood: Stood, said: "Said") -> Text:
        """Why the standing is what it is."""

    def evidence(self, values: Values) -> list[Evidence]:
        """The rows that count, of the subjects with the keys `some_Person` …; none where there is
        nothing to be shown, such as of a figure."""
        return []

    def days_asked(self, period: Period, settings: Settings, calendar: WorkCalendar) -> list[date]:
        """Dates of the period that the statement joins with."""
        return []

    def due_by(self, period: Period, settings: Settings) -> date | None:
        """The last day on which what is waited for is in time; None where nothing is waited for,
        where it has to be there at all times, or where each thing has a day of its own."""
        return None if self.ceiling else period.end

    def period_kind(self, settings: Settings) -> PeriodKind:
        kind: PeriodKind = figure_of(self.per, settings)
        return kind

    @cached_property
    def statements(self) -> dict[Any, Any]:
        """Statements made of this rule, kept here so that each is made and prepared once."""
        return {}


@dataclass(frozen=True)
class Said:
    """What an explanation is said with."""

    terms: Terms
    today: date | None = None

    def period(self, stood: Stood) -> Text:
        """「本周」 while it runs, else its name."""
        kind = kind_between(stood.period_start, stood.period_end)
        runs = (
            stood.state in (State.DUE, State.AT_RISK)
            if self.today is None
            else (stood.period_start <= self.today <= stood.period_end)
        )
        return _THIS[kind] if runs else period_of(kind, stood.period_start).label


_THIS: Mapping[PeriodKind, Text] = {
    "week": Text("本周", "this week"),
    "month": Text("本月", "this month"),
    "quarter": Text("本季度", "this quarter"),
    "half_year": Text("本半年", "this half-year"),
    "year": Text("今年", "this year"),
}


def kind_between(start: date, end: date) -> PeriodKind:
    days = (end - start).days + 1
    longest: tuple[tuple[int, PeriodKind], ...] = (
        (7, "week"),
        (31, "month"),
        (92, "quarter"),
        (184, "half_year"),
    )
    return next((kind for most, kind in longest if days <= most), "year")


def finding(
    type_: str | ColumnElement[str],
    subject: ColumnElement[Any],
    *,
    unit: ColumnElement[Any] = NO_KEY,
    person: ColumnElement[Any] = NO_KEY,
    required: ColumnElement[Any],
    actual: ColumnElement[Any],
    measure: str,
    exempt: ColumnElement[int] = ZERO,
    lost: ColumnElement[int] = ZERO,
    tight: ColumnElement[int] = ZERO,
    detail: ColumnElement[str] = EMPTY,
) -> Select[Any]:
    """The columns that every rule's select has. `lost`: it can no longer be met; `tight`: it can,
    but nothing may go wrong any more."""
    return select(
        (word(type_) if isinstance(type_, str) else type_).label("subject_type"),
        subject.label("subject_id"),
        unit.label("unit_id"),
        person.label("person_id"),
        required.label("required"),
        actual.label("actual"),
        exempt.label("exempt"),
        lost.label("lost"),
        tight.label("tight"),
        word(measure).label("measure"),
        detail.label("detail"),
    )
