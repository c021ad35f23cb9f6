"""Keeping standings up to date: by commands for whom they touch, by the sweep for everybody."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.calendar import Period, period_of
from lianxin.clock import day_of
from lianxin.database import Transaction
from lianxin.localities import Locality
from lianxin.rules.base import RuleInForce
from lianxin.rules.standing import StandingRule, State
from lianxin.standings.asking import Subject, about, given
from lianxin.standings.changing import Change, store, tell
from lianxin.standings.statements import statement
from lianxin.tables import Standing

_UNCLOSED = (
    select(col(Standing.rule_key), col(Standing.period_start))
    .where(
        col(Standing.state).in_([State.DUE.value, State.AT_RISK.value]),
        col(Standing.period_end) < bindparam("today"),
    )
    .distinct()
)


async def refresh_standings(
    tx: Transaction,
    locality: Locality,
    now: datetime,
    facts: Collection[str] | None = None,
    subjects: Collection[Subject] | None = None,
    *,
    on: Iterable[date] = (),
) -> list[Change]:
    """Find standings anew, store and announce those that changed.

    `facts` says what changed (`appointment`, `liaison`, `meeting:visit`, `record:<table>`,
    `figure:<parameter>` …), so that only rules that read it are asked; None: all. `subjects` are the rows that a command
    touched, one and all (each participant, the unit, each target); None: everybody. `on` are the
    days that the change falls on: their periods are found anew besides the present one (without
    any: the previous one). Periods that have run out are closed where everybody is asked about.
    """
    today = day_of(now, locality.zone)
    unclosed = await _unclosed(tx, today) if subjects is None else {}
    changes: list[Change] = []
    for entry, rule in locality.composition.of(StandingRule):  # type: ignore[type-abstract]
        if rule.stands and _concerned(rule, facts, subjects):
            days = [
                *unclosed.get(entry.key, ()),
                *_earlier(rule, locality, today, on, facts),
                today,
            ]
            for period in _periods(rule, locality, days):
                changes += await refresh_period(tx, locality, entry, period, now, subjects)
    return changes


async def refresh_period(
    tx: Transaction,
    locality: Locality,
    entry: RuleInForce,
    period: Period,
    now: datetime,
    subjects: Collection[Subject] | None = None,
    *,
    first: bool = False,
) -> list[Change]:
    """Find one rule's standings of one period anew.

    A period that is over gets no new standings, since nobody was asked in it; `first`: it does.
    """
    assert isinstance(entry.rule, StandingRule)
    today, rule = day_of(now, locality.zone), entry.rule
    made, values = statement(rule, "differing", narrowed=subjects is not None)
    asked = given(entry, rule, values, locality, locality.figures, period, today)
    rows = await tx.all(made, **asked, **about(subjects or (), rule))
    if period.end < today and not first:
        rows = [row for row in rows if row.kept_id is not None]
    changes = await store(tx, entry, period, rows, now)
    await tell(tx, locality, now, changes, everybody=subjects is None)
    return changes


async def _unclosed(tx: Transaction, today: date) -> dict[str, list[date]]:
    """Past periods in which something is still waited for, by rule."""
    found = defaultdict(list)
    for row in await tx.all(_UNCLOSED, today=today):
        found[row.rule_key].append(row.period_start)
    return found


def _earlier(
    rule: StandingRule,
    locality: Locality,
    today: date,
    on: Iterable[date],
    facts: Collection[str] | None,
) -> list[date]:
    days = [day for day in on if day <= today]
    if days or facts is None:
        return days
    return [period_of(rule.period_kind(locality.figures.settings), today).previous().start]


def _periods(rule: StandingRule, locality: Locality, days: Sequence[date]) -> list[Period]:
    """Each once, the earliest first."""
    kind = rule.period_kind(locality.figures.settings)
    found = {period.start: period for day in days for period in [period_of(kind, day)]}
    return [found[start] for start in sorted(found)]


def _concerned(
    rule: StandingRule, facts: Collection[str] | None, subjects: Collection[Subject] | None
) -> bool:
    if subjects is not None and not {type_ for type_, _ in subjects} & rule.narrowing:
        return False
    read = {*rule.facts, *(f"figure:{figure.parameter}" for figure in rule.figures_read())}
    return facts is None or any(_same(one, other) for one in facts for other in read)


def _same(one: str, other: str) -> bool:
    """`meeting` is every kind of meeting."""
    return one == other or one.startswith(f"{other}:") or other.startswith(f"{one}:")
