"""Step 8, encode: the answer's bytes; where nothing was filled in, the database's own."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from lianxin.language import Text
from lianxin_schema.planner.turn import Turn


def encode(turn: Turn) -> bytes:
    extensions = b'{"cost":{"requested":%d,"limit":%d}%b}' % (
        turn.cost,
        turn.snapshot.limits.cost,
        # Where several answers share a connection, no header tells by which schema each was given.
        b',"schemaHash":"%b"' % turn.snapshot.hash.encode() if turn.may_stream else b"",
    )
    if turn.rows_json is not None:
        return b'{"data":%b,"extensions":%b}' % (turn.rows_json, extensions)
    answer: dict[str, Any] = {}
    if turn.data is None and not turn.errors:
        turn.errors = [_nothing(turn.context.language)]
    if turn.errors:
        answer["errors"] = turn.errors
    answer["data"] = turn.data
    answer["extensions"] = orjson.Fragment(extensions)
    return orjson.dumps(answer)


def encode_refusal(errors: Sequence[Mapping[str, Any]]) -> bytes:
    return orjson.dumps({"errors": errors})


def _nothing(language: str) -> dict[str, Any]:
    return {"message": _NOTHING.say(language), "extensions": {"code": "NOT_FOUND"}}


_NOTHING = Text(
    "所查询的内容不存在，或对您不可见", "What you ask for is not there, or not for you to see"
)
