"""Figures whose day has come: put in force by the sweep, once."""

from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.context import Context
from lianxin.database import Row, Transaction
from lianxin.errors import Problem, Refused
from lianxin.events import announce, audit
from lianxin.modules.changes import as_kept, changes_between
from lianxin.modules.heeding import heed, objecting, objecting_below
from lianxin.modules.stored import SNAPSHOT, find_states, layers_of
from lianxin.modules.vetting import with_change
from lianxin.tables import Counter, ModuleState, SettingsRevision

_DUE = (
    select(
        col(SettingsRevision.id),
        col(SettingsRevision.module),
        col(SettingsRevision.number),
        col(SettingsRevision.change),
    )
    .where(
        col(SettingsRevision.applied).is_(False),
        col(SettingsRevision.withdrawn).is_(False),
        col(SettingsRevision.effective_on) <= bindparam("today"),
    )
    .order_by(
        col(SettingsRevision.effective_on), col(SettingsRevision.at), col(SettingsRevision.id)
    )
)


async def apply_due(tx: Transaction, context: Context) -> list[str]:
    """Put in force what was decided for today or before; the modules that changed.

    A change that is not valid any more, beside what was changed since, is withdrawn and audited.
    """
    if not await tx.all(_DUE, today=context.today):
        return []
    found = await find_states(tx)
    changed = []
    # Asked again under the lock: another process may have done it meanwhile.
    for row in await tx.all(_DUE, today=context.today):
        if await _applied(tx, context, row):
            changed.append(row.module)
    if changed:
        values = {"n": (found.counter or 0) + 1}
        await tx.change(Counter, col(Counter.name) == SNAPSHOT, **values)
    return changed


async def _applied(tx: Transaction, context: Context, row: Row) -> bool:
    found = await find_states(tx)
    try:
        before = layers_of(context.locality, found, row.module)
        after = with_change(before, row.change)
        stored = await objecting(context.locality, row.module)(tx)
        below = await objecting_below(context.locality, row.module)
        heed(context.locality, row.module, stored, before, after, below)
    except Refused as refused:
        await _mark(tx, row, withdrawn=True, problem=_kept(refused.problems[0]))
        await _tell(tx, context, row, "refused", refused.problems[0].code)
        return False
    await tx.change(
        ModuleState,
        col(ModuleState.key) == row.module,
        settings=after.own,
        changed_at=context.now,
    )
    changes = changes_between(before, after)
    await _mark(tx, row, applied=True, settings=after.own, changes=as_kept(changes))
    await _tell(tx, context, row, "done", None)
    return bool(changes)


def _kept(problem: Problem) -> dict[str, Any]:
    message = problem.message
    path = list(problem.path)
    return {"code": problem.code, "zh": message.zh, "en": message.en, "path": path}


async def _mark(tx: Transaction, row: Row, **values: Any) -> None:
    await tx.change(SettingsRevision, col(SettingsRevision.id) == row.id, **values)


async def _tell(
    tx: Transaction, context: Context, row: Row, result: str, reason: str | None
) -> None:
    await audit(
        tx,
        context,
        action="apply_settings",
        object=f"Module:{row.module}",
        result=result,
        reason=reason,
        content={"number": row.number, "change": row.change},
    )
    data = {"module": row.module, "revision": row.number, "result": result}
    await announce(
        tx, context, kind="module_changed", subject_type="Module", subject_id=0, data=data
    )
