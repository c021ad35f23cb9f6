"""What a rule's statement is given: the period, today, the figures, and whom it is about."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any

from lianxin.calendar import Period
from lianxin.clock import start_of_day
from lianxin.localities import Figures, Locality
from lianxin.rules.base import RuleInForce, figure_of
from lianxin.rules.counts import LONGEST_STAY_DAYS
from lianxin.rules.sql.values import Values
from lianxin.rules.standing import StandingRule

_DAY = timedelta(days=1)
Subject = tuple[str, int]
"""A type and a key: `("Person", 5)`."""

KNOWN_TYPES = ("Person", "Unit", "Household", "Liaison", "Case", "Meeting", "Motion", "Problem")


def given(
    entry: RuleInForce,
    rule: StandingRule,
    values: Values,
    locality: Locality,
    figures: Figures,
    period: Period,
    today: date,
) -> dict[str, Any]:
    """The parameters of a statement of this rule for a period."""
    as_of = min(today, period.end)
    settings = figures.settings
    return {
        **figures.by_name,
        **values.read(settings),
        **moments(period, locality),
        "previous_start": period.previous().start,
        "due_by": rule.due_by(period, settings) or period.end,
        "rule_key": entry.key,
        "module": entry.module,
        "today": today,
        "as_of": as_of,
        "days_left": (period.end - as_of).days,
        "over": int(today > period.end),
        "late": int(is_late(rule, figures, period, today)),
        "period_days": _days(period.start, as_of),
        "asked_days": rule.days_asked(period, settings, locality.calendar),
    }


def about(subjects: Iterable[Subject], rule: StandingRule) -> dict[str, list[int]]:
    """The list parameters that keep a statement to these subjects."""
    lists: dict[str, list[int]] = {f"some_{t}": [] for t in (*KNOWN_TYPES, *rule.narrowing)}
    for type_, key in subjects:
        lists.setdefault(f"some_{type_}", []).append(key)
    return lists


def is_late(rule: StandingRule, figures: Figures, period: Period, today: date) -> bool:
    part = ceil(period.days * float(figure_of(rule.at_risk, figures.settings)))
    return today > period.end - part * _DAY


def moments(period: Period, locality: Locality) -> Mapping[str, date | datetime]:
    return {
        "period_start": period.start,
        "period_end": period.end,
        "period_from": start_of_day(period.start, locality.zone),
        "period_until": start_of_day(period.end + _DAY, locality.zone),
        "long_start": period.start - LONGEST_STAY_DAYS * _DAY,
    }


def _days(start: date, end: date) -> list[date]:
    return [start + n * _DAY for n in range((end - start).days + 1)]
