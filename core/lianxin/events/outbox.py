"""Events: written with the change that they tell of, numbered by the sealer, told by the feed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import col

from lianxin.clock import start_of_day
from lianxin.context import Context
from lianxin.database import Transaction
from lianxin.events.turns import next_turn
from lianxin.tables import OutboxEvent

EVENT_COLUMNS = (
    col(OutboxEvent.n),
    col(OutboxEvent.at),
    col(OutboxEvent.kind),
    col(OutboxEvent.subject_type),
    col(OutboxEvent.subject_id),
    col(OutboxEvent.data),
)


@dataclass(frozen=True)
class Event:
    """A sealed event; `n` is the cursor after which a client resumes."""

    n: int
    at: datetime
    kind: str
    subject_type: str
    subject_id: int
    data: Mapping[str, Any]


async def announce(
    tx: Transaction,
    context: Context,
    *,
    kind: str,
    subject_type: str,
    subject_id: int,
    data: Mapping[str, Any],
    anonymous: bool = False,
) -> None:
    """Tell of a change, in its own transaction."""
    await tx.add(
        outbox_event(
            context,
            kind=kind,
            subject_type=subject_type,
            subject_id=subject_id,
            data=data,
            anonymous=anonymous,
        )
    )


def outbox_event(
    context: Context,
    *,
    kind: str,
    subject_type: str,
    subject_id: int,
    data: Mapping[str, Any],
    anonymous: bool = False,
) -> OutboxEvent:
    """An event to be stored. `data` is JSON: keys of rows and codes, no personal data."""
    return OutboxEvent(
        turn=next_turn(),
        at=start_of_day(context.today, context.locality.zone) if anonymous else context.now,
        kind=kind,
        subject_type=subject_type,
        subject_id=subject_id,
        data=dict(data),
    )


async def forget_events(tx: Transaction, before: datetime) -> int:
    """Delete sealed events; who resumes from an earlier one is told to read the list again."""
    old = (col(OutboxEvent.at) < before, col(OutboxEvent.n).is_not(None))
    return await tx.execute(delete(OutboxEvent).where(*old))
