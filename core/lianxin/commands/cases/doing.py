"""Doing an action to a case: step, stamps, columns set, terms, tasks, and the timeline's line."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.judge import TERMS, UNITS, Judge
from lianxin.commands.inputs.tasks import TaskPlanned
from lianxin.database import Row
from lianxin.database.base import row_values
from lianxin.deadlines import Happened, deadlines_of, due_of, follow
from lianxin.rules.workflow import Action, Phase, Step, Workflow
from lianxin.tables import Case, CaseEntry, CaseUnit, Deadline, Task

_STAMPS = {
    Phase.HANDLING: "assigned_at",
    Phase.ANSWERED: "answered_at",
    Phase.FOLLOW_UP: "called_back_at",
    Phase.CLOSED: "closed_at",
}
_UNDONE = ("answered_at", "called_back_at", "closed_at")
_UNITS = "case.units"


@dataclass(frozen=True)
class Acted:
    """An action with the values of its fields, and what a judge said of the case.

    `beside` stands in the timeline too, but is no field.
    """

    action: Action
    values: Mapping[str, Any]
    said: Row
    note: str | None = None
    beside: Mapping[str, Any] = field(default_factory=dict)

    def happened(self, workflow: Workflow) -> Happened:
        entered = workflow.step(self.action.to) if self.action.to else None
        return Happened(
            self.action.code,
            self.action.to,
            closes=entered is not None and entered.terminal,
            reopens=self.action.reopens,
            fields=self.values,
        )


def do(attempt: Attempt, case: Row, judge: Judge, acted: Acted) -> int:
    """Collect all that follows from an action; the key of the timeline's entry."""
    tasks = _handed_out(attempt, case.id, acted)
    happened = replace(acted.happened(judge.workflow), tasks=tasks)
    terms = followed(attempt, case.id, case.workflow, terms_of(acted.said), happened)
    changes = _moved(attempt, case, judge.workflow, acted.action)
    changes |= _set(judge.workflow, acted, "case")
    changes |= {f"{who}_id": attempt.viewer.person_id for who in acted.action.actor_becomes}
    changes |= {f"{what}_id": case.unit_id for what in acted.action.unit_becomes}
    changes["due_at"] = due_of(terms)
    attempt.work.change(Case, case.id, version=case.version + 1, **changes)
    _set_facts(attempt, case, judge.workflow, acted)
    _involve(attempt, case.id, acted)
    attempt.touch("case", ("Case", case.id))
    step = changes.get("step", case.step)
    unit_id = changes.get("unit_id", case.unit_id)
    return add_entry(attempt, case.id, acted, step=step, unit_id=unit_id)


def terms_of(said: Row) -> list[Deadline]:
    return [Deadline(**row._asdict()) for row in TERMS.rows(said.terms)]


def followed(
    attempt: Attempt, case_id: int, workflow: str, known: list[Deadline], happened: Happened
) -> list[Deadline]:
    """The terms after an event; what differs is collected."""
    before = {term.id: row_values(term) for term in known}
    rules = deadlines_of(attempt.locality.composition, workflow)
    terms = follow(known, happened, rules, attempt.locality, attempt.now, case_id)
    for term in terms:
        store_term(attempt, before.get(term.id), term)
    return terms


def store_term(attempt: Attempt, before: Mapping[str, Any] | None, term: Deadline) -> None:
    if before is None:
        attempt.work.add(term)
        return
    values = row_values(term)
    changed = {name: value for name, value in values.items() if before[name] != value}
    if changed:
        attempt.work.change(Deadline, term.id, **changed)


def add_entry(
    attempt: Attempt, case_id: int, acted: Acted, *, step: str, unit_id: int | None
) -> int:
    return write_line(
        attempt,
        case_id,
        acted.said.last_n + 1,
        acted.action.code,
        step=step,
        unit_id=unit_id,
        note=acted.note,
        data={name: told(value) for name, value in {**acted.values, **acted.beside}.items()},
    )


def write_line(
    attempt: Attempt, case_id: int, n: int, action: str, *, data: Mapping[str, Any], **columns: Any
) -> int:
    """A line of the timeline, and the event that tells of it; the line's key."""
    entry = CaseEntry(
        case_id=case_id,
        n=n,
        action=action,
        actor_id=attempt.viewer.person_id,
        at=attempt.now,
        data=dict(data),
        **columns,
    )
    attempt.work.add(entry)
    attempt.tell("case_changed", "Case", case_id, entry=entry.id)
    return entry.id


def told(value: Any) -> Any:
    """A field's value as the timeline keeps it."""
    if isinstance(value, list):
        return [told(item) for item in value]
    if isinstance(value, TaskPlanned):
        return {name: told(part) for name, part in vars(value).items() if part is not None}
    return value.isoformat() if isinstance(value, date | datetime) else value


def _moved(attempt: Attempt, case: Row, workflow: Workflow, action: Action) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if action.reopens:
        changes |= dict.fromkeys(_UNDONE) | {"returns": case.returns + 1}
    if action.to is not None:
        step = workflow.step(action.to)
        changes |= {"step": step.code, "phase": step.phase.value}
        changes |= _stamped(step, case, action.reopens, attempt.now)
    return changes


def _stamped(step: Step, case: Row, reopened: bool, now: datetime) -> dict[str, datetime]:
    """When a case was assigned last, and when it was first answered, called back, closed."""
    stamps = {_STAMPS[step.phase]} if step.phase in _STAMPS else set()
    if step.terminal:
        stamps.add("closed_at")
    if not case.contactable:
        stamps.discard("called_back_at")  # nobody can have been called
    kept = set() if reopened else {name for name in _UNDONE if getattr(case, name) is not None}
    return dict.fromkeys(stamps - kept, now)


def _set(workflow: Workflow, acted: Acted, table: str) -> dict[str, Any]:
    """The columns of a table that an action sets or clears: `case`, or the workflow's own ("")."""
    places = [name.rpartition(".") for name in acted.action.clears]
    found: dict[str, Any] = {column: None for owner, _, column in places if owner == table}
    for given in acted.action.inputs:
        owner, _, column = (given.sets or "").rpartition(".")
        if given.sets not in (None, _UNITS) and owner == table and given.name in acted.values:
            found[column] = acted.values[given.name]
    return found


def _set_facts(attempt: Attempt, case: Row, workflow: Workflow, acted: Acted) -> None:
    values = _set(workflow, acted, "")
    if workflow.facts is None or not values:
        return
    if acted.said.has_facts:
        attempt.work.change(workflow.facts, {"case_id": case.id}, **values)
    else:
        attempt.work.add(workflow.facts(case_id=case.id, **values))


def _involve(attempt: Attempt, case_id: int, acted: Acted) -> None:
    """A field that sets `case.units` names all units that are involved from now on."""
    for given in acted.action.inputs:
        if given.sets == _UNITS and given.name in acted.values:
            known = {u.unit_id for u in UNITS.rows(acted.said.units)}
            named = set(acted.values[given.name])
            for unit_id in sorted(known - named):
                attempt.work.remove(CaseUnit, case_id=case_id, unit_id=unit_id)
            attempt.work.add(*(CaseUnit(case_id=case_id, unit_id=u) for u in sorted(named - known)))


def _handed_out(attempt: Attempt, case_id: int, acted: Acted) -> list[Task]:
    lists = [f.name for f in acted.action.inputs if f.kind == "tasks"]
    planned = [task for name in lists for task in acted.values.get(name, ())]
    tasks = [Task(case_id=case_id, handed_out_at=attempt.now, **vars(task)) for task in planned]
    attempt.work.add(*tasks)
    return tasks
