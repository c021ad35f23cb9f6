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
    size = page_size(first)
    cursors = [cursor(node) for node in nodes]
    start = _position(cursors, after)
    end = min(start + size, len(nodes))
    return page_of(
        connection,
        nodes[start:end],
        cursor,
        number=len(nodes),
        more=end < len(nodes),
        before=start > 0,
    )


def page_of(
    connection: Any,
    nodes: Sequence[Any],
    cursor: Callable[[Any], str],
    *,
    number: int | None,
    more: bool,
    before: bool,
    exact: bool = True,
) -> Any:
    """A connection over just these nodes, of `number` in all (more, unless it is `exact`; None
    where nobody asked)."""
    edge = get_args(connection.__annotations__["edges"])[0]
    edges = [edge(cursor=cursor(node), node=node) for node in nodes]
    return connection(
        edges=edges,
        page_info=PageInfo(
            has_next_page=more,
            has_previous_page=before,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
        total_count=number,
        total_count_is_exact=exact,
    )


def page_size(first: int | None) -> int:
    """Raises Refused for a page that is too large."""
    size = DEFAULT_SIZE if first is None else first
    if not 0 <= size <= LARGEST_SIZE:
        raise Refused([PAGE_TOO_LARGE])
    return size


def _position(cursors: Sequence[str], after: str | None) -> int:
    if after is None:
        return 0
    if after not in cursors:
        raise Refused([INVALID_CURSOR])
    return cursors.index(after) + 1
