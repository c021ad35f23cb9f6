"""Tasks: who does what by when."""

from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Date, and_, bindparam, or_, select

from lianxin import tables
from lianxin_schema.fields import Who, ascending, column, key, link, page, table_type
from lianxin_schema.types.base import Node, connection_of
from lianxin_schema.types.cases import Case
from lianxin_schema.types.meetings import Meeting
from lianxin_schema.types.motions import Motion
from lianxin_schema.types.people import Person, Unit
from lianxin_schema.types.people_filters import units_under
from lianxin_schema.types.visibility import CASE_READERS, everything, visible_case

HERE = "lianxin_schema.types.tasks"
TaskConnection: Any = connection_of("Task", HERE)


@strawberry.input(
    description="按单位(含下级)、承担人、是否完成、是否逾期 / By unit with all below it, person, "
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
    """Those of a case are seen by who may see the case."""
    case = tables.Case.__table__.alias()  # type: ignore[attr-defined]
    seen = select(case.c.id).where(case.c.id == c.case_id, visible_case(case.c, who))
    return or_(c.case_id.is_(None), seen.correlate_except(case).exists())


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
    due_on: date | None = column()
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
