"""When all rows are stored: cases are counted, what is due published, standings found."""

from lianxin.calendar import period_of
from lianxin.demo.stage import Stage
from lianxin.events.sealer import seal
from lianxin.events.settings import audit_settings
from lianxin.publishing import publish
from lianxin.rules.standing import StandingRule
from lianxin.standings import refresh_period
from lianxin.statistics import rebuild_tallies
from lianxin.sweep import Turn
from lianxin.sweep.consequences import derive_consequences
from lianxin.sweep.expired import forget_expired
from lianxin.sweep.opening import open_cases

_SHORT = ("week", "month")
PATIENCE_SECONDS = 1800
"""For what is counted of hundreds of thousands at once, on a machine that is busy besides."""


async def settle(stage: Stage) -> None:
    for n, (what, step) in enumerate(_STEPS):
        stage.progress(what, n, len(_STEPS))
        await step(stage)
    stage.progress(_STEPS[-1][0], len(_STEPS), len(_STEPS))


async def _look_around(stage: Stage) -> None:
    """Without it a database that knows its tables as empty joins them row by row."""
    await stage.locality.database.analyse()


async def _count_cases(stage: Stage) -> None:
    offset = stage.until.astimezone(stage.locality.zone).utcoffset()
    hours = int(offset.total_seconds() // 3600) if offset is not None else 0
    async with stage.locality.database.writing() as tx:
        await tx.be_patient(PATIENCE_SECONDS)
        await rebuild_tallies(tx, hours)


async def _find_standings(stage: Stage) -> None:
    """Of the present period of each rule; of weeks and months, the one before too."""
    locality = stage.locality
    for entry, rule in locality.composition.of(StandingRule):  # type: ignore[type-abstract]
        if not rule.stands:
            continue
        kind = rule.period_kind(locality.figures.settings)
        present = period_of(kind, stage.today)
        before = [present.previous()] if kind in _SHORT else []
        for period in (*before, present):
            async with locality.database.writing() as tx:
                await tx.be_patient(PATIENCE_SECONDS)
                await refresh_period(tx, locality, entry, period, stage.until, first=True)


async def _publish(stage: Stage) -> None:
    async with stage.locality.database.writing() as tx:
        await tx.be_patient(PATIENCE_SECONDS)
        await publish(tx, stage.locality, stage.until)


async def _derive(stage: Stage) -> None:
    """What follows from breaches, events and figures, and the cases that it opens."""
    turn = Turn(stage.locality, stage.until)
    await derive_consequences(turn)
    while await open_cases(turn):
        pass


async def _seal_audit(stage: Stage) -> None:
    locality = stage.locality
    await seal(locality.database, audit_settings(locality).algorithm, locality.clock)


async def _forget(stage: Stage) -> None:
    """What was told of last year is told no more."""
    await forget_expired(Turn(stage.locality, stage.until))


_STEPS = (
    ("索引 Indexes", _look_around),
    ("统计 Statistics", _count_cases),
    ("公示 Publications", _publish),
    ("履职情况 Standings", _find_standings),
    ("后果 Consequences", _derive),
    ("审计 Audit", _seal_audit),
    ("清理 Tidying", _forget),
)
