"""Guards over motions: those of the procedure's module, asked in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.judge import parameters
from lianxin.commands.cases.refusals import cited
from lianxin.commands.conditions import ready
from lianxin.commands.motions.finding import FoundMotion
from lianxin.commands.motions.stages import CONCLUDE
from lianxin.context import Context
from lianxin.database import Session, among_keys
from lianxin.errors import Problem
from lianxin.plugins.composition import Composition
from lianxin.rules.base import RuleInForce
from lianxin.rules.guard import Guard
from lianxin.rules.procedure import Procedure, Stage
from lianxin.tables import Motion


@dataclass(frozen=True)
class MotionGuards:
    """Guards of a procedure, by what they name: a stage, or concluding any of them."""

    guards: Sequence[tuple[RuleInForce, Guard]]
    _statements: dict[str, Any] = field(default_factory=dict, compare=False)

    def at(self, stage: Stage) -> list[tuple[RuleInForce, Guard]]:
        return [(e, g) for e, g in self.guards if {stage.code, CONCLUDE} & set(g.actions)]

    def statement(self, stage: Stage) -> Select[Any] | None:
        if stage.code not in self._statements:
            self._statements[stage.code] = self._made(stage)
        statement: Select[Any] | None = self._statements[stage.code]
        return statement

    def _made(self, stage: Stage) -> Select[Any] | None:
        columns = [
            ready(guard.refuse_if, stage.records).label(f"guard_{n}")
            for n, (_, guard) in enumerate(self.at(stage))
        ]
        if not columns:
            return None
        return select(col(Motion.id), *columns).where(among_keys(col(Motion.id), "ids"))


def guards_of(composition: Composition, procedure_key: str) -> MotionGuards:
    """Those of the procedure's module that name it, or that name no workflow and look at it."""
    known = composition.memo.setdefault(MotionGuards, {})
    if procedure_key not in known:
        entry = composition.rules[procedure_key]
        known[procedure_key] = MotionGuards(
            [
                (e, e.rule)
                for e in composition.in_module(entry.module)
                if isinstance(e.rule, Guard) and f"{entry.module}.{e.rule.workflow}" == entry.key
            ]
        )
    found: MotionGuards = known[procedure_key]
    return found


async def refused_by_guards(
    session: Session,
    context: Context,
    entry: RuleInForce,
    stage: Stage,
    motion_ids: Sequence[int],
    given: Mapping[str, Any] | None = None,
) -> dict[int, list[Problem]]:
    """By motion, what its guards refuse at a stage."""
    assert isinstance(entry.rule, Procedure)
    guards = guards_of(context.locality.composition, entry.key)
    statement = guards.statement(stage)
    if statement is None:
        return {}
    rows = await session.all(statement, ids=motion_ids, **parameters(context, given))
    at_stage = guards.at(stage)
    return {
        row.id: [
            cited("RULE_REFUSED", guard.because, e)
            for n, (e, guard) in enumerate(at_stage)
            if getattr(row, f"guard_{n}")
        ]
        for row in rows
    }


async def guard_refusals(
    session: Session,
    attempt: Attempt,
    motion: FoundMotion,
    stage: Stage,
    values: Mapping[str, Any],
) -> list[Problem]:
    ids = [motion.row.id]
    found = await refused_by_guards(session, attempt.context, motion.entry, stage, ids, values)
    return found.get(motion.row.id, [])
