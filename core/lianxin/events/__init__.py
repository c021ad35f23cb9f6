"""What happened: the audit, chained so that no change of it goes unseen, and the events to tell."""

from lianxin.events.audit import audit, audit_entry
from lianxin.events.feed import Feed
from lianxin.events.heads import Head, head
from lianxin.events.leases import lease
from lianxin.events.outbox import Event, announce, outbox_event
from lianxin.events.sealer import run_sealer, seal
from lianxin.events.verify import Verification, verify

__all__ = [
    "Event",
    "Feed",
    "Head",
    "Verification",
    "announce",
    "audit",
    "audit_entry",
    "head",
    "lease",
    "outbox_event",
    "run_sealer",
    "seal",
    "verify",
]
