"""How subjects stand in a period; nothing is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianxin.calendar import Period
from lianxin.clock import day_of
from lianxin.database import Session
from lianxin.localities import Figures, Locality
from lianxin.rules.base import RuleInForce
from lianxin.rules.standing import StandingRule
from lianxin.standings.asking import Subject, about, given
from lianxin.standings.statements import statement


@dataclass(frozen=True)
class Found:
    """How a subject stands; with the fields of a stored standing."""

    rule_key: str
    subject_type: str
    subject_id: int
    unit_id: int | None
    person_id: int | None
    period_start: date
    period_end: date
    required: float
    actual: float
    unit_of_measure: str
    state: str
    detail: str


async def evaluate(
    session: Session,
    entry: RuleInForce,
    locality: Locality,
    period: Period,
    subjects: Iterable[Subject] | None = None,
    *,
    today: date | None = None,
    figures: Figures | None = None,
) -> list[Found]:
    """How everybody (or `subjects`) stands, by one statement; nothing is stored."""
    rule = _standing_rule(entry)
    made, values = statement(rule, "all", narrowed=subjects is not None)
    on = today or day_of(locality.clock.now(), locality.zone)
    asked = given(entry, rule, values, locality, figures or locality.figures, period, on)
    rows = await session.all(made, **asked, **about(subjects or (), rule))
    return [_found(entry.key, period, row) for row in rows]


def _standing_rule(entry: RuleInForce) -> StandingRule:
    if not isinstance(entry.rule, StandingRule) or not entry.rule.stands:
        raise TypeError(f"nobody stands against {entry.key}")
    return entry.rule


def _found(key: str, period: Period, row: Any) -> Found:
    return Found(
        rule_key=key,
        subject_type=row.subject_type,
        subject_id=row.subject_id,
        unit_id=row.unit_id,
        person_id=row.person_id,
        period_start=period.start,
        period_end=period.end,
        required=row.required,
        actual=row.actual,
        unit_of_measure=row.measure,
        state=row.state,
        detail=row.detail,
    )
