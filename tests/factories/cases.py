"""Cases as they stand somewhere in the core's own workflow (or the one named)."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from factories.numbers import number
from factories.storing import Store, writing
from lianxin.builtin.cases import DEFAULT_WORKFLOW
from lianxin.database import Batch
from lianxin.database.base import row_values
from lianxin.ids import new_code
from lianxin.rules.workflow import Workflow
from lianxin.statistics import keep_tallies
from lianxin.tables import Case, CaseConcern, CaseEntry, Person, Unit

ZONE = ZoneInfo("Asia/Shanghai")
SUBMITTED = datetime(2026, 9, 23, 1, 0, tzinfo=UTC)


async def make_case(
    store: Store,
    title: str | None = None,
    *,
    workflow: Workflow = DEFAULT_WORKFLOW,
    module: str = "core.cases",
    step: str | None = None,
    unit: Unit | None = None,
    handler: Person | None = None,
    reporter: Person | None = None,
    concerning: Unit | Person | None = None,
    **columns: Any,
) -> Case:
    """One entry stands in its timeline: that it was submitted. `columns` are the case's own."""
    at = workflow.step(step) if step else workflow.first
    title = title or f"第{number()}件诉求"
    values = {
        "code": new_code(),
        "workflow": f"{module}.{workflow.key}",
        "workflow_version": workflow.version,
        "title": title,
        "channel": min(workflow.channels),
        "step": at.code,
        "phase": at.phase.value,
        "unit_id": unit.id if unit else None,
        "handler_id": handler.id if handler else None,
        "reporter_id": reporter.id if reporter else None,
        "restricted": concerning is not None,
        "submitted_at": SUBMITTED,
    }
    case = Case(**(values | columns))
    batch = Batch()
    batch.add(Case, row_values(case))
    async with writing(store) as tx:
        await keep_tallies(tx, batch, ZONE)
        await tx.write(batch)
        await tx.add(_submission(case, workflow))
        if concerning is not None:
            await tx.add(_concern(case, concerning))
    return case


def _submission(case: Case, workflow: Workflow) -> CaseEntry:
    return CaseEntry(
        case_id=case.id, n=1, action="submit", step=workflow.first.code, at=case.submitted_at
    )


def _concern(case: Case, whom: Unit | Person) -> CaseConcern:
    if isinstance(whom, Unit):
        return CaseConcern(case_id=case.id, unit_id=whom.id)
    return CaseConcern(case_id=case.id, person_id=whom.id)
