"""Counts of cases by unit, channel, category, step, phase and time."""

from enum import Enum

import strawberry

from lianxin_schema.fields import OPEN, value, value_type
from lianxin_schema.types.base import PageInfo


@strawberry.enum
class CaseDimension(Enum):
    UNIT = "UNIT"
    CHANNEL = "CHANNEL"
    CATEGORY = "CATEGORY"
    STEP = "STEP"
    PHASE = "PHASE"
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"


@value_type(access=OPEN)
class DimensionValue:
    dimension: CaseDimension = value()
    code: str = value()
    label: str = value()


@value_type(access="statistics.read")
class CaseStatistic:
    keys: list[DimensionValue] = value()
    count: int = value()
    open: int = value()
    overdue: int = value()
    answered: int = value()
    called_back: int = value()
    satisfied: int = value()
    median_hours_to_answer: float | None = value()
    suppressed: bool = value()


@value_type(access="statistics.read")
class CaseStatisticEdge:
    cursor: str = value()
    node: CaseStatistic = value()


@value_type(access="statistics.read")
class CaseStatisticConnection:
    edges: list[CaseStatisticEdge] = value()
    page_info: PageInfo = value()


