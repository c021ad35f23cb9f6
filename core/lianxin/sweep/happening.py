"""What happens to cases by itself, once the condition of a rule holds for them."""

from typing import Any

from sqlalchemy import Select, select
from sqlmodel import col

from lianxin.commands import ActOnCase, run
from lianxin.commands.cases.judge import parameters
from lianxin.commands.conditions import ready
from lianxin.ids import global_id
from lianxin.rules.base import RuleInForce
from lianxin.rules.by_itself import ByItself
from lianxin.rules.workflow import Action
from lianxin.sweep.turn import Turn
from lianxin.tables import Case

AT_ONCE = 200
"""So many cases a rule and turn; the others follow in the next."""


async def let_happen(turn: Turn) -> int:
    """How many cases something happened to; what other rules refuse is tried again next time."""
    count = 0
    for entry, rule in turn.locality.composition.of(ByItself):
        action = _action(turn, entry, rule)
        given = parameters(turn.context)
        for row in await turn.locality.database.all(_cases(entry, rule), **given):
            fields = {name: _as_given(action, name, getattr(row, name)) for name in rule.fields}
            asked = ActOnCase(code=row.code, action=action.code, fields=fields)
            count += bool((await run(asked, turn.context)).values)
    return count


def _action(turn: Turn, entry: RuleInForce, rule: ByItself) -> Action:
    workflow = turn.locality.composition.workflow(f"{entry.module}.{rule.workflow}")
    action = workflow.action(rule.action) if workflow else None
    if action is None:
        raise LookupError(f"{entry.key}: {rule.workflow} has no action {rule.action}")
    return action


def _cases(entry: RuleInForce, rule: ByItself) -> Select[Any]:
    fields = [ready(column).label(name) for name, column in rule.fields.items()]
    return (
        select(col(Case.code), *fields)
        .where(
            col(Case.workflow) == f"{entry.module}.{rule.workflow}",
            col(Case.closed_at).is_(None),
            ready(rule.when),
            *(column.is_not(None) for column in rule.fields.values()),
        )
        .order_by(col(Case.submitted_at), col(Case.id))
        .limit(AT_ONCE)
    )


def _as_given(action: Action, name: str, value: Any) -> Any:
    kind = next((i.kind for i in action.inputs if i.name == name), None)
    return global_id("Person", value) if kind == "person" else value
