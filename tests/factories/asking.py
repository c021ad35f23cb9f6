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
from lianxin_schema.compose.snapshot import Snapshot
from lianxin_schema.compose.snapshots import Snapshots
from lianxin_schema.limits import Limits
from lianxin_schema.planner.encoding import encode_refusal
from lianxin_schema.planner.engine import execute
from lianxin_schema.planner.turn import RequestRefused, Turn, told


def snapshot_of(locality: Locality) -> Snapshot:
    return _snapshots().of(locality.composition)


@cache
def _snapshots() -> Snapshots:
    return Snapshots(load_plugins(), Limits())


async def ask(
    locality: Locality,
    document: str,
    *,
    role: str = "supervisor",
    viewer: Viewer | None = None,
    language: str = "zh",
    snapshot: Snapshot | None = None,
    **variables: Any,
) -> dict[str, Any]:
    """The whole answer: `data`, `errors`, `extensions`. `snapshot` is another than the locality's."""
    snapshot = snapshot or snapshot_of(locality)
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
