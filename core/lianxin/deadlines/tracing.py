"""The days behind stored terms, for whoever asks why they end when they do."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from lianxin.calendar import DayCounted
from lianxin.context import Context
from lianxin.database import Session, among_keys
from lianxin.deadlines.counting import trace
from lianxin.tables import Deadline

_TERMS = select(
    col(Deadline.id),
    col(Deadline.started_at),
    col(Deadline.days),
    col(Deadline.unit_of_count),
    col(Deadline.from_same_day),
    col(Deadline.extension_days),
    col(Deadline.pauses),
).where(among_keys(col(Deadline.id), "ids"))


async def traces_of(
    context: Context, deadline_ids: Sequence[int], session: Session | None = None
) -> dict[int, tuple[DayCounted, ...]]:
    """Each day of each term, by the term's key; the asker must be allowed to see their cases."""
    source = session or context.locality.database
    rows = await source.all(_TERMS, ids=deadline_ids)
    return {row.id: trace(context.locality, row).trace for row in rows}
