"""Terms that end on another day since the calendar or a figure has changed."""

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.commands import RecountDeadline, run
from lianxin.database import Key
from lianxin.database.batch import column_names
from lianxin.deadlines import deadlines_of, recounted
from lianxin.sweep.turn import Turn
from lianxin.tables import Case, Deadline

PAGE = 500
NAME = "recounts"
_OPEN = (
    select(*Deadline.__table__.columns, col(Case.workflow))  # type: ignore[attr-defined]
    .join(Case, col(Case.id) == col(Deadline.case_id))
    .where(
        col(Deadline.state).in_(["RUNNING", "MISSED"]),
        col(Deadline.ended_at).is_(None),
        col(Deadline.id) > bindparam("after", type_=Key),
    )
    .order_by(col(Deadline.id))
    .limit(PAGE)
)


async def recount_deadlines(turn: Turn) -> int:
    if not turn.is_new(NAME):
        return 0
    count = 0
    for key in await _differing(turn):
        outcome = await run(RecountDeadline(deadline=key), turn.context)
        count += bool(outcome.values)
    turn.done_with(NAME)
    return count


async def _differing(turn: Turn) -> list[int]:
    """Looked for without a lock: the command counts again under one."""
    found: list[int] = []
    after = 0
    while rows := await turn.locality.database.all(_OPEN, after=after):
        for row in rows:
            term = Deadline(**{name: getattr(row, name) for name in column_names(Deadline)})
            rules = deadlines_of(turn.locality.composition, row.workflow)
            found += [was.id for was, _ in recounted([term], rules, turn.locality)]
        after = rows[-1].id
    return found
