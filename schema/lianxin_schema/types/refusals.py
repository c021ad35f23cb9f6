"""What rules refused of late: the clause's own record of what it is good for."""

from datetime import date
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, exists, or_

from lianxin import tables
from lianxin.database import Among
from lianxin_schema.fields import Who, column, computed, descending, link, page, table_type
from lianxin_schema.types.base import connection_of
from lianxin_schema.types.cases import Case
from lianxin_schema.types.rules import Rule, rules_by_key
from lianxin_schema.types.visibility import visible_case

RefusalConnection: Any = connection_of("Refusal", "lianxin_schema.types.refusals")


@strawberry.input(description="按规则（key） / By rule (its key)")
class RefusalFilter:
    rule: list[str] | None = strawberry.UNSET


REFUSAL_FILTERS = {"rule": lambda c, g: Among(c.rule_key, g.words())}


def _visible(c: Any, who: Who) -> ColumnElement[bool]:
    """Of a case that somebody does not see, what was refused is not seen either."""
    case = tables.Case.__table__.alias()  # type: ignore[attr-defined]
    seen = exists().where(case.c.id == c.case_id, visible_case(case.c, who))
    return or_(c.case_id.is_(None), seen.correlate_except(case))


@table_type(
    tables.RefusalNote,
    access="standing.read",
    visible=_visible,
    description="规则拒绝过的一次操作 / That a rule refused an action",
)
class Refusal:
    rule: Rule = computed(rules_by_key, "rule_key")
    action: str = column()
    day: date = column()
    case: Case | None = link("case_id")


@strawberry.type
class RefusalQueries:
    """Root fields over refusals; merged into the root of all reading."""

    refusals: RefusalConnection = page(
        order=[descending("day", kind="date")],
        filters=(RefusalFilter, REFUSAL_FILTERS),
        permission="standing.read",
        description="规则近期的拒绝，最新的在前 / What rules refused, the latest first.",
    )
