"""The cases of a report: those of its time that whoever asks may see, and no other."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.clock import start_of_day
from lianxin.commands.cases.sight import SIGHT, sees
from lianxin.context import Context
from lianxin.database import Instant, Row, Session
from lianxin.errors import Refused, conflict
from lianxin.exports.columns import HANDLER, REPORTER, SUPERVISOR
from lianxin.exports.report import CaseReport
from lianxin.language import Text
from lianxin.rules.workflow import Workflow
from lianxin.tables import Case, Unit

# What deciding whose eyes a case is for needs, and what every report tells.
_ALWAYS = (
    *(Case.id, Case.code, Case.workflow, Case.submitted_at, Case.anonymous),
    *(Case.restricted, Case.confined_to_id, Case.unit_id, Case.giver_id),
    *(Case.reporter_id, Case.handler_id, Case.responsible_id, Case.offered_to_id),
)
_PEOPLE = (
    (REPORTER, Case.reporter_id),
    (HANDLER, Case.handler_id),
    (SUPERVISOR, Case.supervisor_id),
)
_DAY = timedelta(days=1)
_NO_WORKFLOW = Text(
    "本地未启用流程 {key}，没有可导出的事项",
    "Nothing here runs by the workflow {key}; enable its module first",
)


async def read_cases(
    session: Session, report: CaseReport, context: Context, first: date, last: date
) -> list[Row]:
    """In the order in which they came; raises Refused where the locality has no such workflow.

    Whoever asks without an account (by the command line, as nobody) may hand the file to anybody:
    what is kept from some is left out.
    """
    zone = context.locality.zone
    rows = await session.all(
        _statement(report, context),
        workflow=report.workflow,
        since=start_of_day(first, zone),
        until=start_of_day(last + _DAY, zone),
        today=context.today,
    )
    viewer = context.viewer
    return [row for row in rows if sees(viewer, row) and (viewer.account_id or not row.restricted)]


def _statement(report: CaseReport, context: Context) -> Any:
    """Made once for a composition."""
    composition, key = context.locality.composition, ("export", report.key)
    workflow = composition.workflow(report.workflow)
    if workflow is None:
        raise Refused([conflict("MISSING_PLUGIN", _NO_WORKFLOW.format(key=report.workflow))])
    if key not in composition.memo:
        composition.memo[key] = _made(report, workflow)
    return composition.memo[key]


def _made(report: CaseReport, workflow: Workflow) -> Any:
    asked = [*_ALWAYS, *(a for column in report.columns for a in column.asks)]
    asked += [split.asks for split in report.splits]
    columns = {column.key: column for column in asked}
    found: Any = select(*columns.values(), *SIGHT).select_from(Case)
    found = found.outerjoin(Unit, col(Unit.id) == col(Case.unit_id))
    for person, key in _PEOPLE:
        found = found.outerjoin(person, person.id == col(key))
    if workflow.facts is not None:
        facts: Any = workflow.facts
        found = found.outerjoin(facts, facts.case_id == col(Case.id))
    return found.where(
        col(Case.workflow) == bindparam("workflow"),
        col(Case.submitted_at) >= bindparam("since", type_=Instant()),
        col(Case.submitted_at) < bindparam("until", type_=Instant()),
    ).order_by(col(Case.submitted_at), col(Case.id))
