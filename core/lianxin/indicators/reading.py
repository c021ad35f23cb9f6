"""Reading the figures of an indicator, one statement a period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import Select, bindparam, func, select

from lianxin.calendar import Period, periods_between
from lianxin.clock import day_of
from lianxin.database import Session
from lianxin.database.types import Key
from lianxin.localities import Locality
from lianxin.rules.base import RuleInForce
from lianxin.rules.indicator import Indicator, figure
from lianxin.rules.sql.hiding import HIDDEN, without_hidden
from lianxin.rules.sql.places import LINE, UNIT
from lianxin.rules.sql.values import NO_KEY, Values
from lianxin.standings.asking import given

Grouping = Literal["all", "kind", "key"]


@dataclass(frozen=True)
class Value:
    """`key`: a unit, a person or a word, as asked; None: all together. `value` is None where
    there is nothing to divide by. `split` are the words of the indicator's dimensions."""

    key: Any
    value: float | None
    numerator: float
    denominator: float
    split: tuple[Any, ...] = ()


async def values(
    session: Session,
    entry: RuleInForce,
    locality: Locality,
    period: Period,
    unit: int | None = None,
    *,
    by: str | None = None,
    hidden: Sequence[int] = (),
) -> list[Value]:
    """The figures of a period: of the locality, or of `unit` with all below it.

    `by` a kind of unit: one for each such unit; by `key`: one for each key that the indicator is
    measured by (person, word, the unit itself). `hidden` cases are left out of whatever is counted.
    """
    rule = entry.rule
    assert isinstance(rule, Indicator)
    grouping: Grouping = "all" if by is None else "key" if by == "key" else "kind"
    made, held = _statement(rule, grouping, unit is not None, bool(hidden))
    today = day_of(locality.clock.now(), locality.zone)
    asked = given(entry, rule, held, locality, locality.figures, period, today)
    asked |= {"within": unit, "group_kind": by, HIDDEN: list(hidden)}
    rows = await session.all(made, **asked)
    return [Value(r[0], r[1], r[2] or 0.0, r[3] or 0.0, tuple(r[4:])) for r in rows]


async def series(
    session: Session,
    entry: RuleInForce,
    locality: Locality,
    start: date,
    end: date,
    unit: int | None = None,
) -> list[tuple[Period, list[Value]]]:
    """The figures of each period from `start` to `end`."""
    rule = entry.rule
    assert isinstance(rule, Indicator)
    kind = rule.period_kind(locality.figures.settings)
    return [
        (period, await values(session, entry, locality, period, unit))
        for period in periods_between(kind, start, end)
    ]


def _statement(
    rule: Indicator, grouping: Grouping, within: bool, hiding: bool
) -> tuple[Select[Any], Values]:
    key = ("values", grouping, within, hiding)
    if key not in rule.statements:
        held = Values()
        made = _made(rule, grouping, within, held)
        rule.statements[key] = (without_hidden(made) if hiding else made, held)
    found: tuple[Select[Any], Values] = rule.statements[key]
    return found


def _made(rule: Indicator, grouping: Grouping, within: bool, held: Values) -> Select[Any]:
    parts = rule.value.parts(held, rule.split).cte("parts")
    splits = [parts.c[f"split{n}"] for n in range(len(rule.split))]
    upper = UNIT.alias()
    keys = {"all": None, "key": parts.c.key, "kind": upper.c.id}[grouping]
    found = select(
        (NO_KEY if keys is None else keys).label("key"),
        figure(rule.value, held, parts).label("value"),
        func.sum(parts.c.n).label("n"),
        func.sum(parts.c.d).label("d"),
        *splits,
    ).select_from(parts)
    if grouping == "kind":
        found = found.join(LINE, LINE.c.lower_id == parts.c.key).join(
            upper, upper.c.id == LINE.c.upper_id
        )
        found = found.where(upper.c.kind == bindparam("group_kind"))
    if within:
        below = LINE.alias()
        at_or_below = select(below.c.lower_id).where(
            below.c.upper_id == bindparam("within", type_=Key)
        )
        found = found.where(parts.c.key.in_(at_or_below))
    order = ([] if keys is None else [keys]) + splits
    return found.group_by(*order).order_by(*order) if order else found
