"""Step 7, encode: the answer's bytes; where nothing was filled in, the database's own."""

from typing import Any

import orjson

from lianxin_schema.planner.turn import Turn


def encode(turn: Turn) -> bytes:
    extensions = f'{{"cost":{{"requested":{turn.cost},"limit":{turn.snapshot.limits.cost}}}}}'
    if turn.data is None:
        return b'{"data":%b,"extensions":%b}' % (
            (turn.rows_text or "null").encode(),
            extensions.encode(),
        )
    answer: dict[str, Any] = {}
    if turn.errors:
        answer["errors"] = turn.errors
    answer["data"] = turn.data
    answer["extensions"] = orjson.Fragment(extensions)
    return orjson.dumps(answer)


def encode_refusal(errors: list[dict[str, Any]]) -> bytes:
    return orjson.dumps({"errors": errors})
