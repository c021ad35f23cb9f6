"""Consequences written once: after a survey, on a breach, on the n-th event, or by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Date, bindparam, exists, func, literal_column, null, select
from sqlalchemy.sql.base import Executable
from sqlmodel import col

from lianxin.calendar import period_of
from lianxin.context import Context
from lianxin.database import Key, Session, Transaction, together
from lianxin.errors import Refused, not_permitted
from lianxin.events import announce, audit
from lianxin.ids import global_id
from lianxin.language import Text
from lianxin.rules.base import RuleInForce, figure_of
from lianxin.rules.consequence import SCORE, AfterSurvey, ConsequenceRule, OnBreach, OnEvents
from lianxin.rules.measures import plain
from lianxin.rules.sql.values import Values, table_of
from lianxin.rules.standing import State
from lianxin.standings.refusing import refused
from lianxin.tables import Consequence, Standing
from lianxin.tables import Survey as SurveyRow

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


async def derive(tx: Transaction, context: Context, survey_id: int) -> list[int]:
    """What follows from a closed survey; the keys of the consequences that are new."""
    survey = await tx.first(_SURVEY, id=survey_id)
    assert survey is not None
    following = [
        (entry, rule, rule.when)
        for entry, rule in context.locality.composition.of(ConsequenceRule)
        if isinstance(rule.when, AfterSurvey) and _full(entry, rule.when.survey) == survey.rule_key
    ]
    found = await together(
        tx,
        *(
            partial(_after_survey, context=context, entry=entry, trigger=trigger, survey=survey)
            for entry, _, trigger in following
        ),
    )
    made: list[int] = []
    for (entry, rule, _), due in zip(following, found, strict=True):
        made += await _write(tx, context, entry, rule, due)
    return made


async def derive_from_standings(tx: Transaction, context: Context) -> list[int]:
    """What follows from breaches and events; run by the sweep."""
    made: list[int] = []
    for entry, rule in context.locality.composition.of(ConsequenceRule):
        if isinstance(rule.when, OnBreach):
            due = await _on_breach(tx, context, entry, rule.when)
        elif isinstance(rule.when, OnEvents):
            due = await _on_events(tx, context, entry, rule, rule.when)
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
    await tx.add(row)
    told = global_id("Consequence", row.id)
    await audit(tx, context, action="record_consequence", object=told, result="done")
    await _tell(tx, context, [row])
    return row.id


async def _after_survey(
    session: Session,
    *,
    context: Context,
    entry: RuleInForce,
    trigger: AfterSurvey,
    survey: Any,
) -> list[Due]:
    values = Values()
    written = exists().where(
        WRITTEN.c.rule_key == bindparam("rule_key"),
        WRITTEN.c.survey_id == SCORE.c.survey_id,
        WRITTEN.c.subject_id == SCORE.c.subject_id,
    )
    conditions = [place.sql(values) for place in trigger.places]
    if trigger.where is not None:
        conditions.append(trigger.where)
    statement = select(SCORE).where(
        SCORE.c.survey_id == bindparam("survey_id", type_=Key), *conditions, ~written
    )
    figures = context.locality.figures
    given = {**figures.by_name, **values.read(figures.settings)}
    given |= {"period_start": survey.period_start, "period_end": survey.period_end}
    rows = await session.all(statement, rule_key=entry.key, survey_id=survey.id, **given)
    return [
        Due(
            row.subject_type,
            row.subject_id,
            row.subject_id if row.subject_type == "Unit" else None,
            survey.id,
            ground={
                "survey": survey.title,
                "rank": row.rank,
                "rank_from_last": row.rank_from_last,
                "score": plain(row.score),
            },
        )
        for row in rows
    ]


async def _on_breach(
    tx: Transaction, context: Context, entry: RuleInForce, trigger: OnBreach
) -> list[Due]:
    times = figure_of(trigger.times, context.locality.figures.settings)
    watched = context.locality.composition.rule(_full(entry, trigger.rule))
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


async def _write(
    tx: Transaction,
    context: Context,
    entry: RuleInForce,
    rule: ConsequenceRule,
    due: Iterable[Due],
) -> list[int]:
    rows = [
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
    await tx.add(*rows)
    await _tell(tx, context, rows)
    return [row.id for row in rows]


async def _tell(tx: Transaction, context: Context, rows: Iterable[Consequence]) -> None:
    for row in rows:
        await announce(
            tx,
            context,
            kind="consequence_recorded",
            subject_type="Consequence",
            subject_id=row.id,
            data={"rule": row.rule_key, "kind": row.kind, "unitId": row.unit_id},
        )


def _data(context: Context, rule: ConsequenceRule) -> dict[str, Any]:
    settings = context.locality.figures.settings
    return {name: figure_of(value, settings) for name, value in rule.data.items()}


def _ground(rule: ConsequenceRule) -> Text:
    default = _AFTER_SURVEY if isinstance(rule.when, AfterSurvey) else _AFTER_EVENTS
    return rule.ground or default


def _full(entry: RuleInForce, key: str) -> str:
    """A rule's key in the same module, as the locality knows it."""
    return f"{entry.module}.{key}"


_AFTER_SURVEY = Text(
    "{survey}得分 {score}，第 {rank} 名（倒数第 {rank_from_last} 名）",
    "{survey}: score {score}, place {rank} (from the last: {rank_from_last})",
)
_AFTER_EVENTS = Text("“{rule}”第 {times} 次", "“{rule}”, {times} times")
_START = bindparam("start", type_=Date())
_SURVEY = select(SurveyRow.__table__).where(  # type: ignore[attr-defined]
    col(SurveyRow.id) == bindparam("id", type_=Key)
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
_BY_ITSELF = Text(
    "这一结果由系统依规则自动生成，不能手工登记",
    "This follows by itself and is not recorded by hand",
)
_NO_GROUND = Text("请写明依据", "State the ground")
_NOT_YOURS = Text("您没有登记问责的权限", "You may not record consequences")
