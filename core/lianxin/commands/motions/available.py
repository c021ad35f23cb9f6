"""What may be done next to a page of motions, and why not."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from lianxin.commands.available import AvailableAction, described
from lianxin.commands.cases.permission import may_act
from lianxin.commands.motions.guarding import refused_by_guards
from lianxin.commands.motions.proposing import procedure_of
from lianxin.commands.motions.stages import CONCLUDE, fields_at, label_of
from lianxin.context import Context
from lianxin.database import Row, Session, among_keys
from lianxin.procedures import conclusion, judged
from lianxin.rules.base import RuleInForce
from lianxin.rules.procedure import Procedure, Stage
from lianxin.rules.workflow import By
from lianxin.tables import Motion

_OPEN = select(col(Motion.id), col(Motion.procedure), col(Motion.step), col(Motion.unit_id)).where(
    among_keys(col(Motion.id), "ids"), col(Motion.decided).is_(False)
)


async def available_motion_actions(
    session: Session, context: Context, motion_ids: Sequence[int]
) -> dict[int, list[AvailableAction]]:
    """By motion; two statements for each stage among them. What is decided has none."""
    if not context.viewer.may("motion.act"):
        return {}
    stages: dict[tuple[str, str], list[Row]] = {}
    for row in await session.all(_OPEN, ids=motion_ids):
        stages.setdefault((row.procedure, row.step), []).append(row)
    found: dict[int, list[AvailableAction]] = {}
    for (key, step), rows in stages.items():
        known = procedure_of(context.locality.composition, key)
        stage = known[1].stage(step) if known else None
        if known is not None and stage is not None:
            found |= await _at(session, context, known[0], stage, rows)
    return found


async def _at(
    session: Session, context: Context, entry: RuleInForce, stage: Stage, rows: Sequence[Row]
) -> dict[int, list[AvailableAction]]:
    assert isinstance(entry.rule, Procedure)
    mine = [r for r in rows if stage.by == By() or may_act(stage.by, context.viewer, r)]
    ids, settings = [row.id for row in mine], context.locality.figures.settings
    known = await judged(session, context.locality, entry, stage, ids)
    guarded = await refused_by_guards(session, context, entry, stage, ids)
    fields = described(fields_at(stage), context.language)
    return {
        key: [
            AvailableAction(
                CONCLUDE,
                label_of(stage),
                (*conclusion(entry, stage, known[key], settings).problems, *guarded.get(key, ())),
                fields,
            )
        ]
        for key in ids
    }
