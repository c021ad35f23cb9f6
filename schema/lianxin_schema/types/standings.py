"""How subjects stand against rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, exists, or_

from lianxin import tables
from lianxin.context import Context
from lianxin.standings.explaining import explain
from lianxin_schema.fields import Who, choice, column, computed, key, same, table_type
from lianxin_schema.types.base import Node, connection_of
from lianxin_schema.types.cases import Case
from lianxin_schema.types.meetings import Meeting
from lianxin_schema.types.motions import Motion
from lianxin_schema.types.people import (
    Household,
    Liaison,
    Person,
    Unit,
)
from lianxin_schema.types.rules import Rule, rules_by_key
from lianxin_schema.types.standings_filters import FilterInput, StandingState
from lianxin_schema.types.visibility import visible_case

StandingFilter = FilterInput
StandingSubject = Annotated[
    Person | Unit | Household | Liaison | Case | Meeting | Motion,
    strawberry.union("StandingSubject"),
]


def _subject_visible(c: Any, who: Who) -> ColumnElement[bool]:
    """Whom a case is kept from must not see how it stands either."""
    case = tables.Case.__table__.alias()  # type: ignore[attr-defined]
    seen = exists().where(case.c.id == c.subject_id, visible_case(case.c, who))
    return or_(c.subject_type != "Case", seen.correlate_except(case))


async def explanations(context: Context, rows: Sequence[Sequence[Any]]) -> list[str]:
    """Why each stands as it does, in the viewer's language."""
    composition = context.locality.composition
    found = []
    for row in rows:
        stood = _StoodRow.of(row)
        entry = composition.rule(stood.rule_key)
        said = (
            explain(entry, stood, context.language, terms=composition.terms, today=context.today)
            if entry
            else ""
        )
        found.append(said)
    return found


@dataclass(frozen=True)
class _StoodRow:
    """The columns that an explanation needs, in the order of `NEEDED`."""

    rule_key: str
    required: float
    actual: float
    unit_of_measure: str
    state: str
    detail: str
    period_start: date
    period_end: date

    @classmethod
    def of(cls, row: Sequence[Any]) -> "_StoodRow":
        *plain, start, end = row
        rule_key, required, actual, unit, state, detail = plain
        return cls(
            rule_key,
            required,
            actual,
            unit,
            state,
            detail,
            date.fromisoformat(start),
            date.fromisoformat(end),
        )


NEEDED = (
    "rule_key",
    "required",
    "actual",
    "unit_of_measure",
    "state",
    "detail",
    "period_start",
    "period_end",
)


@table_type(tables.Standing, access="standing.read", description="期间")
class Period:
    start: date = column("period_start")
    end: date = column("period_end")
    label: str = column("period_label")


@table_type(
    tables.Standing,
    access="standing.read",
    visible=_subject_visible,
    description="某主体在一个期间内对照一条规则的情况 / How a subject stands against a rule",
)
class Standing(Node):
    id: strawberry.ID = key()
    rule: Rule = computed(rules_by_key, "rule_key")
    subject: StandingSubject = choice(
        "subject_type",
        "subject_id",
        ["Person", "Unit", "Household", "Liaison", "Case", "Meeting", "Motion"],
    )
    period: Period = same()
    required: float = column()
    actual: float = column()
    unit_of_measure: str = column()
    state: StandingState = column()
    explanation: str = computed(explanations, *NEEDED)


StandingConnection: Any = connection_of("Standing", "lianxin_schema.types.standings")
