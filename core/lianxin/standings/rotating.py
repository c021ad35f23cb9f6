"""Links whose term ends: listed ahead of time, so that the change can be planned."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Date, bindparam, select
from sqlalchemy.sql.base import Executable

from lianxin.calendar import DayCounted
from lianxin.clock import day_of
from lianxin.database import Row, Session
from lianxin.deadlines import trace_until
from lianxin.localities import Locality
from lianxin.rules.base import RuleInForce, Settings, figure_of
from lianxin.rules.liaison import DAYS_A_YEAR, LiaisonRule
from lianxin.rules.sql.people import LINK
from lianxin.rules.sql.subjects import in_force


@dataclass(frozen=True)
class Rotation:
    """A link that has to change by `due`; `days`: each day of its term."""

    liaison_id: int
    since: date
    due: date
    days: tuple[DayCounted, ...]


async def rotations_due(
    session: Session, entry: RuleInForce, locality: Locality, ahead_days: int | None = None
) -> list[Rotation]:
    """Links in force whose term ends within so many days (the rule's own, if not given) or has
    ended; the most urgent first."""
    rule, settings = entry.rule, locality.figures.settings
    assert isinstance(rule, LiaisonRule)
    term = _term(rule, settings)
    ahead = figure_of(rule.ahead_days, settings) if ahead_days is None else ahead_days
    today = day_of(locality.clock.now(), locality.zone)
    latest = today + timedelta(days=ahead) - term
    rows = await session.all(_STARTED_BY, link_kind=rule.code, latest=latest, today=today)
    return [_rotation(row, row.since + term, locality) for row in rows]


def rotates_on(kind: str, since: date, locality: Locality) -> date | None:
    """By when a link of the kind has to change: by the shortest term that a rule gives it."""
    settings = locality.figures.settings
    terms = [
        _term(rule, settings)
        for _, rule in locality.composition.of(LiaisonRule)
        if rule.code == kind and rule.years is not None
    ]
    return since + min(terms) if terms else None


def _term(rule: LiaisonRule, settings: Settings) -> timedelta:
    assert rule.years is not None
    return timedelta(days=int(figure_of(rule.years, settings) * DAYS_A_YEAR))


def _rotation(row: Row, due: date, locality: Locality) -> Rotation:
    return Rotation(row.id, row.since, due, trace_until(locality, row.since, due))


_TODAY = bindparam("today", type_=Date())
_STARTED_BY: Executable = (
    select(LINK.c.id, LINK.c.since)
    .where(
        LINK.c.kind == bindparam("link_kind"),
        in_force(LINK.c.since, LINK.c.until, _TODAY),
        LINK.c.since <= bindparam("latest", type_=Date()),
    )
    .order_by(LINK.c.since, LINK.c.id)
)
