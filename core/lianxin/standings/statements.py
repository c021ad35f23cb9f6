"""The statements made of a rule: how everybody stands, and where that differs from what is kept."""

from functools import cache
from typing import Any, Literal

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
)

from lianxin.database import among_words
from lianxin.rules.sql.hiding import without_kept
from lianxin.rules.sql.values import RULE_KEY, START, Values, table_of
from lianxin.rules.standing import StandingRule, State
from lianxin.tables import Case, Standing

KEPT = table_of(Standing)
OVER = bindparam("over", type_=Integer())
LATE = bindparam("late", type_=Integer())
"""Whether the period is over; whether its last part has begun."""

Shape = Literal["all", "differing", "grouped"]
Made = tuple[Select[Any], Values]


def statement(rule: StandingRule, shape: Shape, narrowed: bool = False) -> Made:
    """Made once for each rule; the rule keeps it."""
    key = (shape, narrowed)
    if key not in rule.statements:
        values = Values()
        judged = _judged(_found(rule, values, shape, narrowed), rule.ceiling).cte("judged")
        rule.statements[key] = (_MAKERS[shape](judged, narrowed), values)
    found: Made = rule.statements[key]
    return found


def _found(rule: StandingRule, values: Values, shape: Shape, narrowed: bool) -> Any:
    """A standing is the same for whoever reads it, so it tells of no case that is kept from some;
    only how such a case itself stands is found, for those who may see it."""
    found = rule.found(values, narrowed)
    by_itself = "Case" in rule.narrowing and "Unit" not in rule.narrowing and shape != "grouped"
    return found if by_itself else without_kept(found)


def _judged(rows: Any, ceiling: bool) -> Select[Any]:
    found = rows.cte("found")
    return select(found, _state(found, ceiling).label("state"))


def _state(found: CTE, ceiling: bool) -> ColumnElement[str]:
    required, actual = found.c.required, found.c.actual
    if ceiling:
        rest = [(actual > required, _said(State.BREACHED))]
        used_up = (OVER == 0) & (actual >= required) & (actual > 0)
        return case(
            (found.c.exempt == 1, _said(State.EXEMPT)),
            *rest,
            (used_up, _said(State.AT_RISK)),
            else_=_said(State.MET),
        )
    return case(
        (found.c.exempt == 1, _said(State.EXEMPT)),
        (actual >= required, _said(State.MET)),
        (or_(OVER == 1, found.c.lost == 1), _said(State.BREACHED)),
        (or_(LATE == 1, found.c.tight == 1), _said(State.AT_RISK)),
        else_=_said(State.DUE),
    )


def _said(state: State) -> ColumnElement[str]:
    return literal_column(f"'{state.value}'")


def _all(judged: CTE, narrowed: bool) -> Select[Any]:
    return select(judged)


def _differing(judged: CTE, narrowed: bool) -> Select[Any]:
    """What is not kept as it is found; where everybody is asked about, also who is kept and no
    subject any more (then the found columns are null)."""
    kept = select(KEPT).where(KEPT.c.rule_key == RULE_KEY, KEPT.c.period_start == START).cte("kept")
    same = (kept.c.subject_id == judged.c.subject_id) & (
        kept.c.subject_type == judged.c.subject_type
    )
    differs = or_(
        kept.c.id.is_(None),
        kept.c.state != func.coalesce(judged.c.state, _said(State.EXEMPT)),
        kept.c.required != judged.c.required,
        kept.c.actual != judged.c.actual,
        kept.c.detail != judged.c.detail,
        kept.c.unit_id.is_distinct_from(judged.c.unit_id) & judged.c.state.is_not(None),
        kept.c.person_id.is_distinct_from(judged.c.person_id) & judged.c.state.is_not(None),
    )
    return (
        select(
            judged,
            kept.c.id.label("kept_id"),
            kept.c.state.label("previous"),
            kept.c.subject_type.label("kept_type"),
            kept.c.subject_id.label("kept_subject"),
        )
        .select_from(judged.join(kept, same, isouter=True, full=not narrowed))
        .where(differs)
    )


@cache
def any_kept() -> Select[Any]:
    """Whether any standing of a rule is kept of a period."""
    return (
        select(KEPT.c.id).where(KEPT.c.rule_key == RULE_KEY, KEPT.c.period_start == START).limit(1)
    )


@cache
def grouped_as_kept() -> Select[Any]:
    """The same shares as of everybody, of the standings that are kept; without the cases that are
    kept from some, which have standings too."""
    case = table_of(Case).alias()
    concealed = select(case.c.id).where(or_(case.c.restricted, case.c.confined_to_id.is_not(None)))
    kept = select(KEPT.c.unit_id, KEPT.c.state).where(
        KEPT.c.rule_key == RULE_KEY,
        KEPT.c.period_start == START,
        or_(KEPT.c.subject_type != "Case", KEPT.c.subject_id.not_in(concealed)),
    )
    return _grouped(kept.cte("kept"), False)


def _grouped(judged: CTE, narrowed: bool) -> Select[Any]:
    """Per unit of a kind, how many subjects in it or below it there are, and how many are met."""
    from lianxin.rules.sql.places import LINE, UNIT

    upper = UNIT.alias()
    counted = judged.c.state != _said(State.EXEMPT)
    met = case((judged.c.state == _said(State.MET), 1))
    return (
        select(
            upper.c.id.label("unit_id"),
            func.count(case((counted, 1))).label("total"),
            func.count(met).label("covered"),
        )
        .select_from(judged)
        .join(LINE, LINE.c.lower_id == judged.c.unit_id)
        .join(upper, upper.c.id == LINE.c.upper_id)
        .where(among_words(upper.c.kind, "group_kinds"))
        .group_by(upper.c.id, upper.c.code)
        .order_by(upper.c.code)
    )


_MAKERS = {"all": _all, "differing": _differing, "grouped": _grouped}
