"""What an entry's hash covers: every field of it, its place, and the hash before."""

from typing import Any

from sqlmodel import col

from lianxin.database import Row
from lianxin.tables import AuditEntry

ENTRY_COLUMNS = (
    col(AuditEntry.id),
    col(AuditEntry.anonymous),
    col(AuditEntry.n),
    col(AuditEntry.at),
    col(AuditEntry.actor),
    col(AuditEntry.roles),
    col(AuditEntry.action),
    col(AuditEntry.object),
    col(AuditEntry.result),
    col(AuditEntry.reason),
    col(AuditEntry.digest),
    col(AuditEntry.previous),
    col(AuditEntry.hash),
)


def sealed_fields(entry: Row, n: int, previous: str) -> tuple[Any, ...]:
    """In an order that never changes; a field that is added later comes last."""
    return (
        n,
        int(entry.anonymous),
        entry.id,
        entry.at,
        entry.actor,
        entry.roles,
        entry.action,
        entry.object,
        entry.result,
        entry.reason,
        entry.digest,
        previous,
    )
