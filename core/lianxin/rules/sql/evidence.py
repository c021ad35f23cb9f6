"""What a standing rests on: the rows that count for a subject, as SQL."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Select,
    Table,
    literal_column,
    select,
)

from lianxin.database import Instant, LocalDate
from lianxin.language import Text
from lianxin.rules.words import Terms

NO_DAY: ColumnElement[Any] = literal_column("CAST(NULL AS DATE)", Date())

Rows = Select[Any] | CompoundSelect[Any]
"""A select of `subject_id, row_id, day`."""


@dataclass(frozen=True)
class Evidence:
    """Rows of a `table` that count for subjects of a type, and what they count for in words."""

    of: str
    table: Table
    rows: Rows
    name: Callable[[Terms], Text]


def counting(subject: Any, row: Any, day: Any = NO_DAY) -> Select[Any]:
    return select(subject.label("subject_id"), row.label("row_id"), day.label("day"))


def meetings_in(found: Any) -> Select[Any]:
    """The meetings among what happened."""
    return counting(found.c.subject_id, found.c.meeting_id, found.c.day)


def day_of(column: Any) -> ColumnElement[Any]:
    """The date of a row; the local one where an instant is stored."""
    return LocalDate(column) if isinstance(column.type, Instant) else column
