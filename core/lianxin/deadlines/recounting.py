"""What moves when the calendar or a figure changes: terms are counted again, differences told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lianxin.database.base import row_values
from lianxin.deadlines.counting import trace
from lianxin.deadlines.following import is_open
from lianxin.deadlines.rules import DeadlineInForce
from lianxin.localities import Locality
from lianxin.rules.base import Settings
from lianxin.tables import Deadline

_FIGURES = {"days": "days", "unit_of_count": "count", "from_same_day": "from_same_day"}


def recounted(
    terms: Sequence[Deadline], rules: Sequence[DeadlineInForce], locality: Locality
) -> list[tuple[Deadline, Deadline]]:
    """The running terms that end on another day now, each as it was and as it is; and the missed
    ones that follow their figures and run again."""
    by_key, settings = {rule.key: rule for rule in rules}, locality.figures.settings
    found = []
    for was in terms:
        rule = by_key.get(was.rule_key)
        follows = rule is not None and follows_figures(rule, settings)
        if was.state == "RUNNING" or (follows and was.state == "MISSED" and is_open(was)):
            is_ = _again(was, rule if follows else None, locality)
            if _differ(was, is_):
                found.append((was, is_))
    return found


def follows_figures(rule: DeadlineInForce, settings: Settings) -> bool:
    """Whether running terms are counted by the figures as they are now, not by those with which
    they began. A term whose last day was named has no figures."""
    named = rule.rule.of_tasks or rule.rule.until is not None
    return not named and not rule.rule.keeps(settings)


def recounted_due(term: Any, rule: DeadlineInForce, locality: Locality) -> datetime | None:
    """When a term that follows its figures ends; `term` is a row with a term's columns."""
    kept = {name: getattr(term, name) for name in ("started_at", "extension_days", "pauses")}
    again = Deadline(case_id=0, rule_key=rule.key, **kept, **_figures(rule, locality))
    return trace(locality, again).due_at(locality.zone)


def _figures(rule: DeadlineInForce, locality: Locality) -> dict[str, Any]:
    settings = locality.figures.settings
    return {column: rule.figure(name, settings) for column, name in _FIGURES.items()}


def _again(term: Deadline, follows: DeadlineInForce | None, locality: Locality) -> Deadline:
    again = Deadline(**row_values(term))
    if follows is not None:
        for column, value in _figures(follows, locality).items():
            setattr(again, column, value)
    counted = trace(locality, again)
    again.due_at = counted.due_at(locality.zone)
    again.provisional = counted.provisional
    if term.state == "MISSED":
        return _running_again(term, again, locality)
    return again


def _running_again(term: Deadline, again: Deadline, locality: Locality) -> Deadline:
    """What was missed stays so, unless there is time left now."""
    if again.due_at is not None and again.due_at < locality.clock.now():
        return term
    again.state = "RUNNING" if again.due_at is not None else "PAUSED"
    return again


def _differ(was: Deadline, is_: Deadline) -> bool:
    return (was.due_at, was.provisional, was.state) != (is_.due_at, is_.provisional, is_.state)
