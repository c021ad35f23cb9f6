"""What led to a regulation, or to an amendment of it: cases, problems, resolutions."""

from collections.abc import Awaitable, Callable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, distinct, func, select
from sqlmodel import SQLModel

from lianxin import tables
from lianxin.context import Context
from lianxin.database import among_keys
from lianxin.problems import CASES_OF_GROUNDS, MOTIONS_OF_GROUNDS, PROBLEMS_OF_GROUNDS
from lianxin.rules.sql.values import table_of
from lianxin_schema.fields import OPEN, Via, ascending, computed, page, table_type
from lianxin_schema.planner.running import ambient
from lianxin_schema.types.cases import CaseConnection
from lianxin_schema.types.motions import MotionConnection
from lianxin_schema.types.problems import READERS, Counted, ProblemConnection, told
from lianxin_schema.types.visibility import CASE_READERS, MEETING_READERS

_NONE = "对您不可见的不列出、不计入 / What is kept from you is neither listed nor counted"


def _origin(name: str, table: type[SQLModel], near: str, description: str) -> Any:
    """A part of a regulation's (an amendment's) type: `near` names it in its grounds."""
    annotations = {
        "cases": CaseConnection | None,
        "case_count": int | None,
        "problems": ProblemConnection | None,
        "motions": MotionConnection | None,
    }
    members: dict[str, Any] = {
        "cases": page(
            "id",
            via=Via(CASES_OF_GROUNDS, near, "case_id"),
            order=[ascending("submitted_at", kind="instant")],
            permission=CASE_READERS,
        ),
        "case_count": computed(
            _counting(near),
            "id",
            description="对外不足 5 件不公布 / What is published is null under 5",
        ),
        "problems": page(
            "id",
            via=Via(PROBLEMS_OF_GROUNDS, near, "problem_id"),
            order=[ascending("code")],
            permission=READERS,
        ),
        "motions": page(
            "id",
            via=Via(MOTIONS_OF_GROUNDS, near, "motion_id"),
            order=[ascending("code")],
            permission=MEETING_READERS,
        ),
    }
    made = type(name, (), {**members, "__annotations__": annotations, "__module__": __name__})
    return table_type(table, access=OPEN, description=f"{description}。{_NONE}")(made)


def _counting(near: str) -> Callable[[Context, Sequence[Sequence[Any]]], Awaitable[list[Any]]]:
    """Batches of how many cases led to each."""

    async def counts(context: Context, rows: Sequence[Sequence[Any]]) -> list[int | None]:
        statement, keys = _led(near, Counted.by(context)), [row[0] for row in rows]
        found = await context.locality.database.all(statement, keys=keys, **ambient(context))
        by_key = {row.key: row.cases for row in found}
        return [told(context, by_key.get(key, 0)) for key in keys]

    return counts


@lru_cache(maxsize=100)
def _led(near: str, counted: Counted) -> Select[Any]:
    led, case = CASES_OF_GROUNDS.subquery("led"), table_of(tables.Case).alias()
    return (
        select(led.c[near].label("key"), func.count(distinct(case.c.id)).label("cases"))
        .join(case, case.c.id == led.c.case_id)
        .where(among_keys(led.c[near], "keys"), counted(case.c))
        .group_by(led.c[near])
    )


RegulationOrigin: Any = _origin(
    "RegulationOrigin",
    tables.Regulation,
    "regulation_id",
    "制度的由来，含历次修改完善 / What led to a regulation and its amendments",
)
AmendmentOrigin: Any = _origin(
    "AmendmentOrigin",
    tables.RegulationVersion,
    "amendment_id",
    "修改完善的由来 / What led to an amendment",
)
