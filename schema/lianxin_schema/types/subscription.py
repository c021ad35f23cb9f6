"""What happens, as it happens: fed by the sealed events, resumable by their numbers."""

from collections.abc import AsyncIterator
from typing import Any

import strawberry
from lianxin.context import Context

from lianxin_schema.fields import OPEN, Ref, value, value_type
from lianxin_schema.types.cases import Case, CaseEntry, CaseFilter
from lianxin_schema.types.standings import Standing
from lianxin_schema.types.standings_filters import FilterInput, StandingState


@value_type(access=OPEN)
class CaseChange:
    cursor: str = value()
    case: Case = value()
    entry: CaseEntry = value()


@value_type(access="standing.read")
class StandingChange:
    cursor: str = value()
    standing: Standing = value()
    previous: StandingState | None = value()


async def case_changed(
    _: None, context: Context, filter: Any = None, after: str | None = None
) -> AsyncIterator[CaseChange]:
    async for event in context.events({"case_changed"}, after, filter):
        yield CaseChange(
            cursor=str(event.n),
            case=Ref("Case", event.subject_id),  # type: ignore[arg-type]
            entry=Ref("CaseEntry", event.data["entry"]),  # type: ignore[arg-type]
        )


async def standing_changed(
    _: None, context: Context, filter: Any = None, after: str | None = None
) -> AsyncIterator[StandingChange]:
    async for event in context.events({"standing_changed"}, after, filter):
        yield StandingChange(
            cursor=str(event.n),
            standing=Ref("Standing", event.subject_id),  # type: ignore[arg-type]
            previous=event.data.get("previous"),
        )


def _events(read: Any, filter: type) -> Any:
    return value(
        read,
        arguments={"filter": filter | None, "after": str | None},
        defaults={"filter": strawberry.UNSET, "after": strawberry.UNSET},
    )


@strawberry.type(
    description="`after` 为最后收到的 cursor,续接不遗漏 / `after` is the cursor of the last change "
    "seen: none is missed. A change of schema plans anew or completes with SCHEMA_CHANGED."
)
class Subscription:
    case_changed: CaseChange = _events(case_changed, CaseFilter)
    standing_changed: StandingChange = _events(standing_changed, FilterInput)
