"""Who does what by when, as an action's field lists it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from lianxin.commands.command import Given
from lianxin.commands.inputs.mentioned import Found
from lianxin.commands.values import Code, Day, Line, PersonKey
from lianxin.language import Text


class _TaskGiven(Given):
    title: Line
    unit: Code | None = None
    person: PersonKey | None = None
    starts_on: Day | None = None
    due_on: Day | None = None


@dataclass(frozen=True)
class TaskPlanned:
    """A task with the keys of whom it is given to."""

    title: str
    unit_id: int | None
    person_id: int | None
    starts_on: date | None
    due_on: date | None


TASK_PARTS = {
    "who": Text("由谁（unit 或 person）", "who (unit or person)"),
    "starts_on": Text("何时开始（startsOn）", "from when (startsOn)"),
    "due_on": Text("何时完成（dueOn）", "by when (dueOn)"),
}


def says(task: TaskPlanned, parts: Iterable[str]) -> bool:
    """Whether a task says who does it and when, as far as that is asked."""
    told = {"who": task.unit_id or task.person_id, **vars(task)}
    return all(told[part] is not None for part in parts)


_TASKS = TypeAdapter(Annotated[list[_TaskGiven], Field(max_length=100)])


def parse_tasks(raw: Any, found: Found) -> list[TaskPlanned]:
    """Raises ValueError where a task is not as it should be, or names nobody who exists."""
    try:
        tasks = _TASKS.validate_python(raw)
    except ValidationError as error:
        raise ValueError(str(error)) from error
    return [_planned(task, found) for task in tasks]


def _planned(task: _TaskGiven, found: Found) -> TaskPlanned:
    if task.unit is not None and task.unit not in found.units:
        raise ValueError(task.unit)
    if task.person is not None and task.person not in found.people:
        raise ValueError(task.person)
    unit_id = found.units[task.unit].id if task.unit is not None else None
    return TaskPlanned(task.title, unit_id, task.person, task.starts_on, task.due_on)
