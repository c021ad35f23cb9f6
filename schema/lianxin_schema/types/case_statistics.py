"""The root field that counts cases: arguments in, cells out."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import orjson

from lianxin.database import Row
from lianxin.errors import Problem, invalid
from lianxin.language import Text
from lianxin.statistics import ALL_FIGURES, MEDIAN, PUBLISHED_FROM, Dimension, code_of, label_of
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.planner.cursors import INVALID_CURSOR
from lianxin_schema.planner.pages import DEFAULT_SIZE, LARGEST_SIZE, PAGE_TOO_LARGE
from lianxin_schema.planner.turn import refusal
from lianxin_schema.types.base import PageInfo
from lianxin_schema.types.statistics import (
    CaseStatistic,
    CaseStatisticConnection,
    CaseStatisticEdge,
    DimensionValue,
)
from lianxin_schema.types.statistics_plans import Asked, count, publishes_only

_FIGURES = {name: name for name in ALL_FIGURES} | {"median_hours_to_answer": MEDIAN}
_COUNTS = ("count", "open", "overdue", "answered", "called_back", "satisfied")
_PUBLISHED_FILTERS = {"step", "phase", "channel", "category", "unit", "submittedAt"}
_NOT_PUBLISHED = invalid(
    "FILTER_NOT_PUBLISHED",
    Text(
        "公开数字只能按单位、渠道、类别、步骤、阶段和整日的提交时间筛选",
        "Published figures are narrowed by unit, channel, category, step, phase and whole days of "
        "submission only",
    ),
)


async def read_statistics(
    _: None,
    context: RequestContext,
    group_by: Sequence[Any],
    filter: Mapping[str, Any] | None = None,
    first: int | None = None,
    after: str | None = None,
    asked: frozenset[str] = ALL_FIGURES,
) -> CaseStatisticConnection:
    """Exact figures of the cases that the viewer may see; published ones for whom else."""
    dimensions = tuple(dict.fromkeys(Dimension(getattr(d, "value", d)) for d in group_by))
    size = DEFAULT_SIZE if first is None else first
    if not 0 <= size <= LARGEST_SIZE:
        raise _refused(context, PAGE_TOO_LARGE)
    narrowed = {name: value for name, value in (filter or {}).items() if value is not None}
    if publishes_only(context.viewer) and not _is_published(narrowed, context):
        raise _refused(context, _NOT_PUBLISHED)
    seen = None if after is None else _keys(context, dimensions, after)
    figures = frozenset(_FIGURES[name] for name in asked if name in _FIGURES)
    question = Asked(dimensions, figures | {"answered"}, narrowed, size, seen)
    rows = [] if seen == () else await count(context, question)
    edges = [_edge(context, dimensions, row) for row in rows[:size]]
    return CaseStatisticConnection(
        edges=edges,
        page_info=PageInfo(
            has_next_page=len(rows) > size,
            has_previous_page=after is not None,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
    )


def _is_published(narrowed: Mapping[str, Any], context: RequestContext) -> bool:
    """Whole groups only: what is asked of few persons or moments is not published."""
    span = narrowed.get("submittedAt") or {}
    return narrowed.keys() <= _PUBLISHED_FILTERS and all(
        moment is None or _is_midnight(moment, context) for moment in span.values()
    )


def _is_midnight(moment: datetime, context: RequestContext) -> bool:
    local = moment.astimezone(context.locality.zone)
    return (local.hour, local.minute, local.second) == (0, 0, 0)


# --- cells


def _edge(
    context: RequestContext, dimensions: tuple[Dimension, ...], row: Row
) -> CaseStatisticEdge:
    cell = _cell(
        row, [_value(context, d, key, row) for d, key in zip(dimensions, row, strict=False)]
    )
    if publishes_only(context.viewer):
        suppress(cell)
    keys = [key.isoformat() if isinstance(key, date) else key for key in row[: len(dimensions)]]
    return CaseStatisticEdge(cursor=orjson.dumps([_tag(dimensions), *keys]).decode(), node=cell)


def _cell(row: Row, keys: list[DimensionValue]) -> CaseStatistic:
    seconds = getattr(row, MEDIAN, None)
    return CaseStatistic(
        keys=keys,
        count=row.cases,
        open=getattr(row, "open", 0),
        overdue=getattr(row, "overdue", 0),
        answered=row.answered,
        called_back=getattr(row, "called_back", 0),
        satisfied=getattr(row, "satisfied", 0),
        median_hours_to_answer=None if seconds is None else seconds / 3600,
        suppressed=False,
    )


def _value(context: RequestContext, dimension: Dimension, key: Any, row: Row) -> DimensionValue:
    unit_name = getattr(row, "unit_name", None)
    label = label_of(dimension, key, unit_name, context.locality.composition)
    return DimensionValue(
        dimension=dimension,
        code=code_of(dimension, key),
        label=label.say(context.language),
    )


def suppress(cell: CaseStatistic) -> None:
    """Show no figure that is so small that it could point at somebody, and none of a small cell."""
    small = {name for name in _COUNTS if 0 < getattr(cell, name) < PUBLISHED_FROM}
    hidden = set(_COUNTS) if "count" in small else small
    for name in hidden:
        setattr(cell, name, 0)
    if "answered" in hidden:
        cell.median_hours_to_answer = None
    cell.suppressed = bool(hidden)


# --- cursors


def _tag(dimensions: tuple[Dimension, ...]) -> str:
    return " ".join(dimensions)


def _keys(
    context: RequestContext, dimensions: tuple[Dimension, ...], cursor: str
) -> tuple[Any, ...]:
    try:
        tag, *keys = orjson.loads(cursor)
        if tag != _tag(dimensions) or len(keys) != len(dimensions):
            raise ValueError("another grouping")
        return tuple(_parsed(d, key) for d, key in zip(dimensions, keys, strict=True))
    except (ValueError, TypeError):
        raise _refused(context, INVALID_CURSOR) from None


def _parsed(dimension: Dimension, key: Any) -> Any:
    if not isinstance(key, str):
        raise TypeError("text expected")
    return date.fromisoformat(key) if dimension.of_time else key


def _refused(context: RequestContext, problem: Problem) -> Exception:
    return refusal(problem.code, problem.message.say(context.language))
