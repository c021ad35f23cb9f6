"""Whom the n-th event of a period meets."""

from typing import Any

from sqlalchemy import Select, bindparam, exists, func, literal_column, null, select

from lianxin.calendar import period_of
from lianxin.consequences.writing import START, WRITTEN, Due
from lianxin.context import Context
from lianxin.database import Key, Transaction
from lianxin.rules.base import RuleInForce, figure_of
from lianxin.rules.consequence import OnEvents


async def on_events(
    tx: Transaction, context: Context, entry: RuleInForce, trigger: OnEvents
) -> list[Due]:
    nth = int(figure_of(trigger.nth, context.locality.figures.settings))
    rows = await tx.all(
        _events(trigger, nth),
        **context.locality.figures.by_name,
        rule_key=entry.key,
        subject_type=trigger.subject_type,
        start=period_of(trigger.within, context.today).start,
        nth=nth,
    )
    return [
        Due(
            trigger.subject_type,
            row.subject_id,
            row.unit_id,
            case_id=row.case_id,
            ground={"rule": entry.rule.title, "times": row.number},
        )
        for row in rows
    ]


def _events(trigger: OnEvents, nth: int) -> Select[Any]:
    """Each case has its own where the first event counts; else those of a subject are counted."""
    events = trigger.query.subquery()
    by_case = nth == 1 and "case_id" in events.c
    case_id = events.c.case_id if by_case else null()
    unit = events.c.unit_id if "unit_id" in events.c else literal_column("NULL", Key)
    written = exists().where(
        WRITTEN.c.rule_key == bindparam("rule_key"),
        WRITTEN.c.subject_type == bindparam("subject_type"),
        WRITTEN.c.subject_id == events.c.subject_id,
        WRITTEN.c.case_id == events.c.case_id if by_case else WRITTEN.c.decided_on >= START,
    )
    groups = [events.c.subject_id, *([events.c.case_id] if by_case else [])]
    return (
        select(
            events.c.subject_id,
            func.max(unit).label("unit_id"),
            (case_id if by_case else literal_column("NULL", Key)).label("case_id"),
            func.count().label("number"),
        )
        .where(events.c.occasion >= START, ~written)
        .group_by(*groups)
        .having(func.count() >= bindparam("nth"))
    )
