"""Statements that count cases: made once for each shape of question and kind of viewer."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, cast

from graphql import GraphQLInputType
from sqlalchemy import ColumnElement, and_

from lianxin.context import Viewer
from lianxin.database import Prepared
from lianxin.statistics import (
    END_DAY,
    FIRST_DAY,
    TIME,
    Condition,
    Dimension,
    Question,
    grain_for,
    live,
    rolled,
)
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.fields import Who
from lianxin_schema.fields.declared import Condition as FilterCondition
from lianxin_schema.planner.given import Binder, Given
from lianxin_schema.planner.plan import Member
from lianxin_schema.planner.running import ambient
from lianxin_schema.planner.shapes import frozen, shape_of
from lianxin_schema.types.cases import CASE_FILTERS
from lianxin_schema.types.statistics_json import Wording, connection, figures_asked, tells_of_page
from lianxin_schema.types.visibility import visible_case

KEPT = 500
MIDNIGHT = time()
Days = Mapping[str, date]


@dataclass(frozen=True)
class Asked:
    """A question as it came: `answer` are the fields asked for, `after` the keys of the last cell
    seen."""

    dimensions: tuple[Dimension, ...]
    answer: tuple[Member, ...]
    filter: Mapping[str, Any]
    size: int
    after: tuple[Any, ...] | None


@dataclass(frozen=True)
class Counting:
    """A statement ready to be bound."""

    prepared: Prepared
    binder: Binder

    def arguments(self, values: Mapping[str, Any]) -> list[Any]:
        return self.prepared.arguments(self.binder.bound(values))


def publishes_only(viewer: Viewer) -> bool:
    """Whether a viewer is shown published figures instead of those of the cases they may see."""
    return not viewer.may("statistics.read")


async def count(context: RequestContext, asked: Asked) -> bytes:
    """The connection as JSON."""
    values: dict[str, Any] = {}
    shape = _shape(context, asked.filter, values)
    days = _days(context, asked.filter)
    counting = _counting(context, asked, shape, days)
    values |= {**ambient(context), "size": asked.size, **(days or {})}
    values |= {f"after_{n}": key for n, key in enumerate(asked.after or ())}
    arguments = counting.arguments(values)
    return await context.locality.database.fetch_bytes(counting.prepared, arguments) or b"null"


def _shape(context: RequestContext, given: Mapping[str, Any], values: dict[str, Any]) -> Any:
    """What of a filter shapes the statement; what does not goes to `values`."""
    assert context.snapshot is not None
    type_ = cast(GraphQLInputType, context.snapshot.graphql_schema.type_map["CaseFilter"])
    return shape_of(given, type_, "filter", values)


def _days(context: RequestContext, given: Mapping[str, Any]) -> Days | None:
    """The time asked for in whole local days; None where the roll-up cannot tell what is asked.

    The roll-up writes the empty text for what has no category; a filter by it finds nothing.
    """
    viewer = context.viewer
    span = given.get(TIME) or {}
    ends = {name: span.get(end) for name, end in ((FIRST_DAY, "from"), (END_DAY, "to"))}
    told = {
        name: moment.astimezone(context.locality.zone) for name, moment in ends.items() if moment
    }
    whole = all(local.time() == MIDNIGHT for local in told.values())
    sees_all = publishes_only(viewer) or viewer.may("case.read_all")
    if not (whole and sees_all) or "" in (given.get("category") or ()):
        return None
    return {name: local.date() for name, local in told.items()}


def _counting(context: RequestContext, asked: Asked, shape: Any, days: Days | None) -> Counting:
    viewer, composition = context.viewer, context.locality.composition
    in_months = days is not None and all(day.day == 1 for day in days.values())
    key = (
        *(context.locality.database.backend, viewer.permissions, context.language),
        *(asked.dimensions, asked.answer, asked.after is None),
        *(frozen(shape), days is None, in_months, _hours_east(context)),
    )
    known: OrderedDict[Any, Counting] = composition.memo.setdefault(Counting, OrderedDict())
    found = known.get(key)
    if found is None:
        found = known[key] = _made(context, asked, shape, days)
        if len(known) > KEPT:
            known.popitem(last=False)
    known.move_to_end(key)
    return found


def _made(context: RequestContext, asked: Asked, shape: Any, days: Days | None) -> Counting:
    viewer, binder = context.viewer, Binder()
    publishes, who = publishes_only(viewer), Who(viewer.permissions, viewer.roles)
    question = Question(
        dimensions=asked.dimensions,
        figures=figures_asked(asked.answer, publishes),
        visible=published if publishes else lambda c: visible_case(c, who),
        narrowed={name: _bound(CASE_FILTERS[name], v, binder) for name, v in shape.items()},
        continued=asked.after is not None,
        looks_ahead=tells_of_page(asked.answer),
        offset_hours=_hours_east(context),
    )
    grain = None if days is None else grain_for(question, days.values())
    cells = rolled(question, grain, days or ()) if grain else live(question)
    wording = Wording(
        dimensions=asked.dimensions,
        words=context.locality.composition,
        language=context.language,
        publishes=publishes,
        continued=question.continued,
    )
    text = connection(asked.answer, cells, wording)
    return Counting(context.locality.database.prepare(text), binder)


def _bound(filter_: FilterCondition, value: Any, binder: Binder) -> Condition:
    return lambda c: filter_(c, Given(value, binder))


def published(c: Any) -> ColumnElement[bool]:
    """What is kept from nobody: else whoever it is kept from would learn of it here."""
    return and_(~c.restricted, c.confined_to_id.is_(None))


def _hours_east(context: RequestContext) -> int:
    offset = context.now.astimezone(context.locality.zone).utcoffset()
    return round(offset.total_seconds() / 3600) if offset else 0
