"""Counting cases by the asked dimensions."""

from typing import Any

from lianxin.context import Context

from lianxin_schema.types.base import PageInfo
from lianxin_schema.types.statistics import CaseStatisticConnection


async def read_statistics(
    _: None,
    context: Context,
    group_by: list[Any],
    filter: Any = None,
    first: int | None = None,
    after: str | None = None,
) -> CaseStatisticConnection:
    info = PageInfo(
        has_next_page=False, has_previous_page=False, start_cursor=None, end_cursor=None
    )
    return CaseStatisticConnection(edges=[], page_info=info)
