"""What happened: the audit, chained so that no change of it goes unseen, and the events to tell."""

from lianxin.events.audit import audit, audit_entry
from lianxin.events.outbox import announce, outbox_event

__all__ = ["announce", "audit", "audit_entry", "outbox_event"]
