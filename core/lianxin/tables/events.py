"""The audit and the outbox: appended with each change, sealed in order afterwards."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text

from lianxin.database.types import Key
from lianxin.tables.base import Field, SQLModel, document, instant, primary_key


def _unsealed(table: str) -> Index:
    """The few rows that wait for the sealer."""
    unnumbered = text("n IS NULL")
    return Index(
        f"ix_{table}_unsealed", "turn", sqlite_where=unnumbered, postgresql_where=unnumbered
    )


class AuditEntry(SQLModel, table=True):
    """Who did what, to what, with which result; holds no personal data.

    `n`, `previous` and `hash` are null until the sealer has put the entry into the chain. What is
    anonymous has a chain of its own: between neighbours whose times are exact, a number would
    tell the time. `turn` orders what is not sealed yet, and is 0 afterwards.
    """

    __tablename__ = "core_audit_entry"
    __table_args__ = (UniqueConstraint("anonymous", "n"), _unsealed("core_audit_entry"))

    id: int = primary_key()
    anonymous: bool = False
    n: int | None = Field(default=None, sa_type=Key)
    turn: int = Field(default=0, sa_type=Key)
    at: datetime = instant(index=True)
    actor: str | None = Field(default=None, index=True)
    roles: str = ""
    action: str = Field(index=True)
    object: str
    result: str
    reason: str | None = None
    digest: str
    previous: str | None = None
    hash: str | None = None


class OutboxEvent(SQLModel, table=True):
    """Something that happened, to be told; numbered in seal order, by which clients resume."""

    __tablename__ = "core_outbox_event"
    __table_args__ = (
        Index("ix_core_outbox_event_kind_n", "kind", "n"),
        _unsealed("core_outbox_event"),
    )

    id: int = primary_key()
    n: int | None = Field(default=None, sa_type=Key, unique=True)
    turn: int = Field(default=0, sa_type=Key)
    at: datetime = instant()
    kind: str
    subject_type: str
    subject_id: int = Field(sa_type=Key)
    data: dict[str, Any] = document()


class SealedHead(SQLModel, table=True):
    """The ends of the chains: one row, whose lock the sealer holds while it seals.

    `…_base_…` are the ends of what was archived and taken out: there the chains begin here.
    """

    __tablename__ = "core_sealed_head"

    id: int = Field(default=1, primary_key=True)
    audit_n: int = Field(default=0, sa_type=Key)
    audit_hash: str = ""
    anonymous_n: int = Field(default=0, sa_type=Key)
    anonymous_hash: str = ""
    event_n: int = Field(default=0, sa_type=Key)
    sealed_at: datetime | None = instant(optional=True)
    audit_base_n: int = Field(default=0, sa_type=Key)
    audit_base_hash: str = ""
    anonymous_base_n: int = Field(default=0, sa_type=Key)
    anonymous_base_hash: str = ""


class Lease(SQLModel, table=True):
    """Work that one process at a time does: sealing, sweeping."""

    __tablename__ = "core_lease"

    name: str = Field(primary_key=True)
    owner: str
    until: datetime = instant()
