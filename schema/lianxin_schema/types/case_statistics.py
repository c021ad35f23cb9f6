"""The root field that counts cases: arguments in, cells out."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import orjson

from lianxin.errors import Problem, invalid
from lianxin.language import Text
from lianxin.statistics import Dimension
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.planner.cursors import INVALID_CURSOR
from lianxin_schema.planner.pages import DEFAULT_SIZE, LARGEST_SIZE, PAGE_TOO_LARGE
from lianxin_schema.planner.plan import Member
from lianxin_schema.planner.turn import refusal
from lianxin_schema.types.statistics_json import tag_of
from lianxin_schema.types.statistics_plans import Asked, count, publishes_only

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
    asked: tuple[Member, ...],
    filter: Mapping[str, Any] | None = None,
    first: int | None = None,
    after: str | None = None,
) -> orjson.Fragment:
    """Exact figures of the cases that the viewer may see; published ones for whom else."""
    dimensions = tuple(dict.fromkeys(map(_dimension, group_by)))
    size = DEFAULT_SIZE if first is None else first
    if not 0 <= size <= LARGEST_SIZE:
        raise _refused(context, PAGE_TOO_LARGE)
    narrowed = {name: value for name, value in (filter or {}).items() if value is not None}
    if publishes_only(context.viewer) and not _is_published(narrowed, context):
        raise _refused(context, _NOT_PUBLISHED)
    seen = None if after is None else _keys(context, dimensions, after)
    return orjson.Fragment(await count(context, Asked(dimensions, asked, narrowed, size, seen)))


def _dimension(given: Any) -> Dimension:
    return given if isinstance(given, Dimension) else Dimension(getattr(given, "value", given))


def _is_published(narrowed: Mapping[str, Any], context: RequestContext) -> bool:
    """Whole groups only: what is asked of few persons or moments is not published."""
    span = narrowed.get("submittedAt") or {}
    return narrowed.keys() <= _PUBLISHED_FILTERS and all(
        moment is None or _is_midnight(moment, context) for moment in span.values()
    )


def _is_midnight(moment: datetime, context: RequestContext) -> bool:
    local = moment.astimezone(context.locality.zone)
    return (local.hour, local.minute, local.second) == (0, 0, 0)


def _keys(
    context: RequestContext, dimensions: tuple[Dimension, ...], cursor: str
) -> tuple[Any, ...]:
    try:
        tag, *keys = orjson.loads(cursor)
        if tag != tag_of(dimensions) or len(keys) != len(dimensions):
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
