"""What an indicator measures: rows counted, amounts added up, shares, ratios, means.

Each is a select of `key, n, d` and the dimensions `split0 …`: for a unit (a person, a word) the
numerator and, where there is one, the denominator. Adding both up over keys and then dividing
gives the figure of any group.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import (
    ColumnElement,
    Float,
    Select,
    case,
    cast,
    distinct,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.sql.selectable import CompoundSelect
from sqlmodel import SQLModel

from lianxin.database import DaysBetween
from lianxin.rules.base import Figure
from lianxin.rules.counts import Count, dated
from lianxin.rules.sql.people import APPOINTMENT
from lianxin.rules.sql.records import fact_of
from lianxin.rules.sql.subjects import Subjects, last_day, overlapping
from lianxin.rules.sql.values import END, START, Values, table_of
from lianxin.rules.words import Words

Splits = tuple[Any, ...]
_ONE: ColumnElement[float] = literal_column("1.0", Float())
_NONE: ColumnElement[float] = literal_column("0.0", Float())


class Measured(ABC):
    """A figure before it is asked for whom and when."""

    divided: ClassVar[bool] = False
    """Whether it is n / d (times `scale`), else n."""
    scale: float | Figure = 1.0

    @property
    def keyed(self) -> str:
        """What its keys are: `Unit`, `Person`, or words of the vocabulary of that name."""
        return "Unit"

    @property
    @abstractmethod
    def facts(self) -> frozenset[str]: ...

    @abstractmethod
    def parts(self, values: Values, splits: Splits) -> Select[Any] | CompoundSelect[Any]: ...


@dataclass(frozen=True, kw_only=True)
class Rows(Measured):
    """Rows of a table (with others joined to it), dated `on` in the period where given."""

    table: type[SQLModel]
    key: Any
    on: Any = None
    where: ColumnElement[bool] | None = None
    joins: tuple[tuple[type[SQLModel], ColumnElement[bool]], ...] = ()
    different: Any = None

    @property
    def facts(self) -> frozenset[str]:
        return frozenset(fact_of(t) for t in (self.table, *(j for j, _ in self.joins)))

    @property
    def keyed(self) -> str:
        return _KEYED.get(_target(self.key), str(self.key.key))

    def parts(self, values: Values, splits: Splits) -> Select[Any]:
        dimensions = [column.label(f"split{n}") for n, column in enumerate(splits)]
        found = select(
            self.key.label("key"),
            cast(self._n(), Float).label("n"),
            cast(self._d(), Float).label("d"),
            *dimensions,
        ).select_from(table_of(self.table))
        for table, condition in self.joins:
            found = found.join(table_of(table), condition)
        if self.on is not None:
            found = found.where(dated(self.on))
        if self.where is not None:
            found = found.where(self.where)
        return found.group_by(self.key, *splits)

    def _n(self) -> ColumnElement[Any]:
        return func.count() if self.different is None else func.count(distinct(self.different))

    def _d(self) -> ColumnElement[Any]:
        return func.count()


@dataclass(frozen=True, kw_only=True)
class Total(Rows):
    """The sum of a column."""

    column: Any

    def _n(self) -> ColumnElement[Any]:
        return func.coalesce(func.sum(self.column), 0)


@dataclass(frozen=True, kw_only=True)
class Average(Total):
    """The mean of a column."""

    divided = True

    def _d(self) -> ColumnElement[Any]:
        return func.count(self.column)


@dataclass(frozen=True, kw_only=True)
class Rate(Rows):
    """The share of the rows for which `part` holds, in percent."""

    part: ColumnElement[bool]
    divided = True
    scale = 100.0

    def _n(self) -> ColumnElement[Any]:
        return func.count(case((self.part, 1)))


@dataclass(frozen=True, kw_only=True)
class Ratio(Measured):
    """One measure over another; `scale` 100 for percent, 2000 for so many per two thousand."""

    over: Measured
    under: Measured
    scale: float | Figure = 1.0
    divided = True

    @property
    def facts(self) -> frozenset[str]:
        return self.over.facts | self.under.facts

    @property
    def keyed(self) -> str:
        return self.over.keyed

    def parts(self, values: Values, splits: Splits) -> CompoundSelect[Any]:
        over = self.over.parts(values, ()).subquery()
        under = self.under.parts(values, ()).subquery()
        return union_all(
            select(over.c.key, over.c.n.label("n"), _NONE.label("d")),
            select(under.c.key, _NONE.label("n"), under.c.n.label("d")),
        )


@dataclass(frozen=True, kw_only=True)
class Pay(Measured):
    """An amount for each holder of a post, in proportion to the days on which it was held; posts
    held at the same time count once."""

    posts: Words
    amount: float | Figure
    facts = frozenset({"appointment"})
    keyed = "Person"

    def parts(self, values: Values, splits: Splits) -> Select[Any]:
        since = case((APPOINTMENT.c.since > START, APPOINTMENT.c.since), else_=START)
        last = last_day(APPOINTMENT.c.until)
        held = (
            select(
                APPOINTMENT.c.person_id.label("key"),
                since.label("since"),
                case((last < END, last), else_=END).label("until"),
            )
            .where(overlapping(APPOINTMENT.c.since, APPOINTMENT.c.until))
            .where(values.among(APPOINTMENT.c.post, self.posts))
            .distinct()
            .subquery()
        )
        days = _days_of_union(held)
        rate = values.number(self.amount) / cast(DaysBetween(START, END) + 1, Float)
        return select(
            days.c.key, (rate * func.sum(days.c.days)).label("n"), _ONE.label("d")
        ).group_by(days.c.key)


@dataclass(frozen=True, kw_only=True)
class Done(Measured):
    """What a duty would count, of each subject."""

    every: Subjects
    count: Count

    @property
    def facts(self) -> frozenset[str]:
        return self.every.facts | self.count.facts

    def parts(self, values: Values, splits: Splits) -> Select[Any]:
        frame = self.every.listed(values, False).cte("measured")
        found = self.count.counted(self.every, frame, values, False).subquery()
        return select(found.c.subject_id.label("key"), found.c.n, _ONE.label("d"))


@dataclass(frozen=True, kw_only=True)
class ValueOf(Measured):
    """What a select of `key, n` or `key, n, d` finds; its period is `PERIOD_START` …"""

    query: Select[*tuple[Any, ...]]
    reads: frozenset[str]
    keyed: str = "Unit"
    divided: bool = False  # type: ignore[misc]
    scale: float | Figure = 1.0

    @property
    def facts(self) -> frozenset[str]:
        return self.reads

    def parts(self, values: Values, splits: Splits) -> Select[Any]:
        found = self.query.subquery()
        d = found.c.d if "d" in found.c else _ONE
        return select(found.c.key, found.c.n, d.label("d"))


def _days_of_union(held: Any) -> Any:
    """For each span, the days that it adds to those before it."""
    earlier = func.max(held.c.until).over(
        partition_by=held.c.key, order_by=(held.c.since, held.c.until), rows=(None, -1)
    )
    laid = select(held, earlier.label("reached")).subquery()
    fresh = laid.c.reached.is_(None) | (laid.c.reached < laid.c.since)
    days = case(
        (fresh, DaysBetween(laid.c.since, laid.c.until) + 1),
        (laid.c.until > laid.c.reached, DaysBetween(laid.c.reached, laid.c.until)),
        else_=0,
    )
    return select(laid.c.key, days.label("days")).subquery()


def counted(
    table: type[SQLModel],
    *,
    by: Any = None,
    on: Any = None,
    where: ColumnElement[bool] | None = None,
    joins: Sequence[tuple[type[SQLModel], ColumnElement[bool]]] = (),
    different: Any = None,
) -> Rows:
    """How many rows, or `different` values of a column (different within each key, that is);
    `by`: the column of the unit (`unit_id`, if left out), person or word."""
    key = _key(table, by)
    return Rows(table=table, key=key, on=on, where=where, joins=tuple(joins), different=different)


def done_by(every: Subjects, count: Count) -> Done:
    """How much of something each subject did: `done_by(staffed("village"), hours("conference"))`."""
    return Done(every=every, count=count)


def total(
    column: Any,
    *,
    by: Any = None,
    on: Any = None,
    where: ColumnElement[bool] | None = None,
    joins: Sequence[tuple[type[SQLModel], ColumnElement[bool]]] = (),
) -> Total:
    """The sum of a column."""
    table, key = column.class_, _key(column.class_, by)
    return Total(table=table, key=key, column=column, on=on, where=where, joins=tuple(joins))


def average(
    column: Any,
    *,
    by: Any = None,
    on: Any = None,
    where: ColumnElement[bool] | None = None,
    joins: Sequence[tuple[type[SQLModel], ColumnElement[bool]]] = (),
) -> Average:
    """The mean of a column."""
    table, key = column.class_, _key(column.class_, by)
    return Average(table=table, key=key, column=column, on=on, where=where, joins=tuple(joins))


def rate(
    table: type[SQLModel],
    part: ColumnElement[bool],
    *,
    by: Any = None,
    on: Any = None,
    where: ColumnElement[bool] | None = None,
    joins: Sequence[tuple[type[SQLModel], ColumnElement[bool]]] = (),
) -> Rate:
    """The share of rows for which `part` holds, in percent."""
    key = _key(table, by)
    return Rate(table=table, key=key, part=part, on=on, where=where, joins=tuple(joins))


def ratio(over: Measured, under: Measured, *, scale: float | Figure = 1.0) -> Ratio:
    """One measure over another: households over workers, hand-overs over cases."""
    return Ratio(over=over, under=under, scale=scale)


def pay(*posts: Any, amount: float | Figure) -> Pay:
    """An amount a period for each holder of the posts, pro rata by days."""
    return Pay(posts=posts, amount=amount)


def value_of(
    query: Select[*tuple[Any, ...]],
    *,
    reads: Sequence[str] = (),
    keyed: str = "Unit",
    divided: bool = False,
    scale: float = 1.0,
) -> ValueOf:
    """Whatever else SQL can say: a select of `key, n` (and `d`), with `PERIOD_START` and
    `PERIOD_END` for its period; `reads`: the facts after which it is computed anew; `keyed`: what
    the keys are (`Unit`, `Person`, a vocabulary)."""
    reading = frozenset(reads)
    return ValueOf(query=query, reads=reading, keyed=keyed, divided=divided, scale=scale)


_KEYED = {"core_unit": "Unit", "core_person": "Person"}


def _target(column: Any) -> str:
    """The table that a column refers to; a column without a reference is told by its name."""
    references = [key.column.table.name for key in getattr(column, "foreign_keys", ())]
    return references[0] if references else f"core_{str(column.key).removesuffix('_id')}"


def _key(table: type[SQLModel], by: Any) -> Any:
    return table_of(table).c.unit_id if by is None else by
