"""Whom a consequence meets, and the row that says so, with the event that tells of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Date, bindparam

from lianxin.context import Context
from lianxin.database import Batch, Transaction
from lianxin.database.base import row_values
from lianxin.events import outbox_event
from lianxin.language import Text
from lianxin.rules.base import RuleInForce, figure_of
from lianxin.rules.consequence import AfterIndicator, AfterSurvey, ConsequenceRule, OnLost, OnMet
from lianxin.rules.sql.values import table_of
from lianxin.tables import Consequence, OutboxEvent

WRITTEN = table_of(Consequence)
START = bindparam("start", type_=Date())
"""The first day of the period within which a consequence meets somebody once."""


@dataclass(frozen=True)
class Due:
    """Somebody whom a consequence meets, and why."""

    subject_type: str
    subject_id: int
    unit_id: int | None = None
    survey_id: int | None = None
    case_id: int | None = None
    ground: Mapping[str, Any] = field(default_factory=dict)


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
            data=data_of(context, rule),
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


def data_of(context: Context, rule: ConsequenceRule) -> dict[str, Any]:
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
