"""Whether cases became fewer after a regulation: as long a time before it as after it, by months.

Counted are all cases that fit what the problem says of itself (its category, words, unit),
grouped or not: those that were grouped came before the regulation, and would only ever be fewer
after it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlmodel import col

from lianxin.clock import start_of_day
from lianxin.comparing.confidence import share
from lianxin.context import Context
from lianxin.database import Instant, Row, SecondsBetween, Session, among_keys
from lianxin.problems.origins import PROBLEMS_OF_GROUNDS
from lianxin.search.matching import matches
from lianxin.statistics.figures import number
from lianxin.tables import Case, Problem, UnitLine

MONTH: Final = 30
"""Days: months that are all equally long, or those before would not compare with those after."""

MOST: Final = 12
"""Months on either side."""

FEW_UNITS: Final = 24

Visible = Callable[[Any], ColumnElement[bool]]
"""Over the columns of a case: whether it counts for whoever asks."""

_SECONDS = MONTH * 24 * 3600


@dataclass(frozen=True)
class Since:
    """A regulation (or an amendment of it) and the day from which on it is in force."""

    key: int
    day: date


@dataclass(frozen=True)
class Stretch:
    """A month before (`n` -1, -2 …) or after (1, 2 …) the day; it ends before `end`."""

    n: int
    start: date
    end: date
    count: int


@dataclass(frozen=True)
class Effect:
    """In the order of time; nothing is known yet before the first month has passed."""

    since: date
    months: tuple[Stretch, ...]

    @property
    def before(self) -> int:
        return sum(month.count for month in self.months if month.n < 0)

    @property
    def after(self) -> int:
        return sum(month.count for month in self.months if month.n > 0)

    @property
    def beyond_chance(self) -> bool:
        """Whether so many more on one side than on the other would be rare (1 in 20) were both
        sides alike."""
        part = share(self.after, self.before + self.after)
        known = part.low is not None and part.high is not None
        return known and not part.low <= 50.0 <= part.high  # type: ignore[operator]


async def effects(
    session: Session,
    context: Context,
    asked: Sequence[Since],
    visible: Visible,
    parameters: Mapping[str, Any],
    *,
    amendments: bool = False,
) -> list[Effect | None]:
    """Of each; None where no problem led to it. Two statements, however many are asked about.

    `visible` says which cases count, `parameters` are what it names. A regulation's effect is that
    of what led to it at first; `amendments`: the keys are those of versions, which have their own.
    """
    by_key: dict[int, list[Row]] = {since.key: [] for since in asked}
    statement = _OF_AMENDMENTS if amendments else _OF_REGULATIONS
    for row in await session.all(statement, keys=list(by_key)):
        by_key[row.key].append(row)
    parts = [
        _part(n, since, by_key[since.key], context, visible)
        for n, since in enumerate(asked)
        if by_key[since.key] and _months(since, context)
    ]
    found: dict[tuple[int, int], int] = {}
    if parts:
        rows = await session.all(union_all(*parts), **parameters)
        found = {(row.n, row.month): row.cases for row in rows}
    return [
        _effect(n, since, context, found) if by_key[since.key] else None
        for n, since in enumerate(asked)
    ]


def _problems(of: str, *, at_first: bool) -> Select[Any]:
    led = PROBLEMS_OF_GROUNDS.subquery("led")
    yardstick = (Problem.category, Problem.keywords, Problem.unit_id)
    below = select(func.count()).where(col(UnitLine.upper_id) == col(Problem.unit_id))
    units = below.correlate(Problem).scalar_subquery().label("units")
    found = select(led.c[of].label("key"), *(col(column) for column in yardstick), units)
    found = found.select_from(led).join(Problem, col(Problem.id) == led.c.problem_id)
    found = found.where(among_keys(led.c[of], "keys"))
    return found.where(led.c.amendment_id.is_(None)) if at_first else found


_OF_AMENDMENTS = _problems("amendment_id", at_first=False)
_OF_REGULATIONS = _problems("regulation_id", at_first=True)


def _months(since: Since, context: Context) -> int:
    """Whole months that have passed; so that no figure ever grows by single days."""
    return min((context.today - since.day).days // MONTH, MOST)


def _bounds(since: Since, context: Context) -> tuple[datetime, datetime]:
    span = timedelta(days=MONTH * _months(since, context))
    zone = context.locality.zone
    return start_of_day(since.day - span, zone), start_of_day(since.day + span, zone)


def _part(
    n: int, since: Since, problems: Sequence[Row], context: Context, visible: Visible
) -> Select[Any]:
    """The cases by month, counted from the beginning of the time asked about."""
    case = Case.__table__.alias()  # type: ignore[attr-defined]
    start, end = (literal(bound, Instant()) for bound in _bounds(since, context))
    month = SecondsBetween(start, case.c.submitted_at) // number(_SECONDS)
    cases = select(month.label("month")).where(
        case.c.submitted_at >= start,
        case.c.submitted_at < end,
        or_(*(_names(case.c, problem) for problem in problems)),
        visible(case.c),
    )
    each = cases.subquery(f"cases_{n}")
    counted = select(number(n).label("n"), each.c.month, func.count().label("cases"))
    return counted.group_by(each.c.month)


def _names(c: Any, problem: Row) -> ColumnElement[bool]:
    """Whether a case fits what the problem says of itself."""
    conditions: list[ColumnElement[bool]] = []
    if problem.category is not None:
        conditions.append(c.category == problem.category)
    if problem.keywords:
        conditions.append(matches(c.id, _Fixed(problem.keywords)))
    if problem.unit_id is not None:
        conditions.append(_is_below(c.unit_id, problem))
    return and_(*conditions)


def _is_below(unit: Any, problem: Row) -> ColumnElement[bool]:
    """Cases of few units are looked for by each of them. Of many units, PostgreSQL would still look
    up each case by itself (7 s for a city's 100,000): so told, it asks a set of them."""
    line = UnitLine.__table__.alias()  # type: ignore[attr-defined]
    below: ColumnElement[bool] = unit.in_(
        select(line.c.lower_id).where(line.c.upper_id == problem.unit_id)
    )
    return below if problem.units <= FEW_UNITS else below.is_(true())


@dataclass(frozen=True)
class _Fixed:
    """A question that is known when the statement is made."""

    text: str

    def map(self, transform: Callable[[str], Any], type_: Any) -> BindParameter[Any]:
        return bindparam(None, transform(self.text), type_=type_, unique=True)


def _effect(n: int, since: Since, context: Context, found: Mapping[tuple[int, int], int]) -> Effect:
    months = _months(since, context)
    return Effect(
        since.day,
        tuple(
            Stretch(
                at if at < 0 else at + 1,
                since.day + timedelta(days=MONTH * at),
                since.day + timedelta(days=MONTH * (at + 1)),
                found.get((n, at + months), 0),
            )
            for at in range(-months, months)
        ),
    )
