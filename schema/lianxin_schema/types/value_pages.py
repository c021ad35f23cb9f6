"""Pages of Python values: what is computed rather than read as rows, in a connection all the same."""

from collections.abc import Callable, Sequence
from typing import Any, get_args

import strawberry

from lianxin.errors import Refused
from lianxin_schema.planner.cursors import INVALID_CURSOR
from lianxin_schema.planner.pages import DEFAULT_SIZE, LARGEST_SIZE, PAGE_TOO_LARGE
from lianxin_schema.types.base import PageInfo

PAGING: dict[str, Any] = {"first": int | None, "after": str | None}
"""The arguments of such a page, and what they are where they are left out."""
UNGIVEN: dict[str, Any] = dict.fromkeys(PAGING, strawberry.UNSET)


def value_page(
    connection: Any,
    nodes: Sequence[Any],
    cursor: Callable[[Any], str],
    first: int | None = None,
    after: str | None = None,
) -> Any:
    """A connection over all `nodes`; `cursor` gives a text that no two of them share."""
    size = DEFAULT_SIZE if first is None else first
    if not 0 <= size <= LARGEST_SIZE:
        raise Refused([PAGE_TOO_LARGE])
    cursors = [cursor(node) for node in nodes]
    start = _position(cursors, after)
    shown = range(start, min(start + size, len(nodes)))
    edge = get_args(connection.__annotations__["edges"])[0]
    return connection(
        edges=[edge(cursor=cursors[n], node=nodes[n]) for n in shown],
        page_info=PageInfo(
            has_next_page=start + size < len(nodes),
            has_previous_page=start > 0,
            start_cursor=cursors[shown[0]] if shown else None,
            end_cursor=cursors[shown[-1]] if shown else None,
        ),
        total_count=len(nodes),
        total_count_is_exact=True,
    )


def _position(cursors: Sequence[str], after: str | None) -> int:
    if after is None:
        return 0
    if after not in cursors:
        raise Refused([INVALID_CURSOR])
    return cursors.index(after) + 1
