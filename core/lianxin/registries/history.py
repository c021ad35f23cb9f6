"""What a record was, from the first to the last but one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.database import Key, Session
from lianxin.rules.base import RuleInForce
from lianxin.tables import RecordRevision


@dataclass(frozen=True)
class Revision:
    """`values` held until `at`, when `by` changed them."""

    number: int
    at: datetime
    by: str
    values: Mapping[str, Any]


async def history(session: Session, entry: RuleInForce, record_id: int) -> list[Revision]:
    rows = await session.all(_HISTORY, registry_key=entry.key, record_id=record_id)
    return [Revision(*row) for row in rows]


_HISTORY = (
    select(
        col(RecordRevision.number),
        col(RecordRevision.at),
        col(RecordRevision.by),
        col(RecordRevision.values),
    )
    .where(
        col(RecordRevision.registry_key) == bindparam("registry_key"),
        col(RecordRevision.record_id) == bindparam("record_id", type_=Key),
    )
    .order_by(col(RecordRevision.number))
)
