"""How subjects stand against rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, exists, or_

from lianxin import tables
from lianxin.context import Context
from lianxin.rules.base import RuleInForce
from lianxin.standings.awaiting import days_until_due, due_on
from lianxin.standings.explaining import explain
from lianxin_schema.fields import Who, choice, column, computed, key, same, table_type
from lianxin_schema.types.base import Node, connection_of
from lianxin_schema.types.cases import Case
from lianxin_schema.types.counted import MOST, CountedRow, counted_rows
from lianxin_schema.types.counted import NEEDED as COUNTED_NEEDS
from lianxin_schema.types.meetings import Meeting
from lianxin_schema.types.motions import Motion
from lianxin_schema.types.people import (
    Household,
    Liaison,
    Person,
    Unit,
)
from lianxin_schema.types.problems import Problem
from lianxin_schema.types.rules import Rule, rules_by_key
from lianxin_schema.types.standings_filters import FilterInput, StandingState
from lianxin_schema.types.traces import EACH_DAY, DeadlineDay, told
from lianxin_schema.types.visibility import visible_case

StandingFilter = FilterInput
StandingSubject = Annotated[
    Person | Unit | Household | Liaison | Case | Meeting | Motion | Problem,
    strawberry.union("StandingSubject"),
]


def _subject_visible(c: Any, who: Who) -> ColumnElement[bool]:
    """Whom a case is kept from must not see how it stands either."""
    case = tables.Case.__table__.alias()  # type: ignore[attr-defined]
    seen = exists().where(case.c.id == c.subject_id, visible_case(case.c, who))
    return or_(c.subject_type != "Case", seen.correlate_except(case))


async def explanations(context: Context, rows: Sequence[Sequence[Any]]) -> list[str]:
    """Why each stands as it does, in the viewer's language."""
    terms = context.locality.composition.terms
    return [
        explain(entry, stood, context.language, terms=terms, today=context.today) if entry else ""
        for entry, stood in _stood(context, rows)
    ]


async def due_dates(context: Context, rows: Sequence[Sequence[Any]]) -> list[date | None]:
    stood = _stood(context, rows)
    return [due_on(entry, row, context.locality) if entry else None for entry, row in stood]


async def traces(context: Context, rows: Sequence[Sequence[Any]]) -> list[list[DeadlineDay]]:
    stood = _stood(context, rows)
    return [
        told(context, days_until_due(entry, row, context.locality)) if entry else []
        for entry, row in stood
    ]


def _stood(
    context: Context, rows: Sequence[Sequence[Any]]
) -> Iterator[tuple[RuleInForce | None, "_StoodRow"]]:
    for row in rows:
        stood = _StoodRow.of(row)
        yield context.locality.composition.rule(stood.rule_key), stood


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
        ["Person", "Unit", "Household", "Liaison", "Case", "Meeting", "Motion", "Problem"],
    )
    period: Period = same()
    required: float = column()
    actual: float = column()
    unit_of_measure: str = column()
    state: StandingState = column()
    explanation: str = computed(explanations, *NEEDED)
    due_on: date | None = computed(
        due_dates,
        *NEEDED,
        description="所等待的事项最迟何日做到；随时须在位、上限或各有期限的为空 / By when what it waits "
        "for is in time; null where it waits for nothing or each thing has a day of its own",
    )
    trace: list[DeadlineDay] = computed(traces, *NEEDED, description=EACH_DAY)
    counted: list[CountedRow] = computed(
        counted_rows,
        *COUNTED_NEEDS,
        description=f"计入的会议走访、联系、登记等，最近的在前，至多 {MOST} 条，限可见者；按现行数值判断 / What "
        f"counted: encounters, links, records; the latest {MOST} of those that the viewer may see, "
        "by the figures of today",
    )


StandingConnection: Any = connection_of("Standing", "lianxin_schema.types.standings")
