"""In whose hands a case was, and for how long: read from its timeline."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from lianxin.context import Context
from lianxin.database import among_keys
from lianxin.tables import Case, CaseEntry
from lianxin_schema.fields import OPEN, Ref, value, value_type
from lianxin_schema.types.base import Term
from lianxin_schema.types.people import Person, Unit

_ENTRIES = (
    select(
        col(CaseEntry.case_id),
        col(CaseEntry.step),
        col(CaseEntry.unit_id),
        col(CaseEntry.actor_id),
        col(CaseEntry.at),
        col(Case.workflow),
        col(Case.closed_at),
    )
    .join_from(CaseEntry, Case, col(Case.id) == col(CaseEntry.case_id))
    .where(among_keys(col(CaseEntry.case_id), "keys"))
    .order_by(col(CaseEntry.case_id), col(CaseEntry.n))
)


@value_type(
    access=OPEN,
    description="一段经手：到了哪一步、在谁手里、多久 / A stretch of a case: where, with whom, how long",
)
class Custody:
    step: Term = value()
    unit: Unit | None = value()
    person: Person | None = value(description="使其进入该步骤的人 / Who brought it there.")
    since: datetime = value()
    until: datetime | None = value()
    seconds: int = value()


async def custody_of(context: Context, rows: Sequence[Sequence[Any]]) -> list[list[Custody]]:
    """The stretches of each case, one for each step it was in."""
    found = await context.locality.database.all(_ENTRIES, keys=[row[0] for row in rows])
    by_case = {key: list(entries) for key, entries in groupby(found, lambda e: e.case_id)}
    return [_stretches(context, by_case.get(row[0], [])) for row in rows]


def _stretches(context: Context, entries: list[Any]) -> list[Custody]:
    runs = [list(run) for _, run in groupby(entries, lambda e: e.step)]
    ends = [run[0].at for run in runs[1:]]
    return [
        _stretch(context, run, until)
        for run, until in zip(
            runs, [*ends, *([runs[-1][0].closed_at] if runs else [])], strict=True
        )
    ]


def _stretch(context: Context, run: list[Any], until: datetime | None) -> Custody:
    first = run[0]
    workflow = context.locality.composition.workflow(first.workflow)
    label = workflow.step(first.step).label.say(context.language) if workflow else first.step
    return Custody(
        step=Term(code=first.step, label=label),
        unit=_ref("Unit", run[-1].unit_id),
        person=_ref("Person", first.actor_id),
        since=first.at,
        until=until,
        seconds=int(((until or context.now) - first.at).total_seconds()),
    )


def _ref(type_name: str, key: int | None) -> Any:
    return Ref(type_name, key) if key is not None else None
