"""Consequences written once: on a breach, on the n-th event, or by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, bindparam, exists, func, literal_column, null, select
from sqlalchemy.sql.base import Executable

from lianxin.calendar import period_of
from lianxin.context import Context
from lianxin.database import Batch, Key, Transaction
from lianxin.database.base import row_values
from lianxin.errors import Refused, not_permitted
from lianxin.events import audit, outbox_event
from lianxin.ids import global_id
from lianxin.indicators import values
from lianxin.language import Text
from lianxin.rules.base import RuleInForce, figure_of
from lianxin.rules.consequence import (
    AfterIndicator,
    AfterSurvey,
    ConsequenceRule,
    OnBreach,
    OnEvents,
    OnLost,
    OnMet,
)
from lianxin.rules.indicator import Indicator
from lianxin.rules.measures import plain
from lianxin.rules.sql.values import table_of
from lianxin.rules.standing import State
from lianxin.rules.words import codes
from lianxin.standings.refusing import refused
from lianxin.surveys.ranking import rank
from lianxin.tables import Consequence, OutboxEvent, Standing

WRITTEN, STANDING = table_of(Consequence), table_of(Standing)


@dataclass(frozen=True)
class Due:
    """Somebody whom a consequence meets, and why."""

    subject_type: str
    subject_id: int
    unit_id: int | None = None
    survey_id: int | None = None
    case_id: int | None = None
    ground: Mapping[str, Any] = field(default_factory=dict)


async def derive_from_standings(tx: Transaction, context: Context) -> list[int]:
    """What follows from what is breached or met, events and figures; run by the sweep."""
    made: list[int] = []
    for entry, rule in context.locality.composition.of(ConsequenceRule):
        if isinstance(rule.when, OnBreach):
            due = await _on_breach(tx, context, entry, rule.when)
        elif isinstance(rule.when, OnMet):
            due = await _on_met(tx, context, entry, rule.when)
        elif isinstance(rule.when, OnLost):
            due = await _on_lost(tx, context, entry, rule.when)
        elif isinstance(rule.when, OnEvents):
            due = await _on_events(tx, context, entry, rule, rule.when)
        elif isinstance(rule.when, AfterIndicator):
            due = await _after_indicator(tx, context, entry, rule.when)
        else:
            continue
        made += await _write(tx, context, entry, rule, due)
    return made


async def record_consequence(
    tx: Transaction,
    context: Context,
    entry: RuleInForce,
    *,
    subject: tuple[str, int],
    ground: str,
    unit_id: int | None = None,
    case_id: int | None = None,
    decided_on: date | None = None,
    data: Mapping[str, Any] | None = None,
) -> int:
    """Record one by hand; its key. Raises Refused without a ground, or without the right to."""
    rule = entry.rule
    assert isinstance(rule, ConsequenceRule)
    problems = []
    if not rule.by_hand:
        problems.append(refused(entry, _BY_ITSELF))
    if not rule.by & context.viewer.roles:
        problems.append(not_permitted(_NOT_YOURS))
    if not ground.strip():
        problems.append(refused(entry, _NO_GROUND, "ground"))
    if problems:
        raise Refused(problems)
    row = Consequence(
        rule_key=entry.key,
        kind=rule.effect.code,
        subject_type=subject[0],
        subject_id=subject[1],
        unit_id=unit_id or (subject[1] if subject[0] == "Unit" else None),
        decided_on=decided_on or context.today,
        ground=ground.strip(),
        case_id=case_id,
        by_hand=True,
        recorded_at=context.now,
        recorder_id=context.viewer.person_id,
        data={**_data(context, rule), **(data or {})},
    )
    told = global_id("Consequence", row.id)
    await audit(tx, context, action="record_consequence", object=told, result="done")
    await store(tx, context, [row])
    return row.id


async def _on_breach(
    tx: Transaction, context: Context, entry: RuleInForce, trigger: OnBreach
) -> list[Due]:
    times = figure_of(trigger.times, context.locality.figures.settings)
    watched = context.locality.composition.rule(full_key(entry, trigger.rule))
    assert watched is not None
    rows = await tx.all(
        _BREACHES,
        watched=watched.key,
        rule_key=entry.key,
        start=period_of(trigger.within, context.today).start,
        today=context.today,
        times=times,
    )
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


async def _on_met(
    tx: Transaction, context: Context, entry: RuleInForce, trigger: OnMet
) -> list[Due]:
    watched = context.locality.composition.rule(full_key(entry, trigger.rule))
    assert watched is not None
    rows = await tx.all(
        _MET,
        watched=watched.key,
        rule_key=entry.key,
        lost=full_key(entry, trigger.lost) if trigger.lost else "",
        start=period_of(trigger.within, context.today).start,
        today=context.today,
    )
    said = {"rule": watched.rule.title, "times": 1}
    return [Due(row.subject_type, row.subject_id, row.unit_id, ground=said) for row in rows]


async def _on_lost(
    tx: Transaction, context: Context, entry: RuleInForce, trigger: OnLost
) -> list[Due]:
    watched = context.locality.composition.rule(full_key(entry, trigger.rule))
    assert watched is not None
    rows = await tx.all(
        _LOST,
        watched=watched.key,
        rule_key=entry.key,
        given=full_key(entry, trigger.given),
        today=context.today,
    )
    said = {"rule": watched.rule.title, "times": 1}
    return [Due(row.subject_type, row.subject_id, row.unit_id, ground=said) for row in rows]


async def _on_events(
    tx: Transaction, context: Context, entry: RuleInForce, rule: ConsequenceRule, trigger: OnEvents
) -> list[Due]:
    nth = figure_of(trigger.nth, context.locality.figures.settings)
    events = trigger.query.subquery()
    by_case = nth == 1 and "case_id" in events.c
    case_id = events.c.case_id if by_case else null()
    unit = events.c.unit_id if "unit_id" in events.c else literal_column("NULL", Key)
    written = exists().where(
        WRITTEN.c.rule_key == bindparam("rule_key"),
        WRITTEN.c.subject_type == bindparam("subject_type"),
        WRITTEN.c.subject_id == events.c.subject_id,
        WRITTEN.c.case_id == events.c.case_id if by_case else WRITTEN.c.decided_on >= _START,
    )
    groups = [events.c.subject_id, *([events.c.case_id] if by_case else [])]
    statement = (
        select(
            events.c.subject_id,
            func.max(unit).label("unit_id"),
            (case_id if by_case else literal_column("NULL", Key)).label("case_id"),
            func.count().label("number"),
        )
        .where(events.c.occasion >= _START, ~written)
        .group_by(*groups)
        .having(func.count() >= bindparam("nth"))
    )
    start = period_of(trigger.within, context.today).start
    rows = await tx.all(
        statement,
        **context.locality.figures.by_name,
        rule_key=entry.key,
        subject_type=trigger.subject_type,
        start=start,
        nth=nth,
    )
    return [
        Due(
            trigger.subject_type,
            row.subject_id,
            row.unit_id,
            case_id=row.case_id,
            ground={"rule": rule.title, "times": row.number},
        )
        for row in rows
    ]


async def _after_indicator(
    tx: Transaction, context: Context, entry: RuleInForce, trigger: AfterIndicator
) -> list[Due]:
    """Of the last period that is over; once."""
    locality = context.locality
    watched = locality.composition.rule(full_key(entry, trigger.indicator))
    assert watched is not None
    assert isinstance(watched.rule, Indicator)
    settings = locality.figures.settings
    period = period_of(watched.rule.period_kind(settings), context.today).previous()
    kinds = codes(trigger.by, settings)
    found = [v for kind in kinds for v in await values(tx, watched, locality, period, by=kind)]
    written = await tx.all(_SINCE_ITS_END, rule_key=entry.key, start=period.end)
    known = {row.subject_id for row in written}
    figures = {value.key: value.value for value in found}
    return [
        Due("Unit", unit, unit, ground={"survey": watched.rule.title, **_said(score)})
        for unit, score in _ranked(figures, watched.rule.ceiling).items()
        if unit not in known and all(place.fits(score, settings) for place in trigger.places)
    ]


def _ranked(figures: Mapping[int, float | None], lowest_first: bool) -> dict[int, dict[str, float]]:
    sign = -1 if lowest_first else 1
    turned = {unit: None if value is None else sign * value for unit, value in figures.items()}
    return {
        unit: {"rank": first, "rank_from_last": last, "score": figures[unit] or 0.0}
        for unit, (first, last) in rank(turned).items()
    }


def _said(score: Mapping[str, float]) -> dict[str, Any]:
    return {**score, "score": plain(score["score"])}


async def _write(
    tx: Transaction, context: Context, entry: RuleInForce, rule: ConsequenceRule, due: list[Due]
) -> list[int]:
    rows = consequences_of(context, entry, rule, due)
    await store(tx, context, rows)
    return [row.id for row in rows]


def consequences_of(
    context: Context, entry: RuleInForce, rule: ConsequenceRule, due: Iterable[Due]
) -> list[Consequence]:
    return [
        Consequence(
            rule_key=entry.key,
            kind=rule.effect.code,
            subject_type=each.subject_type,
            subject_id=each.subject_id,
            unit_id=each.unit_id,
            decided_on=context.today,
            ground=_ground(rule).format(**each.ground).zh,
            survey_id=each.survey_id,
            case_id=each.case_id,
            recorded_at=context.now,
            data=_data(context, rule),
        )
        for each in due
    ]


async def store(tx: Transaction, context: Context, rows: Iterable[Consequence]) -> None:
    """With the events that tell of them."""
    batch = Batch()
    for row in rows:
        batch.add(Consequence, row_values(row))
        event = outbox_event(
            context,
            kind="consequence_recorded",
            subject_type="Consequence",
            subject_id=row.id,
            data={"rule": row.rule_key, "kind": row.kind, "unitId": row.unit_id},
        )
        batch.add(OutboxEvent, row_values(event))
    if batch.added:
        await tx.write(batch)


def _data(context: Context, rule: ConsequenceRule) -> dict[str, Any]:
    settings = context.locality.figures.settings
    return {name: figure_of(value, settings) for name, value in rule.data.items()}


def _ground(rule: ConsequenceRule) -> Text:
    return rule.ground or _GROUNDS.get(type(rule.when), _AFTER_EVENTS)


def full_key(entry: RuleInForce, key: str) -> str:
    """A rule's key in the same module, as the locality knows it."""
    return f"{entry.module}.{key}"


