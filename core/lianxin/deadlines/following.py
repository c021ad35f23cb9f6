"""How the terms of a case follow what happens to it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from lianxin.clock import day_of
from lianxin.deadlines.counting import trace
from lianxin.deadlines.events import Happened
from lianxin.deadlines.rules import DeadlineInForce
from lianxin.localities import Locality
from lianxin.tables import Deadline, Task


def follow(
    known: Sequence[Deadline],
    happened: Happened,
    rules: Sequence[DeadlineInForce],
    locality: Locality,
    now: datetime,
    case_id: int,
) -> list[Deadline]:
    """The terms of a case after an event: those known, changed in place, and new ones."""
    after = list(known)
    for rule in rules:
        if rule.rule.of_tasks:
            after += _each_task(after, happened, rule, locality, now, case_id)
            continue
        rounds = [term for term in after if term.rule_key == rule.key]
        current = next((term for term in rounds if is_open(term)), None)
        if current is not None:
            _move(current, happened, rule, locality, now)
        if (current is None or not is_open(current)) and happened.is_(rule.rule.starts):
            last = happened.fields.get(rule.rule.until) if rule.rule.until else None
            after.append(_begun(rule, len(rounds) + 1, locality, now, case_id, last))
    return after


def is_open(term: Deadline) -> bool:
    """Still to be met: running, paused, or missed without an end."""
    return term.ended_at is None


def due_of(terms: Sequence[Deadline]) -> datetime | None:
    """When the next of a case's open terms ends; one that was missed stays until it is met."""
    return min((t.due_at for t in terms if is_open(t) and t.due_at is not None), default=None)


def _each_task(
    known: Sequence[Deadline],
    happened: Happened,
    rule: DeadlineInForce,
    locality: Locality,
    now: datetime,
    case_id: int,
) -> list[Deadline]:
    """The terms of new tasks; those of tasks that are done, or of no use any more, end."""
    rounds = [term for term in known if term.rule_key == rule.key]
    for term in rounds:
        if is_open(term) and (happened.closes or term.task_id == happened.finished):
            _end(term, now)
    due = [task for task in happened.tasks if task.due_on is not None]
    return [
        _begun(rule, len(rounds) + n, locality, now, case_id, task.due_on, task)
        for n, task in enumerate(due, 1)
    ]


def _move(
    term: Deadline, happened: Happened, rule: DeadlineInForce, locality: Locality, now: datetime
) -> None:
    declared = rule.rule
    begins_anew = happened.reopens and happened.is_(declared.starts)
    if happened.is_(declared.ends) or happened.closes or begins_anew:
        _end(term, now)
    elif term.state == "RUNNING" and happened.is_(declared.pauses):
        term.pauses = [*term.pauses, [_day(now, locality), None]]
        _count(term, locality)
    elif term.state == "PAUSED" and happened.is_(declared.resumes):
        term.pauses = [*term.pauses[:-1], [term.pauses[-1][0], _day(now, locality)]]
        _count(term, locality)
    elif term.state == "RUNNING" and happened.is_(declared.extends):
        term.extension_days += int(happened.fields.get("days") or 0)
        _count(term, locality)


def _end(term: Deadline, now: datetime) -> None:
    late = term.due_at is not None and term.due_at < now
    term.ended_at = now
    term.state = "MISSED" if late or term.state == "MISSED" else "MET"


def _begun(
    rule: DeadlineInForce,
    round_: int,
    locality: Locality,
    now: datetime,
    case_id: int,
    last: date | None = None,
    task: Task | None = None,
) -> Deadline:
    """Until the day `last`, where one was named; else for the days of the rule."""
    settings = locality.figures.settings
    counted: dict[str, Any] = {
        "days": rule.figure("days", settings),
        "unit_of_count": rule.figure("count", settings),
        "from_same_day": rule.figure("from_same_day", settings),
    }
    if last is not None:
        left = (last - day_of(now, locality.zone)).days
        counted = {"days": left, "unit_of_count": "calendar", "from_same_day": False}
    term = Deadline(
        case_id=case_id,
        task_id=task.id if task else None,
        rule_key=rule.key,
        round=round_,
        started_at=now,
        pauses=[],
        **counted,
    )
    _count(term, locality)
    return term


def _count(term: Deadline, locality: Locality) -> None:
    counted = trace(locality, term)
    term.due_at = counted.due_at(locality.zone)
    term.provisional = counted.provisional
    term.state = "PAUSED" if term.due_at is None else "RUNNING"


def _day(now: datetime, locality: Locality) -> str:
    return day_of(now, locality.zone).isoformat()
