"""After a refusal: that it was tried is audited, and each clause that refused is counted."""

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command, Unchecked
from lianxin.commands.work import Work
from lianxin.errors import Problem
from lianxin.events import audit_entry
from lianxin.ids import parse_global_id
from lianxin.tables import AuditEntry, RefusalNote

# A slip of the pen or a race is nobody's trespass.
_TOLD = ("permission", "missing", "rule")


async def note_refusal(attempt: Attempt) -> None:
    told = [problem for problem in attempt.problems if problem.kind in _TOLD]
    if not told:
        return
    work = Work()
    work.add(_entry(attempt, told), *_notes(attempt, told))
    async with attempt.locality.database.writing() as tx:
        await tx.write(work.batch())


def _entry(attempt: Attempt, told: list[Problem]) -> AuditEntry:
    asked = attempt.asked
    anonymous = isinstance(asked, Command) and asked.is_anonymous()
    return audit_entry(
        attempt.context,
        action=asked.kind.does if isinstance(asked, Unchecked) else asked.does,
        object=attempt.subject,
        result="refused",
        reason=",".join(dict.fromkeys(problem.code for problem in told)),
        content=None if anonymous else attempt.about,
        anonymous=anonymous,
    )


def _notes(attempt: Attempt, told: list[Problem]) -> list[RefusalNote]:
    rules = dict.fromkeys(p.rule_key for p in told if p.rule_key is not None)
    subject = parse_global_id(attempt.subject)
    return [
        RefusalNote(
            rule_key=rule,
            action=str(attempt.about.get("action") or attempt.command.does),
            day=attempt.context.today,
            case_id=subject[1] if subject and subject[0] == "Case" else None,
        )
        for rule in rules
    ]