_AFTER_SURVEY = Text(
    "{survey}得分 {score}，第 {rank} 名（倒数第 {rank_from_last} 名）",
    "{survey}: score {score}, place {rank} (from the last: {rank_from_last})",
)
_AFTER_EVENTS = Text("“{rule}”第 {times} 次", "“{rule}”, {times} times")
_NO_LONGER = Text("不再达到要求：{rule}", "No longer as asked: {rule}")
_AS_ASKED = Text("“{rule}”已全部达到", "“{rule}” is met")
_GROUNDS: Mapping[type, Text] = {
    AfterSurvey: _AFTER_SURVEY,
    AfterIndicator: _AFTER_SURVEY,
    OnMet: _AS_ASKED,
    OnLost: _NO_LONGER,
}
_START = bindparam("start", type_=Date())
_SINCE_ITS_END = select(WRITTEN.c.subject_id).where(
    WRITTEN.c.rule_key == bindparam("rule_key"), WRITTEN.c.decided_on > _START
)
_BREACHES: Executable = (
    select(
        STANDING.c.subject_type,
        STANDING.c.subject_id,
        func.max(STANDING.c.unit_id).label("unit_id"),
        func.count().label("number"),
    )
    .where(
        STANDING.c.rule_key == bindparam("watched"),
        STANDING.c.state == State.BREACHED.value,
        STANDING.c.period_end >= _START,
        STANDING.c.period_end < bindparam("today", type_=Date()),
        ~exists().where(
            WRITTEN.c.rule_key == bindparam("rule_key"),
            WRITTEN.c.subject_type == STANDING.c.subject_type,
            WRITTEN.c.subject_id == STANDING.c.subject_id,
            WRITTEN.c.decided_on >= _START,
        ),
    )
    .group_by(STANDING.c.subject_type, STANDING.c.subject_id)
    .having(func.count() >= bindparam("times"))
)
_LATER = WRITTEN.alias("later")
_OF_SUBJECT = (WRITTEN.c.subject_type == STANDING.c.subject_type) & (
    WRITTEN.c.subject_id == STANDING.c.subject_id
)
_NOW = bindparam("today", type_=Date()).between(STANDING.c.period_start, STANDING.c.period_end)


