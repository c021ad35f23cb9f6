"""Until when what a standing waits for is in time, day by day."""

from datetime import date

from lianxin.calendar import DayCounted, period_of
from lianxin.deadlines import trace_until
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules.base import RuleInForce
from lianxin.rules.calendar_rule import CalendarRule
from lianxin.rules.standing import StandingRule, State, Stood, kind_between

_ASKED = Text("规则所定的日子", "a day that the rule names")
_NOT_ASKED = Text("不在规则所定的日子之列", "not a day that the rule names")


def due_on(entry: RuleInForce, stood: Stood, locality: Locality) -> date | None:
    rule = entry.rule
    if not isinstance(rule, StandingRule) or stood.state == State.EXEMPT:
        return None
    period = period_of(kind_between(stood.period_start, stood.period_end), stood.period_start)
    return rule.due_by(period, locality.figures.settings)


def days_until_due(entry: RuleInForce, stood: Stood, locality: Locality) -> tuple[DayCounted, ...]:
    """From the first day of the period; those that a calendar rule names are the ones that count
    for it."""
    last = due_on(entry, stood, locality)
    if last is None:
        return ()
    if isinstance(entry.rule, CalendarRule):
        return _named(entry.rule, stood, locality)
    return trace_until(locality, stood.period_start, last, from_same_day=True)


def _named(rule: CalendarRule, stood: Stood, locality: Locality) -> tuple[DayCounted, ...]:
    period = period_of(kind_between(stood.period_start, stood.period_end), stood.period_start)
    asked = rule.days_asked(period, locality.figures.settings, locality.calendar)
    days = trace_until(locality, period.start, period.end, from_same_day=True)
    return tuple(
        DayCounted(d.date, d.date in asked, _ASKED if d.date in asked else _NOT_ASKED) for d in days
    )
