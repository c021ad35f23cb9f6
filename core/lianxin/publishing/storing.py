"""Rows of publications: each once, whoever stores it."""

from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Date, bindparam, select
from sqlmodel import col

from lianxin.calendar import Period
from lianxin.database import Session, Transaction
from lianxin.tables import Publication

_STORED = select(col(Publication.subject_id)).where(
    col(Publication.rule_key) == bindparam("rule_key"),
    col(Publication.period_start) == bindparam("start", type_=Date()),
)


async def already_stored(session: Session, rule_key: str, period: Period) -> set[int | None]:
    """The subjects about which the period's publication is there."""
    rows = await session.all(_STORED, rule_key=rule_key, start=period.start)
    return {row.subject_id for row in rows}


async def store(tx: Transaction, rows: Iterable[Publication]) -> int:
    rows = list(rows)
    await tx.add(*rows)
    return len(rows)


def publication_id(
    rule_key: str, subject_type: str | None, subject_id: int | None, start: date
) -> int:
    """Made of what is published, so that two processes cannot store the same twice."""
    text = f"{rule_key} {subject_type} {subject_id} {start}"
    return int.from_bytes(sha256(text.encode()).digest()[:8]) >> 1 or 1


def row(
    rule_key: str,
    title: str,
    period: Period,
    subject: tuple[str, int] | None,
    unit_id: int | None,
    body: dict[str, Any],
    audience: str,
    now: datetime,
) -> Publication:
    type_, key = subject or (None, None)
    return Publication(
        id=publication_id(rule_key, type_, key, period.start),
        rule_key=rule_key,
        title=title,
        subject_type=type_,
        subject_id=key,
        unit_id=unit_id,
        period_start=period.start,
        period_end=period.end,
        body=body,
        audience=audience,
        published_at=now,
    )
