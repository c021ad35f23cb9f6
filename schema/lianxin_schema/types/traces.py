"""Due dates day by day: each day on the way, and why it counts or not."""

from collections.abc import Iterable, Sequence
from datetime import date as day
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from lianxin.calendar import DayCounted
from lianxin.clock import day_of
from lianxin.context import Context
from lianxin.deadlines import trace_until
from lianxin.tables import CaseEntry
from lianxin_schema.fields import OPEN, computed, value, value_type
from lianxin_schema.fields.declare import Named

EACH_DAY = "到期日的逐日说明 / Each day up to the due date, and why it counts or not"


@value_type(
    access=OPEN, description="期限中的一天：计不计入，为什么 / Whether a day counts, and why"
)
class DeadlineDay:
    date: day = value()
    counted: bool = value()
    reason: str = value()
    provisional: bool = value(
        description="当年节假日安排尚未录入，可能变动 / The notice for its year is still to come, "
        "which may change it."
    )


def told(context: Context, days: Iterable[DayCounted]) -> list[DeadlineDay]:
    """The days in the words of whoever asks."""
    return [
        DeadlineDay(
            date=d.date,
            counted=d.counted,
            reason=d.reason.say(context.language),
            provisional=d.provisional,
        )
        for d in days
    ]


def trace_of_named(begins: Named, due: Named, **options: Any) -> Any:
    """The trace of a due date that was named: from the day `begins` (an instant or a date; the
    due date alone where it is not known); empty without a due date."""
    return computed(_named, begins, due, **options)


def last_done(action: str) -> Named:
    """When an action was last done to the case that a row with its `case_id` belongs to."""

    def found(c: Any) -> ColumnElement[Any]:
        entry = CaseEntry.__table__.alias()  # type: ignore[attr-defined]
        done = select(func.max(entry.c.at)).where(
            entry.c.case_id == c.case_id, entry.c.action == action
        )
        return done.correlate_except(entry).scalar_subquery()

    return found


async def _named(context: Context, rows: Sequence[Sequence[Any]]) -> list[list[DeadlineDay]]:
    return [_days(context, begins, due) for begins, due in rows]


def _days(context: Context, begins: str | None, due: str | None) -> list[DeadlineDay]:
    if due is None:
        return []
    last = day.fromisoformat(due)
    return told(context, trace_until(context.locality, _day(context, begins) or last, last))


def _day(context: Context, told: str | None) -> day | None:
    if told is None or len(told) <= len("2026-09-24"):
        return day.fromisoformat(told) if told else None
    return day_of(datetime.fromisoformat(told), context.locality.zone)
