"""Statements that count cases: made once for each shape of question and kind of viewer."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from graphql import GraphQLInputType
from sqlalchemy import ColumnElement, and_

from lianxin.context import Viewer
from lianxin.database import Prepared, Row
from lianxin.statistics import Dimension, Question, Statement, live
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.fields import Who
from lianxin_schema.fields.declared import Condition
from lianxin_schema.planner.given import Binder, Given, frozen, shape_of
from lianxin_schema.planner.running import ambient
from lianxin_schema.types.cases import CASE_FILTERS
from lianxin_schema.types.visibility import visible_case

KEPT = 500


@dataclass(frozen=True)
class Asked:
    """A question as it came; `after` are the keys of the last cell seen."""

    dimensions: tuple[Dimension, ...]
    figures: frozenset[str]
    filter: Mapping[str, Any]
    size: int
    after: tuple[Any, ...] | None


@dataclass(frozen=True)
class Counting:
    """A statement ready to be bound."""

    statement: Statement
    prepared: Prepared
    binder: Binder

    def arguments(self, values: Mapping[str, Any]) -> list[Any]:
        made = {name: change(values[slot]) for slot, name, change in self.binder.transforms}
        return self.prepared.arguments({**values, **self.binder.constants, **made})


_COUNTINGS: OrderedDict[Any, Counting] = OrderedDict()


def publishes_only(viewer: Viewer) -> bool:
    """Whether a viewer is shown published figures instead of those of the cases they may see."""
    return not viewer.may("statistics.read")


async def count(context: RequestContext, asked: Asked) -> list[Row]:
    """The cells, one more than asked for where there are more."""
    values: dict[str, Any] = {}
    shape = _shape(context, asked.filter, values)
    counting = _counting(context, asked, shape)
    values |= {**ambient(context), "size": asked.size}
    values |= {f"after_{n}": key for n, key in enumerate(asked.after or ())}
    text = await context.locality.database.fetch_text(counting.prepared, counting.arguments(values))
    return counting.statement.rows(text)


def _shape(context: RequestContext, given: Mapping[str, Any], values: dict[str, Any]) -> Any:
    """What of a filter shapes the statement; what does not goes to `values`."""
    assert context.snapshot is not None
    type_ = cast(GraphQLInputType, context.snapshot.graphql_schema.type_map["CaseFilter"])
    named = shape_of(given, type_, "filter", values)
    return {name: value for name, value in named.items() if value is not None}


def _counting(context: RequestContext, asked: Asked, shape: Any) -> Counting:
    viewer, database = context.viewer, context.locality.database
    hours = _hours_east(context)
    varying = (asked.dimensions, asked.figures, asked.after is None, hours)
    key = (database.backend, viewer.permissions, frozen(shape), *varying)
    found = _COUNTINGS.get(key)
    if found is None:
        found = _COUNTINGS[key] = _made(context, asked, shape, hours)
        if len(_COUNTINGS) > KEPT:
            _COUNTINGS.popitem(last=False)
    _COUNTINGS.move_to_end(key)
    return found


def _made(context: RequestContext, asked: Asked, shape: Any, hours: int) -> Counting:
    viewer, binder = context.viewer, Binder()
    who = Who(viewer.permissions, viewer.roles)
    filters: Mapping[str, Condition] = CASE_FILTERS
    question = Question(
        dimensions=asked.dimensions,
        figures=asked.figures,
        visible=published if publishes_only(viewer) else lambda c: visible_case(c, who),
        narrowed=lambda c: [filters[k](c, Given(v, binder)) for k, v in shape.items()],
        continued=asked.after is not None,
        offset_hours=hours,
    )
    statement = live(question)
    return Counting(statement, context.locality.database.prepare(statement.select), binder)


def published(c: Any) -> ColumnElement[bool]:
    """What is kept from nobody: else whoever it is kept from would learn of it here."""
    return and_(~c.restricted, c.confined_to_id.is_(None))


def _hours_east(context: RequestContext) -> int:
    offset = context.now.astimezone(context.locality.zone).utcoffset()
    return round(offset.total_seconds() / 3600) if offset else 0
