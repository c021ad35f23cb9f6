"""Tasks: who does what by when."""

from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Date, and_, bindparam, false, or_, select, true

from lianxin import tables
from lianxin.database import Among
from lianxin_schema.fields import Who, ascending, column, key, link, page, table_type
from lianxin_schema.types.base import Node, connection_of
from lianxin_schema.types.cases import Case
from lianxin_schema.types.meetings import Meeting
from lianxin_schema.types.motions import Motion, visible_motion
from lianxin_schema.types.people import Person, Unit
from lianxin_schema.types.people_filters import units_under
from lianxin_schema.types.traces import EACH_DAY, DeadlineDay, trace_of_named
from lianxin_schema.types.visibility import CASE_READERS, everything, visible_case, visible_meeting

HERE = "lianxin_schema.types.tasks"
TaskConnection: Any = connection_of("Task", HERE)


@strawberry.input(
    description="按单位（含下级）、承担人、是否完成、是否逾期 / By unit with all below it, person, "
    "whether it is done, and whether it is late"
)
class TaskFilter:
    unit: str | None = strawberry.UNSET
    person: strawberry.ID | None = strawberry.UNSET
    done: bool | None = strawberry.UNSET
    overdue: bool | None = strawberry.UNSET


def overdue(c: Any) -> ColumnElement[bool]:
    """Not done, and its day has passed."""
    today = bindparam("today", type_=Date())
    return and_(c.done_at.is_(None), c.due_on.is_not(None), c.due_on < today)


def _visible(c: Any, who: Who) -> ColumnElement[bool]:
    """Seen by who may see what it belongs to: a case, a motion, a meeting, all that it has of
    these; one that stands alone, and that of a meeting, also by whoever has it."""
    has_it = or_(c.person_id == who.person_id, Among(c.unit_id, who.unit_ids))
    alone = and_(c.case_id.is_(None), c.motion_id.is_(None), c.meeting_id.is_(None))
    return and_(
        _there(tables.Case, c.case_id, visible_case, who),
        _there(tables.Motion, c.motion_id, visible_motion, who),
        or_(has_it, _there(tables.Meeting, c.meeting_id, visible_meeting, who)),
        or_(~alone, has_it, true() if who.may("record.read") else false()),
    )


def _there(of: Any, key: Any, visible: Any, who: Who) -> ColumnElement[bool]:
    """There is none, or the viewer may see it."""
    other = of.__table__.alias()
    seen = select(other.c.id).where(other.c.id == key, visible(other.c, who))
    return or_(key.is_(None), seen.correlate_except(other).exists())


TASK_FILTERS = {
    "unit": lambda c, g: c.unit_id.in_(units_under(g.text())),
    "person": lambda c, g: c.person_id == g.key("Person"),
    "done": lambda c, g: c.done_at.is_not(None) if g.constant else c.done_at.is_(None),
    "overdue": lambda c, g: overdue(c) if g.constant else ~overdue(c),
}


@table_type(
    tables.Task,
    access=CASE_READERS,
    visible=_visible,
    description="谁在何时之前做什么 / Who does what by when",
)
class Task(Node):
    id: strawberry.ID = key()
    title: str = column()
    unit: Unit | None = link("unit_id")
    person: Person | None = link("person_id", through=everything)
    case: Case | None = link("case_id")
    meeting: Meeting | None = link("meeting_id")
    motion: Motion | None = link("motion_id")
    starts_on: date | None = column()
    handed_out_at: datetime | None = column(description="交办时间 / When it was handed out")
    due_on: date | None = column()
    trace: list[DeadlineDay] = trace_of_named("handed_out_at", "due_on", description=EACH_DAY)
    started_at: datetime | None = column()
    done_at: datetime | None = column()
    overdue: bool = column(overdue)
    note: str | None = column()


@strawberry.type
class TaskQueries:
    """Root fields over tasks; merged into the root of all reading."""

    tasks: TaskConnection = page(
        order=[ascending("due_on", kind="date", nullable=True)],
        filters=(TaskFilter, TASK_FILTERS),
        permission=CASE_READERS,
    )
