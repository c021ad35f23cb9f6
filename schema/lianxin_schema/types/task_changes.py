"""Writing about tasks and motions: what is handed out, begun and finished, and proposed."""

from datetime import date
from typing import Any

import strawberry

from lianxin_schema.types.base import FieldValueInput
from lianxin_schema.types.commanding import command_field, payload_of
from lianxin_schema.types.motions import Motion
from lianxin_schema.types.tasks import Task

JSON: Any = strawberry.scalars.JSON
AddTaskPayload: Any = payload_of("AddTask", "task", Task)
BeginTaskPayload: Any = payload_of("BeginTask", "task", Task)
FinishTaskPayload: Any = payload_of("FinishTask", "task", Task)
ProposeMotionPayload: Any = payload_of("ProposeMotion", "motion", Motion)


@strawberry.input
class AddTaskInput:
    title: str
    case: str | None = strawberry.UNSET
    meeting: strawberry.ID | None = strawberry.UNSET
    motion: strawberry.ID | None = strawberry.UNSET
    unit: str | None = strawberry.UNSET
    person: strawberry.ID | None = strawberry.UNSET
    starts_on: date | None = strawberry.UNSET
    due_on: date | None = strawberry.UNSET
    note: str | None = strawberry.UNSET


@strawberry.input
class BeginTaskInput:
    task: strawberry.ID


@strawberry.input
class FinishTaskInput:
    task: strawberry.ID
    note: str | None = strawberry.UNSET


@strawberry.input
class ProposeMotionInput:
    title: str
    procedure: str = strawberry.field(description="议事规则的 key / The procedure's key.")
    unit: str | None = strawberry.UNSET
    case: strawberry.ID | None = strawberry.UNSET
    problem: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET,
        description="由多件诉求反映的问题而来 / The problem, which several cases name, of which it comes",
    )
    fields: list[FieldValueInput] | None = strawberry.field(
        default=strawberry.UNSET,
        description="议事规则要求填写的项 / What the procedure asks for",
    )
    data: JSON | None = strawberry.UNSET


@strawberry.type
class TaskMutations:
    """Root fields over tasks and motions; merged into the root of all writing."""

    add_task: AddTaskPayload = command_field(
        "AddTask", AddTaskInput, "task", AddTaskPayload, "交办一项任务 / Hand out a task."
    )
    begin_task: BeginTaskPayload = command_field(
        "BeginTask", BeginTaskInput, "task", BeginTaskPayload, "开始任务 / Begin a task."
    )
    finish_task: FinishTaskPayload = command_field(
        "FinishTask", FinishTaskInput, "task", FinishTaskPayload, "完成任务 / Finish a task."
    )
    propose_motion: ProposeMotionPayload = command_field(
        "ProposeMotion",
        ProposeMotionInput,
        "motion",
        ProposeMotionPayload,
        "提出议题 / Propose a motion.",
    )
