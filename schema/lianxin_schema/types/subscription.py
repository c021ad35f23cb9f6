"""What happens, as it happens: fed by the sealed events, resumable by their numbers."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import strawberry
from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin import tables
from lianxin.database import Key
from lianxin.events.cursors import cursor_of
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.fields import OPEN, Access, Ref, value, value_type
from lianxin_schema.planner.given import Binder, Given
from lianxin_schema.planner.running import ambient
from lianxin_schema.types.cases import CASE_FILTERS, Case, CaseEntry, CaseFilter
from lianxin_schema.types.standings import Standing
from lianxin_schema.types.standings_filters import STANDING_FILTERS, FilterInput, StandingState
from lianxin_schema.types.visibility import CASE_READERS


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
    _: None,
    context: RequestContext,
    filter: Any = None,
    after: str | None = None,
    code: str | None = None,
) -> AsyncIterator[CaseChange]:
    wanted = Wanted(context, tables.Case, CASE_FILTERS, filter)
    only = None if code is None else await _case_of(context, code)
    async for event in _sealed(context, "case_changed", after):
        if "entry" not in event.data or (code is not None and event.subject_id != only):
            continue
        if not await wanted.has(event.subject_id):
            continue
        yield CaseChange(
            cursor=cursor_of(event.n, context.locality.sealer),
            case=Ref("Case", event.subject_id),  # type: ignore[arg-type]
            entry=Ref("CaseEntry", event.data["entry"]),  # type: ignore[arg-type]
        )


async def standing_changed(
    _: None, context: RequestContext, filter: Any = None, after: str | None = None
) -> AsyncIterator[StandingChange]:
    wanted = Wanted(context, tables.Standing, STANDING_FILTERS, filter)
    async for event in _sealed(context, "standing_changed", after):
        if not await wanted.has(event.subject_id):
            continue
        yield StandingChange(
            cursor=cursor_of(event.n, context.locality.sealer),
            standing=Ref("Standing", event.subject_id),  # type: ignore[arg-type]
            previous=event.data.get("previous"),
        )


_CASE = select(col(tables.Case.id)).where(col(tables.Case.code) == bindparam("code"))


async def _case_of(context: RequestContext, code: str) -> int | None:
    """Of a case that is not there or not the viewer's to see nothing is told, and not which."""
    found = await context.locality.database.first(_CASE, code=code)
    return None if found is None else found.id


def _sealed(context: RequestContext, kind: str, after: str | None) -> AsyncIterator[Any]:
    assert context.services is not None
    return context.services.events(context, {kind}, after)


class Wanted:
    """Whether a row passes a subscriber's filter; made once, asked at each event."""

    def __init__(
        self, context: RequestContext, table: Any, conditions: Mapping[str, Any], filter: Any
    ) -> None:
        binder = Binder()
        alias = table.__table__.alias()
        self._context = context
        self._statement = select(alias.c.id).where(
            alias.c.id == bindparam("key", type_=Key),
            *(
                conditions[name](alias.c, Given(given, binder))
                for name, given in (filter or {}).items()
                if given is not None
            ),
        )
        self._constants = binder.bound({})
        self._asks = bool(filter)

    async def has(self, key: int) -> bool:
        if not self._asks:
            return True
        values = {**ambient(self._context), **self._constants, "key": key}
        found = await self._context.locality.database.first(self._statement, **values)
        return found is not None


def _events(read: Any, filter: type, permission: Access, **more: Any) -> Any:
    arguments = {"filter": filter | None, "after": str | None, **more}
    defaults = dict.fromkeys(arguments, strawberry.UNSET)
    return value(read, permission=permission, arguments=arguments, defaults=defaults)


@strawberry.type(
    description="`after` 为最后收到的 cursor，续接不遗漏 / `after` is the cursor of the last change "
    "seen: none is missed. `code` 只订阅这一件诉求 / follows one case. "
    "A change of schema plans anew or completes with SCHEMA_CHANGED."
)
class Subscription:
    case_changed: CaseChange = _events(case_changed, CaseFilter, CASE_READERS, code=str | None)
    standing_changed: StandingChange = _events(standing_changed, FilterInput, "standing.read")
