"""Whom each rule's consequence meets now; run by the sweep."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from lianxin.consequences.events import on_events
from lianxin.consequences.figures import after_indicator
from lianxin.consequences.standings import on_breach, on_lost, on_met
from lianxin.consequences.writing import Due, consequences_of, store
from lianxin.context import Context
from lianxin.database import Transaction
from lianxin.rules.base import RuleInForce
from lianxin.rules.consequence import (
    AfterIndicator,
    ConsequenceRule,
    OnBreach,
    OnEvents,
    OnLost,
    OnMet,
)

Found = Callable[[Transaction, Context, RuleInForce, Any], Awaitable[list[Due]]]

_DUE: Mapping[type, Found] = {
    OnBreach: on_breach,
    OnMet: on_met,
    OnLost: on_lost,
    OnEvents: on_events,
    AfterIndicator: after_indicator,
}
"""By what a consequence waits for; of surveys and by hand they are written elsewhere."""


async def derive_from_standings(tx: Transaction, context: Context) -> list[int]:
    """What follows from what is breached or met, events and figures: the keys of what is new."""
    made: list[int] = []
    for entry, rule in context.locality.composition.of(ConsequenceRule):
        if found := _DUE.get(type(rule.when)):
            due = await found(tx, context, entry, rule.when)
            rows = consequences_of(context, entry, rule, due)
            await store(tx, context, rows)
            made += [row.id for row in rows]
    return made
