"""One random operation by the planner and by the oracle, and again with cursors that it gave."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

import orjson
from graphql import parse, validate

from lianxin.context import Viewer
from lianxin.localities import Locality
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.compose.snapshot import Snapshot
from lianxin_schema.planner.engine import execute
from lianxin_schema.planner.turn import RequestRefused, Turn
from oracle.executing import slowly
from oracle.operations import CURSORS, Operation, write_operation
from oracle.tables import Loaded
from oracle.values import Words
from oracle.world import World

DENIED = {"NOT_PERMITTED", "UNAUTHENTICATED"}
BY_THEMSELVES = {"caseStatistics"}
"""Root fields that write their own SQL; their own tests count anew."""


@dataclass(frozen=True)
class Scene:
    """A locality with everything in it, known by heart."""

    locality: Locality
    snapshot: Snapshot
    world: World
    loaded: Loaded
    words: Words

    def operation(self, random: Random) -> Operation | None:
        schema = self.snapshot.graphql_schema
        assert schema.query_type is not None
        roots = sorted(schema.query_type.fields.keys() - BY_THEMSELVES)
        made = write_operation(random, schema, roots, self.words)
        return None if validate(schema, parse(made.text)) else made

    def context(self, viewer: Viewer, language: str) -> RequestContext:
        locality = self.locality
        now = locality.clock.now()
        return RequestContext(locality, viewer, now, language, snapshot=self.snapshot)


async def compare(scene: Scene, made: Operation, context: RequestContext, random: Random) -> None:
    """Raises AssertionError where the two answers differ."""
    variables = made.variables
    for _ in range(3):
        answer = await _compare(scene, made.text, variables, context)
        cursors = dict(_cursors(answer, made.cursors, random))
        if not cursors:
            return
        variables = {**made.variables, **cursors}


async def _compare(
    scene: Scene, text: str, variables: Mapping[str, Any], context: RequestContext
) -> Any:
    fast = await _fast(scene, text, variables, context)
    catalogue = scene.snapshot.catalogue
    slow = await slowly(catalogue, context, scene.loaded, parse(text), variables)
    told = f"\n{text}\n{dict(variables)}\n{sorted(context.viewer.roles)} {context.language}"
    assert _written(fast) == _written(slow), told
    return fast


def _written(value: Any) -> str:
    """As text, so that the order of members counts; 1.0 and 1 are the same number in JSON."""
    return orjson.dumps(_numbers_alike(value)).decode()


def _numbers_alike(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _numbers_alike(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_numbers_alike(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


async def _fast(
    scene: Scene, text: str, variables: Mapping[str, Any], context: RequestContext
) -> Any:
    turn = Turn(scene.snapshot, context, text, None, variables)
    try:
        answer = orjson.loads(await execute(turn))
    except RequestRefused as refused:
        if refused.code not in DENIED:
            raise
        return None
    codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
    assert "INTERNAL_ERROR" not in codes, (answer, text, variables)
    return answer["data"]


def _cursors(answer: Any, asked: Any, random: Random) -> Iterator[tuple[str, str]]:
    """For some of the variables that take a cursor, one of those that the page gave."""
    for name in asked:
        page = f"page{name.removeprefix(CURSORS)}"
        found = [edge["cursor"] for p in _all(answer, page) for edge in p["cursors"]]
        if found and random.random() < 0.8:
            yield name, random.choice(found)


def _all(value: Any, key: str) -> Iterator[Any]:
    """What stands under a key anywhere in an answer."""
    if isinstance(value, dict):
        if value.get(key) is not None:
            yield value[key]
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from _all(inner, key)