def _undone_by(name: str) -> ColumnElement[bool]:
    """What is written was followed by a consequence of the rule in the parameter `name`."""
    return exists().where(
        _LATER.c.rule_key == bindparam(name),
        _LATER.c.subject_type == WRITTEN.c.subject_type,
        _LATER.c.subject_id == WRITTEN.c.subject_id,
        _LATER.c.recorded_at >= WRITTEN.c.recorded_at,
    )


_MET: Executable = select(STANDING.c.subject_type, STANDING.c.subject_id, STANDING.c.unit_id).where(
    STANDING.c.rule_key == bindparam("watched"),
    STANDING.c.state == State.MET.value,
    _NOW,
    ~exists().where(
        WRITTEN.c.rule_key == bindparam("rule_key"),
        _OF_SUBJECT,
        WRITTEN.c.decided_on >= _START,
        ~_undone_by("lost"),
    ),
)
_LOST: Executable = select(
    STANDING.c.subject_type, STANDING.c.subject_id, STANDING.c.unit_id
).where(
    STANDING.c.rule_key == bindparam("watched"),
    STANDING.c.state == State.BREACHED.value,
    _NOW,
    exists().where(WRITTEN.c.rule_key == bindparam("given"), _OF_SUBJECT, ~_undone_by("rule_key")),
)
_BY_ITSELF = Text(
    "这一结果由系统依规则自动生成，不能手工登记",
    "This follows by itself and is not recorded by hand",
)
_NO_GROUND = Text("请写明依据", "State the ground")
_NOT_YOURS = Text("您没有登记问责的权限", "You may not record consequences")
