"""Keeping standings up to date: by commands for whom they touch, by the sweep for everybody."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.calendar import Period, period_of
from lianxin.clock import day_of
from lianxin.database import Session, Transaction, together
from lianxin.localities import Locality
from lianxin.rules.base import RuleInForce
from lianxin.rules.standing import StandingRule, State
from lianxin.standings.asking import Subject, about, given
from lianxin.standings.changing import Change, Differing, store
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
    if subjects is not None:
        touched = [
            Touched(fact, tuple(subjects), tuple(on))
            for fact in (("",) if facts is None else facts)
        ]
        return await refresh_touched(tx, locality, now, concerned(locality, now, touched))
    today = day_of(now, locality.zone)
    unclosed = await _unclosed(tx, today)
    changes: list[Change] = []
    for entry, rule in locality.composition.of(StandingRule):  # type: ignore[type-abstract]
        if rule.stands and _concerned(rule, facts, None):
            days = [
                *unclosed.get(entry.key, ()),
                *_earlier(rule, locality, today, on, facts),
                today,
            ]
            for period in _periods(rule, locality, days):
                changes += await refresh_period(tx, locality, entry, period, now)
    return changes


@dataclass(frozen=True)
class Touched:
    """A fact that standings are found from (`meeting:visit`), the rows it was about, and when."""

    fact: str
    subjects: tuple[Subject, ...]
    on: tuple[date, ...] = ()


@dataclass(frozen=True)
class Concerned:
    """A rule and a period in which these may stand otherwise than before."""

    entry: RuleInForce
    period: Period
    subjects: tuple[Subject, ...]


def concerned(locality: Locality, now: datetime, touched: Sequence[Touched]) -> list[Concerned]:
    """Each rule and period once, with all who were touched; nothing is asked of the database."""
    today = day_of(now, locality.zone)
    found: dict[tuple[str, date], tuple[RuleInForce, Period, dict[Subject, None]]] = {}
    for entry, rule in locality.composition.of(StandingRule):  # type: ignore[type-abstract]
        if not rule.stands:
            continue
        for one in touched:
            facts = {one.fact} if one.fact else None
            if not _concerned(rule, facts, one.subjects):
                continue
            days = [*_earlier(rule, locality, today, one.on, facts), today]
            for period in _periods(rule, locality, days):
                new: dict[Subject, None] = {}
                known = found.setdefault((entry.key, period.start), (entry, period, new))
                known[2].update(dict.fromkeys(one.subjects))
    return [Concerned(entry, period, tuple(who)) for entry, period, who in found.values()]


async def refresh_touched(
    tx: Transaction, locality: Locality, now: datetime, asked: Sequence[Concerned]
) -> list[Change]:
    """Find these anew side by side, and store what differs at once."""
    found = await together(
        tx,
        *(
            partial(
                _differing,
                locality=locality,
                entry=one.entry,
                period=one.period,
                now=now,
                subjects=one.subjects,
            )
            for one in asked
        ),
    )
    return await store(tx, locality, found, now, everybody=False)


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
    found = await _differing(
        tx,
        locality=locality,
        entry=entry,
        period=period,
        now=now,
        subjects=subjects,
        first=first,
    )
    return await store(tx, locality, [found], now, everybody=subjects is None)


async def _differing(
    session: Session,
    *,
    locality: Locality,
    entry: RuleInForce,
    period: Period,
    now: datetime,
    subjects: Collection[Subject] | None,
    first: bool = False,
) -> Differing:
    assert isinstance(entry.rule, StandingRule)
    today, rule = day_of(now, locality.zone), entry.rule
    made, values = statement(rule, "differing", narrowed=subjects is not None)
    asked = given(entry, rule, values, locality, locality.figures, period, today)
    rows = await session.all(made, **asked, **about(subjects or (), rule))
    if period.end < today and not first:
        rows = [row for row in rows if row.kept_id is not None]
    return Differing(entry, period, rows)


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
