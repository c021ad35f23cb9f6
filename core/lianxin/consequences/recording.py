"""Consequences that somebody decides on and records by hand."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from lianxin.consequences.writing import data_of, store
from lianxin.context import Context
from lianxin.database import Transaction
from lianxin.errors import Refused, not_permitted
from lianxin.events import audit
from lianxin.ids import global_id
from lianxin.language import Text
from lianxin.rules.base import RuleInForce
from lianxin.rules.consequence import ConsequenceRule
from lianxin.standings.refusing import refused
from lianxin.tables import Consequence


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
        data={**data_of(context, rule), **(data or {})},
    )
    told = global_id("Consequence", row.id)
    await audit(tx, context, action="record_consequence", object=told, result="done")
    await store(tx, context, [row])
    return row.id


_BY_ITSELF = Text(
    "这一结果由系统依规则自动生成，不能手工登记",
    "This follows by itself and is not recorded by hand",
)
_NO_GROUND = Text("请写明依据", "State the ground")
_NOT_YOURS = Text("您没有登记问责的权限", "You may not record consequences")
