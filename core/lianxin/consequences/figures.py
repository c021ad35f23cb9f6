"""Whom the figures of the period before meet, ranked together."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from lianxin.calendar import period_of
from lianxin.consequences.writing import START, WRITTEN, Due, full_key
from lianxin.context import Context
from lianxin.database import Transaction
from lianxin.indicators import values
from lianxin.rules.base import RuleInForce
from lianxin.rules.consequence import AfterIndicator
from lianxin.rules.indicator import Indicator
from lianxin.rules.measures import plain
from lianxin.rules.ranks import rank
from lianxin.rules.words import codes


async def after_indicator(
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


_SINCE_ITS_END = select(WRITTEN.c.subject_id).where(
    WRITTEN.c.rule_key == bindparam("rule_key"), WRITTEN.c.decided_on > START
)
