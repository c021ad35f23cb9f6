"""What is published by itself once a period is over, once."""

from datetime import datetime

from lianxin.calendar import Period, period_of
from lianxin.clock import day_of
from lianxin.database import Session, Transaction
from lianxin.localities import Locality
from lianxin.publishing.reading import found
from lianxin.publishing.storing import already_stored, row, store
from lianxin.rules.base import RuleInForce, figure_of
from lianxin.rules.publication import Publication
from lianxin.rules.sql.values import Values
from lianxin.standings.asking import given
from lianxin.standings.refreshing import refresh_standings


async def publish(tx: Transaction, locality: Locality, now: datetime) -> int:
    """Publish what is due of the last period of each rule; how much was published."""
    today, count = day_of(now, locality.zone), 0
    for entry, rule in locality.composition.of(Publication):
        if not (rule.by_hand or rule.live):
            last = period_of(rule.period_kind(locality.figures.settings), today).previous()
            count += await publish_period(tx, locality, entry, last, now)
    if count:
        await refresh_standings(tx, locality, now, {"publication"}, on=[today])
    return count


async def publish_period(
    tx: Transaction, locality: Locality, entry: RuleInForce, period: Period, now: datetime
) -> int:
    """Publish what a rule says of a period, unless that was done; how much was published."""
    rule = entry.rule
    assert isinstance(rule, Publication)
    stored = await already_stored(tx, entry.key, period)
    if rule.about is None and stored:
        return 0
    said = await found(tx, entry, rule, locality, period)
    audience = figure_of(rule.audience, locality.figures.settings)
    title = f"{rule.title.zh}（{period.label.zh}）"
    if rule.about is None:
        rows = [row(entry.key, title, period, None, None, said.bodies[None], audience, now)]
        return await store(tx, rows)
    return await store(
        tx,
        [
            row(
                entry.key,
                title,
                period,
                (rule.about.type, subject),
                unit,
                said.bodies.get(subject, said.empty),
                audience,
                now,
            )
            for subject, unit in await subjects_of(tx, locality, entry, rule, period, now)
            if subject not in stored
        ],
    )


async def subjects_of(
    session: Session,
    locality: Locality,
    entry: RuleInForce,
    rule: Publication,
    period: Period,
    now: datetime,
) -> list[tuple[int, int | None]]:
    """Everybody whom the publication is about, whether or not there is anything to say."""
    assert rule.about is not None
    if "about" not in rule.statements:
        values = Values()
        rule.statements["about"] = (rule.about.listed(values, False), values)
    made, values = rule.statements["about"]
    today = day_of(now, locality.zone)
    asked = given(entry, rule, values, locality, locality.figures, period, today)
    return [(r.subject_id, r.unit_id) for r in await session.all(made, **asked)]
