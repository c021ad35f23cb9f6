"""Guards over meetings that are about to be recorded: one statement for all of them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select

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
from lianxin.tables import Meeting

RECORD = "record_meeting"
"""The action that a guard over meetings names."""

_TABLE = str(Meeting.__tablename__)


async def refusals_by_guards(
    session: Session, attempt: Attempt, meeting: Meeting, fields: Mapping[str, Any]
) -> list[Problem]:
    guards, statement = _guards(attempt.locality.composition)
    if statement is None:
        return []
    columns = {f"{NEW}{_TABLE}__{name}": value for name, value in row_values(meeting).items()}
    values = {**parameters(attempt.context, fields), **columns}
    [said] = await session.all(statement, **values)
    return [
        cited("RULE_REFUSED", guard.because, entry)
        for (entry, guard), refuses in zip(guards, said, strict=True)
        if refuses
    ]


_Guards = tuple[list[tuple[RuleInForce, Guard]], Select[Any] | None]


def _guards(composition: Composition) -> _Guards:
    if RECORD not in composition.memo:
        guards = [(e, g) for e, g in composition.of(Guard) if RECORD in g.actions]
        columns = [
            as_new(guard.refuse_if, {_TABLE}).label(f"guard_{n}")
            for n, (_, guard) in enumerate(guards)
        ]
        composition.memo[RECORD] = (guards, select(*columns) if columns else None)
    found: _Guards = composition.memo[RECORD]
    return found
