"""Whose standings would change in the present period, the worst first."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Date, Select, bindparam, case, func, or_, select

from lianxin.calendar import period_of
from lianxin.database import Session, among_keys, among_words
from lianxin.previewing.proposal import Proposal
from lianxin.rules.sql.hiding import HIDDEN
from lianxin.rules.sql.values import table_of
from lianxin.rules.standing import StandingRule, State
from lianxin.standings.asking import about, given
from lianxin.standings.statements import statement
from lianxin.tables import Standing

MOST = 100
"""So many are named at most; the number is that of all."""

_WORST = {State.BREACHED: 0, State.AT_RISK: 1, State.DUE: 2, State.MET: 3, State.EXEMPT: 4}
_EXEMPT = State.EXEMPT.value


@dataclass(frozen=True)
class Changing:
    """`previous` is None where nobody stood yet, `state` where nobody would any more."""

    rule_key: str
    subject_type: str
    subject_id: int
    previous: str | None
    state: str | None


@dataclass(frozen=True)
class Changes:
    """`untold` are rules of which it cannot be told: what they count is not stored yet."""

    number: int = 0
    worst: tuple[Changing, ...] = ()
    untold: tuple[str, ...] = ()


async def standing_changes(session: Session, proposal: Proposal) -> Changes:
    if proposal.goes:
        return await _ending(session, proposal)
    number, found, untold = 0, list[Changing](), []
    for entry, rule in proposal.concerned(StandingRule):  # type: ignore[type-abstract]
        if not rule.stands:
            continue
        made, values = statement(rule, "differing")
        if not proposal.can_read(entry, made):
            untold.append(entry.key)
            continue
        figures = proposal.after.figures
        period = period_of(rule.period_kind(figures.settings), proposal.today)
        asked = given(entry, rule, values, proposal.after, figures, period, proposal.today)
        asked |= {**about((), rule), HIDDEN: list(proposal.hidden)}
        rows = await session.all(_changing(rule), **asked)
        number += rows[0].number if rows else 0
        found += [Changing(entry.key, r.type, r.subject, r.previous, r.state) for r in rows]
    found.sort(key=lambda change: _WORST[State(change.state)] if change.state else 5)
    return Changes(number, tuple(found[:MOST]), tuple(untold))


def _changing(rule: StandingRule) -> Select[Any]:
    """Made once for each rule; the rule keeps it."""
    if "changing" not in rule.statements:
        made, _ = statement(rule, "differing")
        rule.statements["changing"] = _of_state(made.subquery("differing"))
    found: Select[Any] = rule.statements["changing"]
    return found


def _of_state(found: Any) -> Select[Any]:
    type_ = func.coalesce(found.c.subject_type, found.c.kept_type)
    subject = func.coalesce(found.c.subject_id, found.c.kept_subject)
    state = func.coalesce(found.c.state, _EXEMPT)
    worst = case({s.value: n for s, n in _WORST.items()}, value=state)
    return (
        select(
            type_.label("type"),
            subject.label("subject"),
            found.c.previous,
            state.label("state"),
            func.count().over().label("number"),
        )
        .where(
            func.coalesce(found.c.previous, _EXEMPT) != state,
            or_(type_ != "Case", ~among_keys(subject, HIDDEN)),
        )
        .order_by(worst, subject)
        .limit(MOST)
    )


async def _ending(session: Session, proposal: Proposal) -> Changes:
    rules = [entry.key for entry in proposal.before.composition.in_module(proposal.module)]
    asked = {"rules": rules, "today": proposal.today, HIDDEN: list(proposal.hidden)}
    rows = await session.all(_KEPT, **asked)
    found = [Changing(r.rule_key, r.subject_type, r.subject_id, r.state, None) for r in rows]
    return Changes(rows[0].number if rows else 0, tuple(found))


_S, _TODAY = table_of(Standing).c, bindparam("today", type_=Date())
_KEPT = (
    select(
        _S.rule_key, _S.subject_type, _S.subject_id, _S.state, func.count().over().label("number")
    )
    .where(
        among_words(_S.rule_key, "rules"),
        _S.period_start <= _TODAY,
        _S.period_end >= _TODAY,
        _S.state != _EXEMPT,
        or_(_S.subject_type != "Case", ~among_keys(_S.subject_id, HIDDEN)),
    )
    .order_by(case({s.value: n for s, n in _WORST.items()}, value=_S.state), _S.subject_id)
    .limit(MOST)
)
