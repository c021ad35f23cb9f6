"""Entries of the audit: appended with the change that they tell of, sealed afterwards."""

import json
from typing import Any

from lianxin.clock import start_of_day
from lianxin.context import Context, Viewer
from lianxin.database import Transaction
from lianxin.events.turns import next_turn
from lianxin.ids import global_id
from lianxin.privacy.sealing import Sealer
from lianxin.tables import AuditEntry


async def audit(
    tx: Transaction,
    context: Context,
    *,
    action: str,
    object: str,
    result: str,
    reason: str | None = None,
    content: Any = None,
    anonymous: bool = False,
) -> None:
    """Append an entry, in the transaction of the change itself."""
    await tx.add(
        audit_entry(
            context,
            action=action,
            object=object,
            result=result,
            reason=reason,
            content=content,
            anonymous=anonymous,
        )
    )


def audit_entry(
    context: Context,
    *,
    action: str,
    object: str,
    result: str,
    reason: str | None = None,
    content: Any = None,
    anonymous: bool = False,
) -> AuditEntry:
    """An entry to be stored. `object` is a GraphQL ID such as `Case:5`; `result` is `done` or
    `refused`, `reason` then the code. `content` (JSON) is kept as a digest only."""
    viewer = context.viewer
    return AuditEntry(
        anonymous=anonymous,
        turn=next_turn(),
        at=start_of_day(context.today, context.locality.zone) if anonymous else context.now,
        actor=None if anonymous else actor_of(viewer),
        roles="" if anonymous else ",".join(sorted(viewer.roles)),
        action=action,
        object=object,
        result=result,
        reason=reason,
        digest=digest_of(content, context.locality.sealer),
    )


def actor_of(viewer: Viewer) -> str | None:
    """`Account:5`, the name of whoever acts without an account (`system`), or nobody."""
    return global_id("Account", viewer.account_id) if viewer.account_id else viewer.username


def digest_of(content: Any, sealer: Sealer) -> str:
    """Nothing for nothing; else what whoever has the content and the locality's key can check.

    Without the key it could be found by trying: of a telephone number little is unknown.
    """
    if content is None:
        return ""
    text = json.dumps(content, sort_keys=True, default=str)
    return sealer.blind_index(text, "core_audit_entry.digest")
