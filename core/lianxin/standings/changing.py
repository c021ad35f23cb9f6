"""Storing how standings changed, and telling it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lianxin.calendar import Period
from lianxin.context import SYSTEM, Context
from lianxin.database import Batch, Transaction
from lianxin.database.base import row_values
from lianxin.events import outbox_event
from lianxin.ids import new_id
from lianxin.localities import Locality
from lianxin.rules.base import RuleInForce
from lianxin.rules.standing import State
from lianxin.tables import OutboxEvent, Standing

AT_ONCE = 5_000
"""A rule about households may find hundreds of thousands to differ; so many are one statement."""

_QUIET_AT_FIRST = (State.DUE, State.EXEMPT)


@dataclass(frozen=True)
class Change:
    """A standing that is another than before; `previous` is None where there was none."""

    standing_id: int
    rule_key: str
    subject_type: str
    subject_id: int
    unit_id: int | None
    person_id: int | None
    state: str
    previous: str | None


@dataclass(frozen=True)
class Differing:
    """What a rule's statement found of a period to be another than what is kept."""

    entry: RuleInForce
    period: Period
    rows: Sequence[Any]


async def store(
    tx: Transaction,
    locality: Locality,
    found: Sequence[Differing],
    now: datetime,
    *,
    everybody: bool,
) -> list[Change]:
    """Keep what was found and put it into the outbox; the changes of state among it."""
    rows = [(one, row) for one in found for row in one.rows]
    changes: list[Change] = []
    for n in range(0, len(rows), AT_ONCE):
        batch = Batch()
        kept = [_kept(batch, one.entry, one.period, row, now) for one, row in rows[n : n + AT_ONCE]]
        changed = [change for change in kept if change.state != change.previous]
        _tell(batch, locality, now, changed, everybody)
        await tx.write(batch)
        changes += changed
    return changes


def _tell(
    batch: Batch, locality: Locality, now: datetime, changes: Sequence[Change], everybody: bool
) -> None:
    """Put changes into the outbox.

    That something is asked is no news; nor, where everybody is looked at for the first time, that
    much of it is met.
    """
    quiet = {*_QUIET_AT_FIRST, State.MET} if everybody else set(_QUIET_AT_FIRST)
    news = [c for c in changes if c.previous is not None or c.state not in quiet]
    context = Context(locality, SYSTEM, now)
    for change in news:
        batch.add(OutboxEvent, row_values(_event(context, change)))


def _event(context: Context, change: Change) -> OutboxEvent:
    return outbox_event(
        context,
        kind="standing_changed",
        subject_type="Standing",
        subject_id=change.standing_id,
        data={
            "rule": change.rule_key,
            "subjectType": change.subject_type,
            "subjectId": change.subject_id,
            "unitId": change.unit_id,
            "personId": change.person_id,
            "state": change.state,
            "previous": change.previous,
        },
    )


def _kept(batch: Batch, entry: RuleInForce, period: Period, row: Any, now: datetime) -> Change:
    rule_key = entry.key
    if row.subject_id is None:
        batch.change(
            Standing, {"id": row.kept_id}, {"state": State.EXEMPT.value, "changed_at": now}
        )
        return _change(rule_key, row, row.kept_id, State.EXEMPT.value)
    if row.kept_id is None:
        standing = {
            "id": new_id(),
            "rule_key": rule_key,
            "clause": entry.rule.clause,
            "subject_type": row.subject_type,
            "subject_id": row.subject_id,
            "period_start": period.start,
            "period_end": period.end,
            "period_label": period.label.zh,
            "unit_of_measure": row.measure,
            **_values(row, now),
        }
        batch.add(Standing, standing)
        return _change(rule_key, row, standing["id"], row.state)
    batch.change(Standing, {"id": row.kept_id}, _values(row, now))
    return _change(rule_key, row, row.kept_id, row.state)


def _values(row: Any, now: datetime) -> dict[str, Any]:
    return {
        "unit_id": row.unit_id,
        "person_id": row.person_id,
        "required": row.required,
        "actual": row.actual,
        "detail": row.detail,
        "state": row.state,
        "changed_at": now,
    }


def _change(rule_key: str, row: Any, standing_id: int, state: str) -> Change:
    return Change(
        standing_id=standing_id,
        rule_key=rule_key,
        subject_type=row.subject_type or row.kept_type,
        subject_id=row.subject_id or row.kept_subject,
        unit_id=row.unit_id,
        person_id=row.person_id,
        state=state,
        previous=row.previous,
    )
