"""Step 3, plan: one plan per document, operation, language, rights and shape of the variables."""

from collections import OrderedDict
from typing import Any

from graphql import GraphQLError

from lianxin.errors import LianxinError, Refused
from lianxin_schema.fields import Who
from lianxin_schema.planner.given import frozen
from lianxin_schema.planner.plan import Plan
from lianxin_schema.planner.planner import Planner
from lianxin_schema.planner.turn import RequestRefused, Turn, formatted, told

KEPT = 2_000


class Plans:
    """The plans of a snapshot, the oldest forgotten first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Any, Plan] = OrderedDict()

    def get(self, key: Any) -> Plan | None:
        plan = self._kept.get(key)
        if plan is not None:
            self._kept.move_to_end(key)
        return plan

    def keep(self, key: Any, plan: Plan) -> None:
        self._kept[key] = plan
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)


async def plan(turn: Turn) -> None:
    assert turn.known is not None and turn.document is not None
    viewer = turn.context.viewer
    name = turn.document.operation.name
    backend = turn.context.locality.database.backend
    key = (
        turn.known.hash,
        name.value if name else None,
        turn.context.language,
        viewer.permissions,
        viewer.account_id is not None,
        backend,
        frozen(turn.shapes),
    )
    found = turn.snapshot.plans.get(key)
    if found is None:
        found = _planned(turn)
        turn.snapshot.plans.keep(key, found)
        turn.snapshot.asked(found.fields)
    turn.plan = found


def _planned(turn: Turn) -> Plan:
    viewer = turn.context.viewer
    assert turn.document is not None
    planner = Planner(
        schema=turn.snapshot.graphql_schema,
        composition=turn.snapshot.composition,
        database=turn.context.locality.database,
        document=turn.document,
        shapes=turn.shapes,
        who=Who(viewer.permissions, viewer.roles),
        signed_in=viewer.account_id is not None,
        language=turn.context.language,
    )
    try:
        return planner.plan(turn.cost)
    except Refused as error:
        problem = error.problems[0]
        raise RequestRefused(
            [
                {
                    "message": problem.message.say(turn.context.language),
                    "extensions": {"code": problem.code},
                }
            ]
        ) from None
    except LianxinError as error:
        raise RequestRefused([told(error, turn.context.language)]) from None
    except GraphQLError as error:
        raise RequestRefused(formatted([error], "BAD_USER_INPUT")) from None
