"""What guards would have refused of what was done lately: asked again with other figures.

An action is looked at with the fields that were given, by whom and when it was done, and with its
case as it stands now; one that the figures of today would refuse as well does not count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, not_, select
from sqlalchemy.sql import visitors
from sqlalchemy.sql.sqltypes import NullType

from lianxin.commands.conditions import GIVEN, INPUT_TYPES
from lianxin.database import Instant, JsonValue, LocalDate, Session, among_keys
from lianxin.database.types import Keys, Words
from lianxin.plugins.composition import Composition
from lianxin.previewing.proposal import MOST_CASES, Cases, Proposal
from lianxin.rules.base import RuleInForce
from lianxin.rules.guard import Guard
from lianxin.rules.sql.hiding import HIDDEN
from lianxin.rules.sql.values import NO_KEY, table_of
from lianxin.rules.workflow import Workflow
from lianxin.tables import Case, CaseEntry, Meeting

_BEFORE = "before__"
_SINCE = bindparam("since", type_=Instant())
_MEETING = "record_meeting"
# Under an alias: guards read these tables themselves.
_ENTRY = table_of(CaseEntry).alias("replayed")


class CannotTell(Exception):
    """The guard reads what is not kept of what was done."""


@dataclass(frozen=True)
class Done:
    """Where it stands what was done: by whom, when, with which fields."""

    actor: Any
    at: Any
    data: Any
    kinds: Mapping[str, str]


async def guards_refusals(session: Session, proposal: Proposal) -> tuple[Cases, list[str]]:
    """The actions that would have been refused, with their cases; and guards of which it cannot
    be told."""
    number, ids, untold = 0, dict[int, None](), []
    for entry, guard in proposal.concerned(Guard):
        try:
            statements = list(_statements(proposal, entry, guard))
        except CannotTell:
            untold.append(entry.key)
            continue
        for statement in statements:
            rows = await session.all(statement, **_given(proposal))
            number += rows[0].number if rows else 0
            ids |= dict.fromkeys(row.id for row in rows if row.id is not None)
    return Cases(number, tuple(ids)[:MOST_CASES]), untold


def _given(proposal: Proposal) -> dict[str, Any]:
    before = proposal.before.figures.by_name
    return {
        **proposal.after.figures.by_name,
        **{f"{_BEFORE}{name}": value for name, value in before.items()},
        "since": proposal.since,
        HIDDEN: list(proposal.hidden),
    }


def _statements(proposal: Proposal, entry: RuleInForce, guard: Guard) -> list[Select[Any]]:
    """Of a guard that comes anew none is about cases: those that its module began obey it already."""
    found, left = [], set(guard.actions)
    for key, workflow in _watched(proposal.after.composition, entry, guard):
        offered = {"submit", *(action.code for action in workflow.actions)} & left
        if offered and not proposal.is_new(entry):
            found.append(_of_cases(guard, key, workflow, offered))
        left -= offered
    if _MEETING in left:
        found.append(_of_meetings(guard, new=proposal.is_new(entry)))
    if left - {_MEETING} or not all(proposal.can_read(entry, one) for one in found):
        raise CannotTell
    return found


def _watched(
    composition: Composition, entry: RuleInForce, guard: Guard
) -> list[tuple[str, Workflow]]:
    return [
        (e.key, e.rule)
        for e in composition.in_module(entry.module)
        if isinstance(e.rule, Workflow) and guard.workflow in (None, e.rule.key)
    ]


def _of_cases(guard: Guard, key: str, workflow: Workflow, actions: set[str]) -> Select[Any]:
    case, kinds = table_of(Case), _kinds(workflow, actions)
    done = Done(_ENTRY.c.actor_id, _ENTRY.c.at, _ENTRY.c.data, kinds)
    source: Any = _ENTRY.join(case, case.c.id == _ENTRY.c.case_id)
    if workflow.facts is not None:
        facts = table_of(workflow.facts)
        source = source.outerjoin(facts, facts.c.case_id == case.c.id)
    return (
        select(case.c.id, func.count().over().label("number"))
        .select_from(source)
        .where(
            case.c.workflow == key,
            _ENTRY.c.action.in_(sorted(actions)),
            _ENTRY.c.at >= _SINCE,
            ~among_keys(case.c.id, HIDDEN),
            _only_now(guard.refuse_if, done),
        )
        .order_by(_ENTRY.c.at.desc(), _ENTRY.c.id)
        .limit(MOST_CASES)
    )


def _of_meetings(guard: Guard, new: bool) -> Select[Any]:
    meeting = table_of(Meeting)
    done = Done(meeting.c.recorder_id, meeting.c.recorded_at, meeting.c.data, {})
    refused = _only_now(guard.refuse_if, done, new)
    columns: list[Any] = [NO_KEY.label("id"), func.count().label("number")]
    return select(*columns).select_from(meeting).where(meeting.c.recorded_at >= _SINCE, refused)


def _kinds(workflow: Workflow, actions: set[str]) -> dict[str, str]:
    inputs = [i for action in workflow.actions if action.code in actions for i in action.inputs]
    return {i.name: i.kind for i in [*workflow.asks, *inputs]}


def _only_now(condition: ColumnElement[bool], done: Done, new: bool = False) -> ColumnElement[bool]:
    """Refused with the new figures, and not with those of before."""
    after = func.coalesce(_replayed(condition, done, before=False), False)
    if new:
        return after
    return after & not_(func.coalesce(_replayed(condition, done, before=True), False))


def _replayed(condition: ColumnElement[bool], done: Done, *, before: bool) -> ColumnElement[Any]:
    def bound(element: Any, **_: Any) -> Any:
        if not isinstance(element, BindParameter):
            return None
        key = element.key
        if key.startswith(GIVEN):
            return _field(element, key.removeprefix(GIVEN), done)
        if key.startswith("viewer__"):
            return _actor(key, done)
        if key in ("today", "now"):
            return LocalDate(done.at) if key == "today" else done.at
        if before and hasattr(element, "figure"):
            return bindparam(f"{_BEFORE}{key}", type_=element.type)
        return None

    changed: ColumnElement[Any] = visitors.replacement_traverse(condition, {}, bound)
    return changed


def _field(element: BindParameter[Any], name: str, done: Done) -> Any:
    known = INPUT_TYPES.get(done.kinds.get(name, "text"))
    type_ = known if isinstance(element.type, NullType) else element.type
    if type_ is None or isinstance(type_, Keys | Words | Instant):
        raise CannotTell
    return JsonValue(done.data, name, type_)


def _actor(key: str, done: Done) -> Any:
    if key != "viewer__person_id":
        raise CannotTell
    return done.actor
