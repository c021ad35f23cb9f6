"""Which open cases would be overdue, or be so no longer, if running terms were counted anew.

Terms that begin on the same day and count alike end on the same day: the database tells how many
kinds of terms there are, each is counted once, and the database finds the cases.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Select, String, and_, bindparam, case, cast, func, literal, or_, select

from lianxin.database import Instant, LocalDate, Session, among_keys, among_words
from lianxin.deadlines import DeadlineInForce, follows_figures, recounted_due
from lianxin.previewing.proposal import MOST_CASES, Cases, Proposal
from lianxin.rules.deadline import Deadline as Declared
from lianxin.rules.sql.hiding import HIDDEN
from lianxin.rules.sql.values import table_of
from lianxin.tables import Case, Deadline

_C, _D = table_of(Case).c, table_of(Deadline).c
_NOW = bindparam("now", type_=Instant())
_BEGAN = LocalDate(_D.started_at)
_PAUSES = cast(_D.pauses, String)
_COUNTED = (_D.rule_key, _D.extension_days)
_LATE = case((_D.due_at < _NOW, literal("1", String())), else_=literal("0", String()))
_OPEN = and_(_D.ended_at.is_(None), _D.state.in_(["RUNNING", "MISSED"]))
_MOVING = and_(_OPEN, among_words(_D.rule_key, "rules"))


def _kind() -> Any:
    """A text that terms have in common which end on the same day."""
    kind: Any = _LATE
    for part in (_BEGAN, *_COUNTED, _PAUSES):
        kind = kind + "|" + cast(part, String)
    return kind


_KIND = _kind()
_KINDS = (
    select(
        _KIND.label("kind"),
        *_COUNTED,
        func.min(_D.started_at).label("started_at"),
        _PAUSES.label("pauses"),
        func.max(_LATE).label("late"),
    )
    .where(_MOVING)
    .group_by(_KIND, *_COUNTED, _PAUSES)
)


@dataclass(frozen=True)
class _Kind:
    """What is needed of a term to count it anew."""

    started_at: datetime
    extension_days: int
    pauses: list[list[str | None]]


async def overdue_changes(session: Session, proposal: Proposal) -> tuple[Cases, Cases]:
    """The cases that would become overdue, and those that would no longer be."""
    rules = {entry.key: entry for entry in _moving(proposal)}
    if not rules:
        return Cases(), Cases()
    now = proposal.now
    coming: list[str] = []
    going: list[str] = []
    for row in await session.all(_KINDS, rules=list(rules), now=now):
        term = _Kind(row.started_at, row.extension_days, orjson.loads(row.pauses))
        due = recounted_due(term, rules[row.rule_key], proposal.after)
        late = due is not None and due < now
        if late != (row.late == "1"):
            (coming if late else going).append(row.kind)
    given: dict[str, Any] = {"rules": list(rules), "coming": coming, "going": going}
    given |= {"now": now, HIDDEN: list(proposal.hidden)}
    return (
        await _cases(session, _BECOMING, given) if coming else Cases(),
        await _cases(session, _NO_LONGER, given) if going else Cases(),
    )


def _moving(proposal: Proposal) -> list[DeadlineInForce]:
    """Deadlines whose running terms do not keep the figures they began with.

    Those of disabled modules too: their cases end under them.
    """
    found = []
    for entry in proposal.after.composition.rules.values():
        if isinstance(entry.rule, Declared):
            rule = DeadlineInForce(entry.key, entry.rule)
            read = not proposal.changed.isdisjoint(entry.rule.figures_read())
            if read and follows_figures(rule, proposal.after.figures.settings):
                found.append(rule)
    return found


async def _cases(session: Session, statement: Select[Any], given: dict[str, Any]) -> Cases:
    rows = await session.all(statement, **given)
    return Cases(rows[0].number, tuple(row.id for row in rows)) if rows else Cases()


def _listed(*conditions: Any) -> Select[Any]:
    return (
        select(_C.id, func.count().over().label("number"))
        .where(_C.closed_at.is_(None), ~among_keys(_C.id, HIDDEN), *conditions)
        .order_by(_C.submitted_at.desc(), _C.id.desc())
        .limit(MOST_CASES)
    )


def _with(*conditions: Any) -> Any:
    return select(_D.case_id).where(*conditions)


_COMING = and_(_MOVING, among_words(_KIND, "coming"))
_GOING = and_(_MOVING, among_words(_KIND, "going"))
_STILL = and_(_D.due_at < _NOW, ~_GOING)
_BECOMING = _listed(or_(_C.due_at.is_(None), _C.due_at >= _NOW), _C.id.in_(_with(_COMING)))
_FREED = (
    _with(_OPEN)
    .group_by(_D.case_id)
    .having(func.sum(case((_GOING, 1), else_=0)) > 0)
    .having(func.sum(case((or_(_COMING, _STILL), 1), else_=0)) == 0)
)
"""Cases of which a term is late no longer, and none is."""
_NO_LONGER = _listed(_C.due_at < _NOW, _C.id.in_(_FREED))
