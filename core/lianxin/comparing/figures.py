"""The figures of a locality that every locality has, whatever its model."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Executable, and_, func, select

from lianxin.comparing.confidence import Share, share
from lianxin.database import Session
from lianxin.localities import Locality
from lianxin.statistics.figures import KEPT, PUBLISHED_FROM, one_if, seconds_to_answer
from lianxin.tables import Case


@dataclass(frozen=True)
class LocalityFigures:
    """`open` and `overdue` now, the rest of cases submitted in a span of days.

    Cases that are kept from some are left out, and a count under 5 is None: who compares
    localities is not who works on their cases. `days_to_answer` is the median.
    """

    locality: str
    name: str
    cases: int | None
    open: int | None
    overdue: int | None
    days_to_answer: float | None
    called_back: Share
    satisfied: Share


async def figures_of(
    locality: Locality, since: date, until: date, at_least: int
) -> LocalityFigures:
    """Of cases submitted on the days from `since` to before `until`; shares and the median of
    fewer than `at_least` are None."""
    asked = _Span(*(datetime.combine(d, time(), locality.zone) for d in (since, until)))
    enough = max(at_least, PUBLISHED_FROM)
    async with locality.database.reading() as session:
        open_, overdue = await _counts(session, _open(locality.clock.now()))
        cases, answered, contactable, called_back, rated, satisfied = await _counts(
            session, _submitted(asked)
        )
        median = await session.scalar(_median(asked, answered)) if answered >= enough else None
    return LocalityFigures(
        locality=locality.key,
        name=locality.name,
        cases=_published(cases),
        open=_published(open_),
        overdue=_published(overdue),
        days_to_answer=None if median is None else round(median / 86_400, 2),
        called_back=share(called_back, contactable, enough),
        satisfied=share(satisfied, rated, enough),
    )


def shown_to_all(c: Any) -> ColumnElement[bool]:
    """Cases that are kept from nobody."""
    return and_(c.restricted.is_(False), c.confined_to_id.is_(None))


class _Span(NamedTuple):
    since: datetime
    until: datetime

    def __call__(self, c: Any) -> ColumnElement[bool]:
        return and_(shown_to_all(c), c.submitted_at >= self.since, c.submitted_at < self.until)


async def _counts(session: Session, statement: Executable) -> list[int]:
    row = await session.first(statement)
    return [int(n or 0) for n in row or ()]


def _open(now: datetime) -> Executable:
    c = Case.__table__.c  # type: ignore[attr-defined]
    overdue = func.sum(one_if(c.due_at < now))
    return select(func.count(), overdue).where(shown_to_all(c), KEPT["open"](c))


def _submitted(asked: _Span) -> Executable:
    c = Case.__table__.c  # type: ignore[attr-defined]
    answered = KEPT["answered"](c)
    # Whoever left no contact cannot be called back.
    contactable = and_(answered, c.contactable)
    called_back = and_(contactable, KEPT["called_back"](c))
    rated, satisfied = c.satisfaction.is_not(None), KEPT["satisfied"](c)
    counts = (answered, contactable, called_back, rated, satisfied)
    sums = [func.sum(one_if(condition)) for condition in counts]
    return select(func.count(), *sums).where(asked(c))


def _median(asked: _Span, answered: int) -> Executable:
    """The mean of the one or two in the middle, which both databases can tell alike."""
    c = Case.__table__.c  # type: ignore[attr-defined]
    seconds = seconds_to_answer(c).label("seconds")
    ordered = select(seconds).where(asked(c), KEPT["answered"](c)).order_by(seconds)
    middle = ordered.offset((answered - 1) // 2).limit(2 - answered % 2).subquery()
    return select(func.avg(middle.c.seconds))


def _published(count: int) -> int | None:
    return count if count == 0 or count >= PUBLISHED_FROM else None


def last_year(today: date) -> tuple[date, date]:
    """The 365 days until today, today included."""
    return today - timedelta(days=364), today + timedelta(days=1)
