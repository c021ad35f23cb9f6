"""Guards over records that are about to be entered or revised, one statement a registry."""

from typing import Any

from sqlalchemy import Select, select
from sqlmodel import SQLModel

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.judge import parameters
from lianxin.commands.cases.refusals import cited
from lianxin.commands.conditions import NEW, as_new
from lianxin.database import Session
from lianxin.database.base import row_values
from lianxin.errors import Problem
from lianxin.plugins.composition import Composition
from lianxin.rules.base import RuleInForce
from lianxin.rules.guard import Guard
from lianxin.rules.registry import Registry, recording

_Guards = tuple[list[tuple[RuleInForce, Guard]], Select[Any] | None]


async def refusals_by_guards(
    session: Session, attempt: Attempt, entry: RuleInForce, row: SQLModel
) -> list[Problem]:
    """What the guards of the same module say of the record as it will be."""
    guards, statement = _guards(attempt.locality.composition, entry)
    if statement is None:
        return []
    columns = {f"{NEW}{row.__tablename__}__{n}": v for n, v in row_values(row).items()}
    said = await session.first(statement, **parameters(attempt.context), **columns)
    assert said is not None
    return [
        cited("RULE_REFUSED", guard.because, watching)
        for (watching, guard), refuses in zip(guards, said, strict=True)
        if refuses
    ]


def _guards(composition: Composition, entry: RuleInForce) -> _Guards:
    known = composition.memo.setdefault(recording, {})
    if entry.key not in known:
        known[entry.key] = _made(composition, entry)
    found: _Guards = known[entry.key]
    return found


def _made(composition: Composition, entry: RuleInForce) -> _Guards:
    rule = entry.rule
    assert isinstance(rule, Registry)
    guards = [
        (e, e.rule)
        for e in composition.in_module(entry.module)
        if isinstance(e.rule, Guard) and recording(rule.key) in e.rule.actions
    ]
    table = str(rule.table.__tablename__)
    columns = [as_new(g.refuse_if, {table}).label(f"guard_{n}") for n, (_, g) in enumerate(guards)]
    return guards, select(*columns) if columns else None
