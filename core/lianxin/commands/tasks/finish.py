"""Beginning and finishing a task: by whoever it was given to, or who keeps the records."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator
from sqlalchemy import bindparam, func, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.judge import CASE, of_case
from lianxin.commands.cases.sight import SEEN, is_kept_from, sees
from lianxin.commands.command import Command
from lianxin.commands.tasks.following import follow_tasks, touch_what_it_is_of
from lianxin.commands.values import Prose, key_of
from lianxin.context import Viewer
from lianxin.database import Key, Row
from lianxin.deadlines import Happened
from lianxin.errors import Problem, Refused, conflict, not_found, not_permitted
from lianxin.language import Text
from lianxin.tables import Case, Motion, Task

TaskKey = Annotated[int, BeforeValidator(key_of("Task"))]

_TASK: Any = (
    select(
        col(Task.id),
        col(Task.unit_id).label("task_unit_id"),
        col(Task.person_id),
        col(Task.started_at),
        col(Task.done_at),
        col(Task.case_id),
        col(Task.meeting_id),
        col(Task.motion_id),
        *SEEN,
    )
    .select_from(Task)
    .outerjoin(Motion, col(Motion.id) == col(Task.motion_id))
    .outerjoin(Case, col(Case.id) == func.coalesce(col(Task.case_id), col(Motion.case_id)))
    .where(col(Task.id) == bindparam("id", type_=Key))
    .with_for_update(of=Task)
)
_CASE_OF_TASK: Any = (
    select(*CASE, of_case["terms"])
    .where(col(Case.id) == bindparam("id", type_=Key))
    .with_for_update(of=Case)
)
_NONE = Text("没有这一任务", "There is no such task")
_NOT_YOURS = Text(
    "只有责任人、责任单位或记录人员可以更新任务",
    "Only whoever has the task, its unit, or a record keeper may do this",
)
_DONE = Text("任务已完成", "The task is done already")
_BEGUN = Text("任务已开始", "The task has begun already")


@dataclass(frozen=True)
class OnTask:
    """A task, locked; and its case where a step of the task's life may move the case's terms."""

    row: Row
    case: Row | None = None


class _OnTask(Command):
    """A step of a task's life."""

    permission: ClassVar[str | None] = None

    task: TaskKey

    async def load(self, attempt: Attempt) -> OnTask:
        row = await attempt.tx.first(_TASK, id=self.task, today=attempt.context.today)
        if row is None or not _knows(attempt.viewer, row):
            raise Refused([not_found(_NONE, "task")])
        attempt.on("Task", row.id)
        return OnTask(row)

    async def refusals(self, attempt: Attempt, loaded: OnTask) -> list[Problem]:
        problems = [] if _is_theirs(attempt.viewer, loaded.row) else [not_permitted(_NOT_YOURS)]
        if loaded.row.done_at is not None:
            problems.append(conflict("DONE_ALREADY", _DONE))
        return problems


class BeginTask(_OnTask):
    does: ClassVar[str] = "begin_task"

    async def refusals(self, attempt: Attempt, loaded: OnTask) -> list[Problem]:
        problems = await super().refusals(attempt, loaded)
        if loaded.row.started_at is not None:
            problems.append(conflict("BEGUN_ALREADY", _BEGUN))
        return problems

    def apply(self, attempt: Attempt, loaded: OnTask) -> dict[str, Any]:
        attempt.work.change(Task, loaded.row.id, started_at=attempt.now)
        attempt.tell("task_changed", "Task", loaded.row.id)
        return {"task": loaded.row.id}


class FinishTask(_OnTask):
    does: ClassVar[str] = "finish_task"

    note: Prose | None = None

    async def load(self, attempt: Attempt) -> OnTask:
        row = (await super().load(attempt)).row
        if row.case_id is None:
            return OnTask(row)
        return OnTask(row, await attempt.tx.first(_CASE_OF_TASK, id=row.case_id))

    def apply(self, attempt: Attempt, loaded: OnTask) -> dict[str, Any]:
        row = loaded.row
        noted = {"note": self.note} if self.note else {}
        started = {} if row.started_at else {"started_at": attempt.now}
        attempt.work.change(Task, row.id, done_at=attempt.now, **started, **noted)
        if loaded.case is not None:
            follow_tasks(attempt, loaded.case, Happened(self.does, finished=row.id))
        touch_what_it_is_of(attempt, row.meeting_id, row.motion_id)
        attempt.tell("task_changed", "Task", row.id)
        return {"task": row.id}


def _is_theirs(viewer: Viewer, task: Row) -> bool:
    keeps_records = "system" in viewer.roles or viewer.may("record.write")
    return keeps_records or _is_given_to(viewer, task)


def _is_given_to(viewer: Viewer, task: Row) -> bool:
    mine = viewer.person_id is not None and task.person_id == viewer.person_id
    return mine or task.task_unit_id in viewer.unit_ids


def _knows(viewer: Viewer, task: Row) -> bool:
    """Of a case that must not be known the tasks are not known either, nor those of motions about
    it; who has one knows of it."""
    if _is_given_to(viewer, task):
        return True
    if task.case_id is not None:
        return sees(viewer, task)
    works_here = "system" in viewer.roles or viewer.may("record.read")
    return works_here and not is_kept_from(viewer, task)
