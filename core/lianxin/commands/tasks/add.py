"""Handing a task out, besides those that actions hand out."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator
from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.concealing import telling_person, telling_unit
from lianxin.commands.cases.finding import find_case
from lianxin.commands.command import Command
from lianxin.commands.inputs.mentioned import Found, mentioned
from lianxin.commands.lookups import Lookup, asked
from lianxin.commands.people.looking import NO_PERSON, NO_UNIT
from lianxin.commands.tasks.following import follow_tasks
from lianxin.commands.values import Code, Day, Line, MotionKey, PersonKey, Prose, key_of
from lianxin.database import Key, Row
from lianxin.deadlines import Happened, refusals_of_days
from lianxin.errors import Problem, invalid, not_found
from lianxin.language import Text
from lianxin.tables import Meeting, Motion, Task

MeetingKey = Annotated[int, BeforeValidator(key_of("Meeting"))]

_LOOKUP = Lookup(beside_case=False)
_NAMED = select(
    *_LOOKUP.columns,
    select(col(Meeting.id))
    .where(col(Meeting.id) == bindparam("meeting", type_=Key))
    .scalar_subquery()
    .label("meeting"),
    select(col(Motion.id))
    .where(col(Motion.id) == bindparam("motion", type_=Key))
    .scalar_subquery()
    .label("motion"),
)
_NONE = Text("没有这一{what}", "There is no such {what}")
_ENDS_FIRST = Text("完成日期不能早于开始日期", "A task is not due before it begins")


@dataclass(frozen=True)
class Adding:
    case: Row | None
    found: Found
    problems: list[Problem]


class AddTask(Command):
    """For a case (its code), a meeting or a motion; to a unit (its code), a person, or both."""

    does: ClassVar[str] = "add_task"
    permission: ClassVar[str | None] = "record.write"

    title: Line
    case: Code | None = None
    meeting: MeetingKey | None = None
    motion: MotionKey | None = None
    unit: Code | None = None
    person: PersonKey | None = None
    starts_on: Day | None = None
    due_on: Day | None = None
    note: Prose | None = None

    async def load(self, attempt: Attempt) -> Adding:
        whom = {"unit": self.unit, "person": self.person}
        [row] = await attempt.tx.all(
            _NAMED,
            meeting=self.meeting,
            motion=self.motion,
            today=attempt.context.today,
            **asked(*mentioned(whom)),
        )
        problems = []
        for name, wanted in (("meeting", self.meeting), ("motion", self.motion)):
            if wanted is not None and getattr(row, name) is None:
                problems.append(not_found(_NONE.format(what=name), name))
        if self.case is None:
            return Adding(None, _LOOKUP.found(row), problems)
        case = await find_case(attempt, self.case, whom, "case", with_terms=True)
        return Adding(case.row, case.found, problems)

    async def refusals(self, attempt: Attempt, loaded: Adding) -> list[Problem]:
        problems = [*loaded.problems]
        unit = loaded.found.units.get(self.unit) if self.unit else None
        person = loaded.found.people.get(self.person) if self.person else None
        if self.unit and unit is None:
            problems.append(not_found(NO_UNIT.format(code=self.unit), "unit"))
        if self.person and person is None:
            problems.append(not_found(NO_PERSON, "person"))
        if unit is not None and unit.concealed:
            problems.append(telling_unit("unit"))
        if person is not None and person.concealed:
            problems.append(telling_person("person"))
        if self.starts_on and self.due_on and self.due_on < self.starts_on:
            problems.append(invalid("ENDS_FIRST", _ENDS_FIRST, "dueOn"))
        problems += refusals_of_days([(self.due_on, ("dueOn",))], attempt.context.today)
        return problems

    def apply(self, attempt: Attempt, loaded: Adding) -> dict[str, Any]:
        task = Task(
            case_id=loaded.case.id if loaded.case else None,
            meeting_id=self.meeting,
            motion_id=self.motion,
            title=self.title,
            unit_id=loaded.found.units[self.unit].id if self.unit else None,
            person_id=self.person,
            starts_on=self.starts_on,
            due_on=self.due_on,
            note=self.note or None,
        )
        attempt.on("Task", task.id)
        attempt.about = {"title": self.title}
        attempt.work.add(task)
        if loaded.case is not None:
            follow_tasks(attempt, loaded.case, Happened(self.does, tasks=[task]))
        attempt.tell("task_changed", "Task", task.id)
        return {"task": task.id}
