"""Counts of cases by unit, channel, category, step, phase and time."""

import strawberry

from lianxin.statistics import Dimension
from lianxin_schema.fields import OPEN, value, value_type
from lianxin_schema.types.base import PageInfo

CaseDimension = strawberry.enum(Dimension, name="CaseDimension")


@value_type(
    access=OPEN,
    description="分组的一个维度：代码与名称 / One dimension of a cell: its code and what it is called",
)
class DimensionValue:
    dimension: CaseDimension = value()  # type: ignore[valid-type]
    code: str = value()
    label: str = value()


@value_type(
    access="publication.read",
    description="一组诉求的数字。对只能看公开数字的人，小于 5 的数字显示为 0，并以 suppressed 标明 / "
    "The figures of a cell. Whoever may see published figures only is given 0 for those under 5, "
    "and `suppressed` says so.",
)
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


@value_type(access="publication.read")
class CaseStatisticEdge:
    cursor: str = value()
    node: CaseStatistic = value()


@value_type(access="publication.read")
class CaseStatisticConnection:
    edges: list[CaseStatisticEdge] = value()
    page_info: PageInfo = value()
