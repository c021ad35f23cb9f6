"""The cases of which a viewer must not even learn the number."""

from typing import Any

from sqlalchemy import select

from lianxin.context import Context
from lianxin.database import Session
from lianxin.tables import Case
from lianxin_schema.fields import Who
from lianxin_schema.planner.running import ambient
from lianxin_schema.types.visibility import kept_from


def _kept_from() -> Any:
    case = Case.__table__.alias()  # type: ignore[attr-defined]
    return select(case.c.id).where(kept_from(case.c, Who(frozenset(), frozenset())))


_KEPT_FROM = _kept_from()


async def hidden_cases(session: Session, context: Context) -> list[int]:
    return [row.id for row in await session.all(_KEPT_FROM, **ambient(context))]
