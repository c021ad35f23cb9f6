"""Step 8: the audit's entry, the events and the answer to a key, among the writes themselves."""

import orjson

from lianxin.commands.attempt import Attempt
from lianxin.events import audit_entry, outbox_event
from lianxin.tables import AuditEntry


async def record(attempt: Attempt) -> None:
    anonymous = attempt.command.is_anonymous()
    if not attempt.command.audits_itself:
        attempt.work.add(_audited(attempt, anonymous))
    for kind, type_name, key, data in attempt.events:
        attempt.work.add(
            outbox_event(
                attempt.context,
                kind=kind,
                subject_type=type_name,
                subject_id=key,
                data=data,
                anonymous=anonymous,
            )
        )
    if attempt.once is not None:
        answer = orjson.dumps(attempt.answer or {}, default=str).decode()
        attempt.work.add(attempt.once.row(answer))


def _audited(attempt: Attempt, anonymous: bool) -> AuditEntry:
    return audit_entry(
        attempt.context,
        action=attempt.command.does,
        object=attempt.subject,
        result="done",
        reason=attempt.reason,
        content=None if anonymous else attempt.about,
        anonymous=anonymous,
    )
