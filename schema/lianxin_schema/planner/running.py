"""Steps 4 and 5, bind and run: parameters in, one round trip, JSON text out."""

from collections import ChainMap
from collections.abc import Mapping
from typing import Any

import orjson

from lianxin.context import Context
from lianxin.errors import Refused
from lianxin_schema.planner.plan import Plan, Statement
from lianxin_schema.planner.turn import RequestRefused, Turn


def ambient(context: Context) -> Mapping[str, Any]:
    """What every statement may refer to: the viewer, the moment, the figures in force."""
    viewer = context.viewer
    return ChainMap(
        {
            "viewer__person_id": viewer.person_id,
            "viewer__account_id": viewer.account_id,
            "viewer__unit_ids": viewer.unit_ids,
            "viewer__lineage": viewer.lineage,
            "now": context.now,
            "today": context.today,
        },
        context.locality.figures.by_name,
    )


async def bind(turn: Turn) -> None:
    plan = turn.plan
    assert plan is not None
    try:
        for slot, name, transform in plan.transforms:
            turn.values[name] = transform(turn.values[slot])
    except Refused as error:
        problem = error.problems[0]
        message = problem.message.say(turn.context.language)
        raise RequestRefused(
            [{"message": message, "extensions": {"code": problem.code}}]
        ) from None


async def run(turn: Turn) -> None:
    plan = turn.plan
    assert plan is not None
    if plan.rows is not None:
        turn.rows_text = await fetch(turn.context, plan, plan.rows, turn.values)
    if plan.rows is None or plan.rows.fills or plan.values or plan.typenames:
        turn.data = orjson.loads(turn.rows_text) if turn.rows_text else {}


async def fetch(
    context: Context, plan: Plan, statement: Statement, values: Mapping[str, Any], **more: Any
) -> str | None:
    """The text that a statement gives for these values."""
    known = ChainMap(more, dict(values), dict(plan.constants), ambient(context))  # type: ignore[arg-type]
    arguments = statement.prepared.arguments(known)
    return await context.locality.database.fetch_text(statement.prepared, arguments)
