"""Finished cases as any model can read them: which phase they came to, and when."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Select, bindparam, exists, select

from lianxin.comparing.figures import shown_to_all
from lianxin.database import Instant, Session
from lianxin.rules import Phase, Workflow
from lianxin.tables import Case, CaseEntry, Deadline

AT_ONCE = 1_000


@dataclass(frozen=True)
class History:
    """`came` are the phases that a case came to, in order, each with its moment; the first is
    where it began. `late`: its own locality found it late."""

    workflow: str
    came: Sequence[tuple[Phase, datetime]]
    late: bool


async def histories(
    session: Session, workflows: Mapping[str, Workflow], since: datetime, until: datetime
) -> AsyncIterator[list[History]]:
    """Of cases that are finished and kept from nobody, submitted in that time, so many at once."""
    after = 0
    statement = _finished()
    while rows := await session.all(statement, since=since, until=until, after=after):
        found = [
            _history(list(entries), workflows)
            for _, entries in groupby(rows, key=lambda row: row.id)
        ]
        yield [history for history in found if history is not None]
        after = rows[-1].id


def _history(entries: list[Any], workflows: Mapping[str, Workflow]) -> History | None:
    """None for a case whose workflow is not installed any more."""
    first = entries[0]
    workflow = workflows.get(first.workflow)
    if workflow is None:
        return None
    phases = {step.code: step.phase for step in workflow.steps}
    came: list[tuple[Phase, datetime]] = []
    for entry in entries:
        phase = phases.get(entry.step)
        if phase is not None and (not came or came[-1][0] != phase):
            came.append((phase, entry.at))
    return History(first.workflow, came, bool(first.late)) if came else None


def _finished() -> Select[Any]:
    """The entries of the next cases, by case and number."""
    tables: tuple[Any, ...] = (Case, CaseEntry, Deadline)
    c, e, d = (table.__table__.c for table in tables)
    late = exists().where(d.case_id == c.id, d.state == "MISSED")
    cases = (
        select(c.id, c.workflow, late.label("late"))
        .where(
            shown_to_all(c),
            c.closed_at.is_not(None),
            c.submitted_at >= bindparam("since", type_=Instant()),
            c.submitted_at < bindparam("until", type_=Instant()),
            c.id > bindparam("after"),
        )
        .order_by(c.id)
        .limit(AT_ONCE)
        .subquery()
    )
    joined = cases.join(CaseEntry, e.case_id == cases.c.id)
    return select(*cases.c, e.step, e.at).select_from(joined).order_by(cases.c.id, e.n)
