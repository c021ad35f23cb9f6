"""Figures over many: the share of a rule's subjects that is met, and what indicators say."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import strawberry
from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.calendar import Period, period_of
from lianxin.context import Context
from lianxin.database import Session
from lianxin.errors import Refused, invalid, not_found
from lianxin.indicators import Value as Measured
from lianxin.indicators import values
from lianxin.language import Text
from lianxin.rules import Coverage, Indicator, RuleInForce, StandingRule
from lianxin.standings import Share, gaps, shares
from lianxin.tables import Unit as UnitRow
from lianxin_schema.fields import Ref, value, value_type
from lianxin_schema.planner.cursors import INVALID_CURSOR
from lianxin_schema.planner.plan import Member
from lianxin_schema.types.base import Term, connection_of
from lianxin_schema.types.cases import Case
from lianxin_schema.types.hidden import hidden_cases
from lianxin_schema.types.meetings import Meeting
from lianxin_schema.types.motions import Motion
from lianxin_schema.types.people import (
    Household,
    Liaison,
    Person,
    Unit,
    term_of,
)
from lianxin_schema.types.problems import Problem
from lianxin_schema.types.value_pages import PAGING, UNGIVEN, page_of, page_size, value_page

HERE = "lianxin_schema.types.figures"
StandingShareConnection: Any = connection_of("StandingShare", HERE)
IndicatorValueConnection: Any = connection_of("IndicatorValue", HERE)
CoverageGapConnection: Any = connection_of("CoverageGap", HERE)
GapSubject = Annotated[
    Unit | Person | Household | Liaison | Case | Meeting | Motion | Problem,
    strawberry.union("CoverageGapSubject"),
]
Measures = Annotated[Unit | Person | Term, strawberry.union("IndicatorKey")]

_TOTALS = ("total_count", "total_count_is_exact")
MOST_PERIODS = 60

_TOO_MANY = Text(
    f"一次查询 1 至 {MOST_PERIODS} 个期间", f"From 1 to {MOST_PERIODS} periods are told at once"
)
_NO_RULE = Text("没有这样的规则：{rule}", "There is no such rule: {rule}")
_NOBODY = Text(
    "规则 {rule} 没有要求任何主体，谈不上达标",
    "The rule {rule} asks nothing of anybody, so there is no share that is met",
)
_NO_UNIT = Text("没有代码为 {code} 的单位", "There is no unit {code}")


@value_type(
    access="standing.read",
    description="一个单位及其下级中，达到规则要求的占多少 / Of a rule's subjects in a unit and below it, "
    "how many are met; those exempt are left out.",
)
class StandingShare:
    unit: Unit = value()
    total: int = value()
    met: int = value()
    percent: float | None = value(description="0–100；没有主体时为空 / Null where there is nobody.")


@value_type(
    access="standing.read",
    description="未覆盖的主体，以及缺什么 / A subject that is not covered, and what it lacks",
)
class CoverageGap:
    subject: GapSubject = value()
    lacking: str = value()


@value_type(
    access="statistics.read",
    description="指标值；key 为空表示合计 / A figure; without a key it is all together.",
)
class IndicatorValue:
    key: Measures | None = value()
    period_start: date = value()
    period_end: date = value()
    figure: float | None = value(name="value")
    numerator: float = value()
    denominator: float = value()
    split: list[str] = value()


async def read_shares(
    _: None,
    context: Context,
    rule: str,
    by: list[str],
    on: date | None = None,
    first: int | None = None,
    after: str | None = None,
) -> Any:
    entry = rule_named(context, rule, StandingRule)
    assert isinstance(entry.rule, StandingRule)
    if not entry.rule.stands:
        raise Refused([invalid("NOBODY_STANDS", _NOBODY.format(rule=rule), "rule")])
    period = _period(context, entry, on)
    async with context.locality.database.reading() as session:
        found = await shares(session, entry, context.locality, period, by)
    nodes = [_share(share) for share in found]
    return value_page(StandingShareConnection, nodes, lambda n: str(n.unit.key), first, after)


async def read_gaps(
    _: None,
    context: Context,
    rule: str,
    unit: str | None = None,
    on: date | None = None,
    first: int | None = None,
    after: str | None = None,
    *,
    asked: Sequence[Member],
) -> Any:
    """Whom a coverage lacks, in the order of their keys; the cursor is the key. How many there are
    in all is only found where it is asked for, since it may take far longer than the page."""
    entry = rule_named(context, rule, Coverage)
    size = page_size(first)
    async with context.locality.database.reading() as session:
        found = await gaps(
            session,
            entry,
            context.locality,
            _period(context, entry, on),
            within=await _unit(session, unit) if unit else None,
            after=_key_after(after),
            most=size + 1,
            hidden=await hidden_cases(session, context),
            counted=any(member.name in _TOTALS for member in asked),
        )
    nodes: list[Any] = [
        CoverageGap(subject=Ref(g.subject_type, g.subject_id), lacking=g.lacking)  # type: ignore[arg-type]
        for g in found.found
    ]
    return page_of(
        CoverageGapConnection,
        nodes[:size],
        lambda node: str(node.subject.key),
        number=found.number,
        exact=found.exact,
        more=len(nodes) > size,
        before=after is not None,
    )


def _key_after(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 20):
        raise Refused([INVALID_CURSOR])
    return int(cursor)


async def read_indicator(
    _: None,
    context: Context,
    rule: str,
    by: str | None = None,
    unit: str | None = None,
    on: date | None = None,
    periods: int | None = None,
    first: int | None = None,
    after: str | None = None,
) -> Any:
    """`by`: a kind of unit, or `key` for whatever the indicator is measured by; `periods`: the
    last so many, the earliest first."""
    entry = rule_named(context, rule, Indicator)
    asked = _last(periods or 1, _period(context, entry, on))
    nodes = []
    async with context.locality.database.reading() as session:
        within = await _unit(session, unit) if unit else None
        hidden = await hidden_cases(session, context)
        for period in asked:
            found = await values(
                session, entry, context.locality, period, within, by=by, hidden=hidden
            )
            nodes += [_figure(context, entry, period, one, by) for one in found]
    return value_page(IndicatorValueConnection, nodes, _cursor, first, after)


def _last(number: int, period: Period) -> list[Period]:
    """So many periods up to this one, in order."""
    if not 1 <= number <= MOST_PERIODS:
        raise Refused([invalid("TOO_MANY_PERIODS", _TOO_MANY, "periods")])
    found = [period]
    while len(found) < number:
        found.append(found[-1].previous())
    return found[::-1]


def rule_named(context: Context, name: str, kind: type[Any]) -> RuleInForce:
    """The enabled rule of a kind with that key, or else the first with that clause."""
    known = [entry for entry, _ in context.locality.composition.of(kind)]
    same = [e for e in known if e.key == name] or [e for e in known if e.rule.clause == name]
    if not same:
        raise Refused([not_found(_NO_RULE.format(rule=name), "rule")])
    return same[0]


def _period(context: Context, entry: RuleInForce, on: date | None) -> Period:
    assert isinstance(entry.rule, StandingRule)
    kind = entry.rule.period_kind(context.locality.figures.settings)
    return period_of(kind, on or context.today)


_UNIT = select(col(UnitRow.id)).where(col(UnitRow.code) == bindparam("code"))


async def _unit(session: Session, code: str) -> int:
    found = await session.scalar(_UNIT, code=code)
    if found is None:
        raise Refused([not_found(_NO_UNIT.format(code=code), "unit")])
    return int(found)


def _share(share: Share) -> StandingShare:
    percent = None if share.share is None else round(share.share * 100, 2)
    unit: Any = Ref("Unit", share.unit_id)
    return StandingShare(unit=unit, total=share.total, met=share.covered, percent=percent)


def _figure(
    context: Context, entry: RuleInForce, period: Period, found: Measured, by: str | None
) -> IndicatorValue:
    assert isinstance(entry.rule, Indicator)
    keyed = "Unit" if by != "key" else entry.rule.value.keyed
    key: Any = None
    if found.key is not None:
        row = keyed in ("Unit", "Person")
        key = Ref(keyed, found.key) if row else term_of(context, keyed, str(found.key))
    return IndicatorValue(
        key=key,
        period_start=period.start,
        period_end=period.end,
        figure=found.value,
        numerator=found.numerator,
        denominator=found.denominator,
        split=["" if word is None else str(word) for word in found.split],
    )


def _cursor(node: IndicatorValue) -> str:
    key: Any = node.key
    named = key.key if isinstance(key, Ref) else key.code if key is not None else ""
    return "/".join([node.period_start.isoformat(), str(named), *node.split])


@strawberry.type
class FigureQueries:
    """Root fields over figures; merged into the root of all reading."""

    standing_shares: StandingShareConnection = value(
        read_shares,
        arguments={"rule": str, "by": list[str], "on": date | None, **PAGING},
        defaults={"on": strawberry.UNSET, **UNGIVEN},
        permission="standing.read",
        description="按单位类别看达标比例，如各镇街的覆盖率 / The share met, per unit of these kinds.",
    )
    coverage_gaps: CoverageGapConnection = value(
        read_gaps,
        arguments={"rule": str, "unit": str | None, "on": date | None, **PAGING},
        defaults={**dict.fromkeys(("unit", "on"), strawberry.UNSET), **UNGIVEN},
        selective=True,
        permission="standing.read",
        description="某项全覆盖尚缺哪些（缺三大员的村、未访谈的户…） / Whom a coverage lacks: "
        "villages without their officers, households that were not interviewed …",
    )
    indicator_values: IndicatorValueConnection = value(
        read_indicator,
        arguments={
            "rule": str,
            "by": str | None,
            "unit": str | None,
            "on": date | None,
            "periods": int | None,
            **PAGING,
        },
        defaults={**dict.fromkeys(("by", "unit", "on", "periods"), strawberry.UNSET), **UNGIVEN},
        permission="statistics.read",
        description="指标值；by 为单位类别，或 key（按人、按词）；periods 为截至当期的若干期（走势） / An "
        "indicator's figures; `by` a kind of unit, or `key`: each person or word that it is measured "
        "by; `periods`: the last so many, for a trend.",
    )
