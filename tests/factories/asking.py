"""Asking a locality by GraphQL, as the server does."""

from functools import cache
from typing import Any

import orjson

from factories.viewers import viewer_with
from lianxin.context import Viewer
from lianxin.errors import LianxinError
from lianxin.localities import Locality
from lianxin.plugins.manager import load_plugins
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.compose.snapshot import Snapshot, take_snapshot
from lianxin_schema.limits import Limits
from lianxin_schema.planner.encoding import encode_refusal
from lianxin_schema.planner.engine import execute
from lianxin_schema.planner.turn import RequestRefused, Turn, told

_SNAPSHOTS: dict[Any, Snapshot] = {}


def snapshot_of(locality: Locality) -> Snapshot:
    known = _SNAPSHOTS.get(id(locality.composition))
    if known is None or known.composition is not locality.composition:
        known = take_snapshot(locality.composition, parts_of(locality), Limits())
        _SNAPSHOTS[id(locality.composition)] = known
    return known


def parts_of(locality: Locality) -> dict[str, Any]:
    """What the installed plugins that the locality works by add to the schema."""
    present = {module.plugin.key for module in locality.composition.modules.values()}
    return {key: part for key, part in _parts().items() if key in present}


@cache
def _parts() -> dict[str, Any]:
    return dict(load_plugins().collect("lianxin_graphql"))


async def ask(
    locality: Locality,
    document: str,
    *,
    role: str = "supervisor",
    viewer: Viewer | None = None,
    language: str = "zh",
    **variables: Any,
) -> dict[str, Any]:
    """The whole answer: `data`, `errors`, `extensions`."""
    snapshot = snapshot_of(locality)
    context = RequestContext(
        locality, viewer or viewer_with(role), locality.clock.now(), language, snapshot=snapshot
    )
    turn = Turn(snapshot, context, document, None, variables)
    try:
        body = await execute(turn)
    except RequestRefused as refused:
        body = encode_refusal(refused.errors)
    except LianxinError as error:
        body = encode_refusal([told(error, language)])
    answer: dict[str, Any] = orjson.loads(body)
    return answer


async def data(locality: Locality, document: str, **options: Any) -> dict[str, Any]:
    """The answer's data; errors fail the test."""
    answer = await ask(locality, document, **options)
    assert "errors" not in answer, answer["errors"]
    found: dict[str, Any] = answer["data"]
    return found
