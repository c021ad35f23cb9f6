"""Links whose term ends: listed ahead of time, so that the change can be planned."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Date, bindparam, select
from sqlalchemy.sql.base import Executable

from lianxin.clock import day_of
from lianxin.database import Session
from lianxin.localities import Locality
from lianxin.rules.base import RuleInForce, figure_of
from lianxin.rules.liaison import DAYS_A_YEAR, LiaisonRule
from lianxin.rules.sql.people import LINK
from lianxin.rules.sql.subjects import in_force


@dataclass(frozen=True)
class Rotation:
    """A link that has to change by `due`."""

    liaison_id: int
    since: date
    due: date


async def rotations_due(
    session: Session, entry: RuleInForce, locality: Locality, ahead_days: int | None = None
) -> list[Rotation]:
    """Links in force whose term ends within so many days (the rule's own, if not given) or has
    ended; the most urgent first."""
    rule, settings = entry.rule, locality.figures.settings
    assert isinstance(rule, LiaisonRule)
    assert rule.years is not None
    term = timedelta(days=int(figure_of(rule.years, settings) * DAYS_A_YEAR))
    ahead = figure_of(rule.ahead_days, settings) if ahead_days is None else ahead_days
    today = day_of(locality.clock.now(), locality.zone)
    latest = today + timedelta(days=ahead) - term
    rows = await session.all(_STARTED_BY, link_kind=rule.code, latest=latest, today=today)
    return [Rotation(row.id, row.since, row.since + term) for row in rows]


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
