"""What the contract's types are made of: nodes, words, pages, connections, scalars."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, cast

import strawberry
from graphql import GraphQLError

from lianxin.clock import instant
from lianxin_schema.fields import OPEN, key, value, value_type


def _moment(text: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise GraphQLError("DateTime: 2026-10-12T09:30:00+08:00 expected") from None
    if moment.tzinfo is None:
        raise GraphQLError("DateTime: a time zone is needed, such as +08:00")
    return instant(moment)


def _day(text: Any) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise GraphQLError("Date: 2026-10-12 expected") from None


def _iso(moment: Any) -> str:
    return moment if isinstance(moment, str) else cast(datetime, moment).isoformat()


SCALARS: dict[object, Any] = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="一个时刻，ISO 8601，含时区 / A moment, ISO 8601 with its time zone",
        serialize=_iso,
        parse_value=_moment,
    ),
    date: strawberry.scalar(
        name="Date",
        description="一天 / A day: 2026-10-12",
        serialize=_iso,
        parse_value=_day,
    ),
}


@strawberry.interface(description="凡有全局 ID 者 / Whatever has a global ID")
class Node:
    id: strawberry.ID = key()


@value_type(
    description="各地不同的词汇：渠道、类别、岗位、会议种类 / "
    "A word of a vocabulary that differs by locality"
)
class Term:
    code: str = value()
    label: str = value()


@value_type()
class PageInfo:
    has_next_page: bool = value()
    has_previous_page: bool = value()
    start_cursor: str | None = value()
    end_cursor: str | None = value()


@strawberry.enum
class Direction(Enum):
    ASC = "ASC"
    DESC = "DESC"


@strawberry.input
class DateTimeRange:
    from_: datetime | None = strawberry.field(name="from", default=strawberry.UNSET)
    to: datetime | None = strawberry.UNSET


@strawberry.input
class FieldValueInput:
    name: str
    value: strawberry.scalars.JSON | None = strawberry.UNSET


def connection_of(name: str, module: str, *, counted: bool = True) -> Any:
    """`<name>Connection` and `<name>Edge` over a type of a module under this package."""
    node: Any = Annotated[name, strawberry.lazy(module)]
    edge: Any = value_type(access=OPEN)(_made(f"{name}Edge", {"cursor": str, "node": node}))
    members: dict[str, Any] = {"edges": list[edge], "page_info": PageInfo}
    if counted:
        members |= {"total_count": int, "total_count_is_exact": bool}
    return value_type(access=OPEN)(_made(f"{name}Connection", members))


def _made(name: str, annotations: dict[str, Any]) -> type:
    members: dict[str, Any] = {member: value() for member in annotations}
    return type(name, (), {**members, "__annotations__": annotations, "__module__": __name__})
