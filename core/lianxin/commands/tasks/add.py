"""Handing a task out, besides those that actions hand out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator
from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.concealing import telling_person, telling_unit
from lianxin.commands.cases.finding import find_case
from lianxin.commands.cases.sight import KEPT, is_kept_from
from lianxin.commands.command import Command
from lianxin.commands.guarding import refusals_by_guards
from lianxin.commands.inputs.mentioned import Found, mentioned
from lianxin.commands.lookups import Lookup, asked
from lianxin.commands.people.looking import NO_PERSON, NO_UNIT
from lianxin.commands.tasks.following import follow_tasks, touch_what_it_is_of
from lianxin.commands.values import Code, Day, Line, MotionKey, PersonKey, Prose, key_of
from lianxin.database import Key, Row, Session, together
from lianxin.deadlines import Happened, refusals_of_days
from lianxin.errors import Problem, invalid, not_found
from lianxin.language import Text
from lianxin.tables import Case, Meeting, Motion, Task

MeetingKey = Annotated[int, BeforeValidator(key_of("Meeting"))]

_LOOKUP = Lookup(beside_case=False)
_NAMED = select(
    *_LOOKUP.columns,
    select(col(Meeting.id))
    .where(col(Meeting.id) == bindparam("meeting", type_=Key))
    .scalar_subquery()
    .label("meeting"),
)
_MOTION: Any = (
    select(col(Motion.id), *KEPT)
    .select_from(Motion)
    .outerjoin(Case, col(Case.id) == col(Motion.case_id))
    .where(col(Motion.id) == bindparam("id", type_=Key))
)
_NO_MEETING = Text("没有这次会议，请检查编号", "There is no such meeting; check the ID")
_NO_MOTION = Text("没有这个议题，请检查编号", "There is no such motion; check the ID")
_ENDS_FIRST = Text("完成日期不能早于开始日期", "A task is not due before it begins")


@dataclass(frozen=True)
class Adding:
    case: Row | None
    found: Found
    problems: list[Problem]


class AddTask(Command):
    """For a case (its code), a meeting or a motion; to a unit (its code), a person, or both.

    Guards that name `add_task` are asked of what meetings and motions hand out.
    """

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
        found: list[Any] = await together(
            attempt.tx,
            lambda s: s.first(_NAMED, meeting=self.meeting, **asked(*mentioned(whom))),
            lambda s: self._knows_motion(s, attempt),
        )
        row, knows_motion = found
        problems = []
        if self.meeting is not None and row.meeting is None:
            problems.append(not_found(_NO_MEETING, "meeting"))
        if not knows_motion:
            problems.append(not_found(_NO_MOTION, "motion"))
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
        if self.case is None:
            problems += await refusals_by_guards(
                attempt.tx, attempt, self._task(loaded, attempt.now), {}
            )
        return problems

    async def _knows_motion(self, session: Session, attempt: Attempt) -> bool:
        """A motion about a case that is kept from the viewer is none."""
        if self.motion is None:
            return True
        row = await session.first(_MOTION, id=self.motion, today=attempt.context.today)
        return row is not None and not is_kept_from(attempt.viewer, row)

    def apply(self, attempt: Attempt, loaded: Adding) -> dict[str, Any]:
        task = self._task(loaded, attempt.now)
        attempt.on("Task", task.id)
        attempt.about = {"title": self.title}
        attempt.work.add(task)
        if loaded.case is not None:
            follow_tasks(attempt, loaded.case, Happened(self.does, tasks=[task]))
        touch_what_it_is_of(attempt, self.meeting, self.motion)
        attempt.tell("task_changed", "Task", task.id)
        return {"task": task.id}

    def _task(self, loaded: Adding, now: datetime) -> Task:
        unit = loaded.found.units.get(self.unit) if self.unit else None
        return Task(
            case_id=loaded.case.id if loaded.case else None,
            meeting_id=self.meeting,
            motion_id=self.motion,
            title=self.title,
            unit_id=unit.id if unit else None,
            person_id=self.person,
            handed_out_at=now,
            starts_on=self.starts_on,
            due_on=self.due_on,
            note=self.note or None,
        )
