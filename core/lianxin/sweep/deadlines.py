"""Terms that have run out."""

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.commands import MissDeadline, run
from lianxin.database import Instant, Key
from lianxin.sweep.turn import Turn
from lianxin.tables import Deadline

PAGE = 200
_OVER = (
    select(col(Deadline.id))
    .where(
        col(Deadline.state) == "RUNNING",
        col(Deadline.due_at) < bindparam("now", type_=Instant()),
        col(Deadline.id) > bindparam("after", type_=Key),
    )
    .order_by(col(Deadline.id))
    .limit(PAGE)
)


async def miss_deadlines(turn: Turn) -> int:
    """One transaction each: a case that somebody is busy with waits for the next turn.

    Raises ExceptionGroup at the end for those that failed; the others are done.
    """
    count, after, failed = 0, 0, []
    while rows := await turn.locality.database.all(_OVER, now=turn.now, after=after):
        for row in rows:
            try:
                outcome = await run(MissDeadline(deadline=row.id), turn.context)
                count += bool(outcome.values)
            except Exception as error:  # a rule that is wrong must not hold up the others
                failed.append(error)
        after = rows[-1].id
    if failed:
        raise ExceptionGroup(f"{len(failed)} terms could not be missed", failed)
    return count
