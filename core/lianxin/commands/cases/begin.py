"""The first line of a case: the row itself, whom it concerns, its first terms, its receipt."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from lianxin.clock import day_of
from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.concerning import Concerns
from lianxin.commands.cases.doing import told
from lianxin.commands.cases.judge import Judge
from lianxin.deadlines import Happened, deadlines_of, due_of, follow
from lianxin.ids import new_receipt, receipt_hash
from lianxin.tables import Case, CaseEntry

SUBMIT = "submit"
"""What the timeline calls the taking in."""


def begin(
    attempt: Attempt,
    case: Case,
    judge: Judge,
    concerns: Concerns,
    facts: Mapping[str, Any],
    given: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Collect all that belongs to a new case; the answer of the command. `given`: its fields."""
    receipt = new_receipt()
    case.receipt_hash = receipt_hash(receipt)
    entry = CaseEntry(
        case_id=case.id,
        n=1,
        action=SUBMIT,
        step=case.step,
        actor_id=attempt.viewer.person_id,
        unit_id=case.unit_id,
        at=case.submitted_at,
        data={name: told(value) for name, value in (given or {}).items()},
    )
    happened = Happened(SUBMIT, case.step, closes=judge.workflow.first.terminal)
    rules = deadlines_of(attempt.locality.composition, case.workflow)
    terms = follow([], happened, rules, attempt.locality, case.submitted_at, case.id)
    case.due_at = due_of(terms)
    attempt.work.add(case, entry, *concerns.rows(case.id), *terms)
    if judge.workflow.facts is not None:
        attempt.work.add(judge.workflow.facts(case_id=case.id, **facts))
    attempt.tell("case_changed", "Case", case.id, entry=entry.id)
    attempt.touch("case", ("Case", case.id), on=_earlier(attempt, case))
    return {"case": case.id, "entry": entry.id, "receipt": receipt}


def _earlier(attempt: Attempt, case: Case) -> list[date]:
    """The day of a case that came in before it was written down."""
    day = day_of(case.submitted_at, attempt.locality.zone)
    return [] if day == attempt.context.today else [day]
