"""Who is breached so often, who is met, and who is no longer what a consequence was given for."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, literal_column, select

from lianxin.calendar import period_of
from lianxin.consequences.writing import START, WRITTEN, Due, full_key
from lianxin.context import Context
from lianxin.database import Row, Transaction
from lianxin.rules.base import RuleInForce, figure_of
from lianxin.rules.consequence import OnBreach, OnLost, OnMet
from lianxin.rules.sql.values import TODAY, table_of
from lianxin.rules.standing import State
from lianxin.tables import Standing

STANDING = table_of(Standing)


async def on_breach(
    tx: Transaction, context: Context, entry: RuleInForce, trigger: OnBreach
) -> list[Due]:
    watched = _watched(context, entry, trigger.rule)
    rows = await tx.all(
        _BREACHES,
        watched=watched.key,
        rule_key=entry.key,
        start=period_of(trigger.within, context.today).start,
        today=context.today,
        times=figure_of(trigger.times, context.locality.figures.settings),
    )
    return _due(watched, rows)


async def on_met(
    tx: Transaction, context: Context, entry: RuleInForce, trigger: OnMet
) -> list[Due]:
    watched = _watched(context, entry, trigger.rule)
    rows = await tx.all(
        _MET,
        watched=watched.key,
        rule_key=entry.key,
        lost=full_key(entry, trigger.lost) if trigger.lost else "",
        start=period_of(trigger.within, context.today).start,
        today=context.today,
    )
    return _due(watched, rows)


async def on_lost(
    tx: Transaction, context: Context, entry: RuleInForce, trigger: OnLost
) -> list[Due]:
    watched = _watched(context, entry, trigger.rule)
    rows = await tx.all(
        _LOST,
        watched=watched.key,
        rule_key=entry.key,
        given=full_key(entry, trigger.given),
        today=context.today,
    )
    return _due(watched, rows)


def _watched(context: Context, entry: RuleInForce, key: str) -> RuleInForce:
    watched = context.locality.composition.rule(full_key(entry, key))
    assert watched is not None
    return watched


def _due(watched: RuleInForce, rows: Iterable[Row]) -> list[Due]:
    said = watched.rule.title
    return [
        Due(
            row.subject_type,
            row.subject_id,
            row.unit_id,
            ground={"rule": said, "times": row.number},
        )
        for row in rows
    ]


_LATER = WRITTEN.alias("later")
_OF_SUBJECT = (WRITTEN.c.subject_type == STANDING.c.subject_type) & (
    WRITTEN.c.subject_id == STANDING.c.subject_id
)
_NOW = TODAY.between(STANDING.c.period_start, STANDING.c.period_end)


def _undone_by(name: str) -> ColumnElement[bool]:
    """What is written was followed by a consequence of the rule in the parameter `name`."""
    return exists().where(
        _LATER.c.rule_key == bindparam(name),
        _LATER.c.subject_type == WRITTEN.c.subject_type,
        _LATER.c.subject_id == WRITTEN.c.subject_id,
        _LATER.c.recorded_at >= WRITTEN.c.recorded_at,
    )


def _at_present(state: State, written: ColumnElement[bool]) -> Select[Any]:
    return select(
        STANDING.c.subject_type,
        STANDING.c.subject_id,
        STANDING.c.unit_id,
        literal_column("1").label("number"),
    ).where(
        STANDING.c.rule_key == bindparam("watched"),
        STANDING.c.state == state.value,
        _NOW,
        written,
    )


_BREACHES = (
    select(
        STANDING.c.subject_type,
        STANDING.c.subject_id,
        func.max(STANDING.c.unit_id).label("unit_id"),
        func.count().label("number"),
    )
    .where(
        STANDING.c.rule_key == bindparam("watched"),
        STANDING.c.state == State.BREACHED.value,
        STANDING.c.period_end >= START,
        STANDING.c.period_end < TODAY,
        ~exists().where(
            WRITTEN.c.rule_key == bindparam("rule_key"),
            _OF_SUBJECT,
            WRITTEN.c.decided_on >= START,
        ),
    )
    .group_by(STANDING.c.subject_type, STANDING.c.subject_id)
    .having(func.count() >= bindparam("times"))
)
_MET = _at_present(
    State.MET,
    ~exists().where(
        WRITTEN.c.rule_key == bindparam("rule_key"),
        _OF_SUBJECT,
        WRITTEN.c.decided_on >= START,
        ~_undone_by("lost"),
    ),
)
_LOST = _at_present(
    State.BREACHED,
    exists().where(WRITTEN.c.rule_key == bindparam("given"), _OF_SUBJECT, ~_undone_by("rule_key")),
)
