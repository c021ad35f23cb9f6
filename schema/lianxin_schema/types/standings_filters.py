"""How standings are filtered and ordered."""

from datetime import date
from enum import Enum
from typing import Any

import strawberry
from sqlalchemy import case, or_

from lianxin.database import Among
from lianxin_schema.fields import Order, ascending
from lianxin_schema.types.base import Direction
from lianxin_schema.types.people_filters import is_named, units_under


@strawberry.enum
class StandingState(Enum):
    MET = "MET"
    DUE = "DUE"
    AT_RISK = "AT_RISK"
    BREACHED = "BREACHED"
    EXEMPT = "EXEMPT"


@strawberry.input(name="StandingFilter")
class FilterInput:
    rule: list[str] | None = strawberry.UNSET
    module: str | None = strawberry.UNSET
    subject: strawberry.ID | None = strawberry.UNSET
    unit: str | None = strawberry.UNSET
    state: list[StandingState] | None = strawberry.UNSET
    on: date | None = strawberry.UNSET


@strawberry.enum
class StandingOrderField(Enum):
    STATE = "STATE"
    SUBJECT = "SUBJECT"


@strawberry.input
class StandingOrder:
    field: StandingOrderField
    direction: Direction = Direction.ASC


StandingFilter = FilterInput


def in_units(c: Any, given: Any) -> Any:
    return c.unit_id.in_(units_under(given.text()))


STANDING_FILTERS = {
    "rule": lambda c, g: or_(Among(c.rule_key, g.words()), Among(c.clause, g.words())),
    "module": lambda c, g: c.rule_key.like(g.map(lambda m: f"{m}.%")),
    "subject": lambda c, g: is_named(g, c.subject_type, c.subject_id),
    "unit": in_units,
    "state": lambda c, g: c.state.in_([getattr(s, "value", s) for s in g.constant]),
    "on": lambda c, g: (c.period_start <= g.date()) & (c.period_end >= g.date()),
}

# The worst first: that is what a list of standings is looked at for.
_SEVERITY = {"BREACHED": 0, "AT_RISK": 1, "DUE": 2, "MET": 3, "EXEMPT": 4}


def subject_order() -> list[Order]:
    return [ascending("period_start", kind="date"), ascending("rule_key")]


STANDING_ORDERS = {
    "STATE": ascending(lambda c: case(_SEVERITY, value=c.state, else_=5), kind="int"),
    "SUBJECT": ascending("subject_id", kind="int"),
}
