"""Steps 5 and 6, bind and run: parameters in, one round trip, JSON text out."""

from collections.abc import Mapping
from typing import Any

from lianxin.context import Context
from lianxin.errors import Refused
from lianxin_schema.planner.plan import Statement
from lianxin_schema.planner.turn import Turn, refused


def ambient(context: Context) -> dict[str, Any]:
    """What every statement may refer to: the viewer, the moment, the figures in force."""
    viewer = context.viewer
    return {
        **context.locality.figures.by_name,
        "viewer__person_id": viewer.person_id,
        "viewer__account_id": viewer.account_id,
        "viewer__roles": sorted(viewer.roles),
        "viewer__unit_ids": viewer.unit_ids,
        "viewer__lineage": viewer.lineage,
        "now": context.now,
        "today": context.today,
    }


def bind(turn: Turn) -> None:
    assert turn.plan is not None
    try:
        turn.values = ambient(turn.context) | turn.plan.binder.bound(turn.values)
    except Refused as error:
        raise refused(error, turn.context.language) from None


async def run(turn: Turn) -> None:
    assert turn.plan is not None
    if turn.plan.rows is not None:
        turn.rows_json = await fetch(turn, turn.plan.rows)


async def fetch(turn: Turn, statement: Statement, **more: Any) -> bytes | None:
    """The JSON that a statement gives; null where something that must be there is not."""
    values: Mapping[str, Any] = {**turn.values, **more} if more else turn.values
    arguments = statement.prepared.arguments(values)
    return await turn.context.locality.database.fetch_bytes(statement.prepared, arguments)
