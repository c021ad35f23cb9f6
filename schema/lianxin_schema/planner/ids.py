"""GraphQL IDs as arguments: rows to be found by them."""

from collections.abc import Iterable

import orjson

from lianxin.errors import Refused, invalid
from lianxin.ids import parse_global_id
from lianxin_schema.planner.texts import LIST_TOO_LONG, LONGEST_LIST


def parse_ids(ids: str | list[str]) -> str:
    """`[type, key, text after the colon]` of an ID or of each ID, as JSON. Raises Refused."""
    listed = [ids] if isinstance(ids, str) else ids
    if len(listed) > LONGEST_LIST:
        raise Refused([invalid("LIST_TOO_LONG", LIST_TOO_LONG)])
    return orjson.dumps([_parsed(id_) for id_ in listed]).decode()


def keys(found: Iterable[int]) -> str:
    """Keys of rows of one type, as the same kind of list."""
    return orjson.dumps([[None, key, None] for key in found]).decode()


def _parsed(id_: str) -> tuple[str, int | None, str]:
    found = parse_global_id(id_)
    name, _, text = id_.partition(":")
    return (name, found[1] if found else None, text)
