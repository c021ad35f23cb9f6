"""What guards would have refused of what was done lately: asked again with other figures.

An action is looked at with the fields that were given, by whom and when it was done: on a case as
it stands now, on any other row as it was then. One that the figures of today would refuse as well
does not count.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, Table, func, select

from lianxin.commands.motions.stages import CONCLUDE
from lianxin.database import Session, among_keys
from lianxin.plugins.composition import Composition
from lianxin.previewing.proposal import Proposal
from lianxin.previewing.records import entered
from lianxin.previewing.refusals import (
    NOT_THERE,
    TOO_MANY,
    UNKNOWN_ACTION,
    CannotTell,
    Refusals,
    all_of,
)
from lianxin.previewing.replaying import SINCE, Done, counted, refused_of
from lianxin.previewing.rows import (
    FEWEST_ACTS,
    MEETINGS,
    MOST_ACTS,
    MOST_PAIRS,
    TASKS,
    Acts,
    concluded,
    proposed,
)
from lianxin.rules.base import RuleInForce
from lianxin.rules.guard import Guard
from lianxin.rules.procedure import Procedure
from lianxin.rules.registry import Registry, recording
from lianxin.rules.sql.hiding import HIDDEN
from lianxin.rules.sql.values import table_of
from lianxin.rules.workflow import Workflow
from lianxin.tables import Case, CaseEntry

# Under an alias: guards read these tables themselves.
_ENTRY = table_of(CaseEntry).alias("replayed")


@dataclass(frozen=True)
class _Asked:
    """What a guard would have refused of one kind of row; `number` tells how many acts are asked
    again, where that may not be all of them, `beside` how many rows each of them is seen with."""

    table: Table
    statement: Select[Any]
    number: Select[Any] | None = None
    beside: Select[Any] | None = None


async def guards_refusals(session: Session, proposal: Proposal) -> Refusals:
    """The actions that would have been refused, and guards of which it cannot be told."""
    found = [
        await _refusals(session, proposal, entry, guard)
        for entry, guard in proposal.concerned(Guard)
    ]
    return all_of(found)


async def _refusals(
    session: Session, proposal: Proposal, entry: RuleInForce, guard: Guard
) -> Refusals:
    try:
        asked = list(_asked(proposal, entry, guard))
        if not all(proposal.can_read(entry, one.statement) for one in asked):
            raise CannotTell(NOT_THERE)
    except CannotTell as error:
        return Refusals(untold={entry.key: error.why})
    return all_of([await _counted(session, proposal, entry, one) for one in asked])


async def _counted(
    session: Session, proposal: Proposal, entry: RuleInForce, asked: _Asked
) -> Refusals:
    if asked.number is None:
        return await counted(session, proposal, entry.key, asked.table, asked.statement)
    rows = await session.scalar(asked.beside) if asked.beside is not None else 0
    most = max(FEWEST_ACTS, min(MOST_ACTS, MOST_PAIRS // max(rows, 1)))
    found = await counted(
        session, proposal, entry.key, asked.table, asked.statement, most_acts=most
    )
    number = await session.scalar(asked.number, since=proposal.since, most_acts=most)
    untold = {entry.key: TOO_MANY.format(most=most)} if number == most else {}
    return replace(found, untold=untold)


def _asked(proposal: Proposal, entry: RuleInForce, guard: Guard) -> Iterator[_Asked]:
    """Of a guard that comes anew none is about cases, records and motions that are at a stage:
    those that its module began obey it already."""
    new, left = proposal.is_new(entry), set(guard.actions)
    for key, workflow in _watched(proposal.after.composition, entry, guard):
        offered = {"submit", *(action.code for action in workflow.actions)} & left
        if offered and not new:
            yield _Asked(table_of(Case), _of_cases(guard, key, workflow, offered))
        left -= offered
    for acts in _acts(proposal.after.composition, entry, guard, left, new):
        refused = refused_of(acts.done, acts.over(guard.refuse_if), new=new)
        others = acts.number is not None and acts.sees_others(guard.refuse_if)
        beside = select(func.count()).select_from(acts.table) if others else None
        yield _Asked(acts.table, refused, acts.number, beside)


def _watched(
    composition: Composition, entry: RuleInForce, guard: Guard
) -> list[tuple[str, Workflow]]:
    return [
        (e.key, e.rule)
        for e in composition.in_module(entry.module)
        if isinstance(e.rule, Workflow) and guard.workflow in (None, e.rule.key)
    ]


def _acts(
    composition: Composition, entry: RuleInForce, guard: Guard, actions: set[str], new: bool
) -> Iterator[Acts]:
    known = {
        "record_meeting": lambda: MEETINGS,
        "add_task": lambda: TASKS,
        "propose_motion": lambda: proposed(composition),
    }
    yield from (known[action]() for action in sorted(actions & known.keys()))
    left = actions - known.keys()
    for e in composition.in_module(entry.module):
        rule = e.rule
        if isinstance(rule, Registry) and recording(rule.key) in left:
            left -= {recording(rule.key)}
            if not new:
                yield entered(composition, e, guard.refuse_if)
        if isinstance(rule, Procedure) and rule.key == guard.workflow:
            stages = {CONCLUDE, *(stage.code for stage in rule.stages)} & left
            left -= stages
            if stages and not new:
                yield concluded(e.key, rule, stages)
    if left:
        raise CannotTell(UNKNOWN_ACTION)


def _of_cases(guard: Guard, key: str, workflow: Workflow, actions: set[str]) -> Select[Any]:
    case, kinds = table_of(Case), _kinds(workflow, actions)
    done = Done(case.c.id, _ENTRY.c.at, _ENTRY.c.actor_id, data=_ENTRY.c.data, kinds=kinds)
    source: Any = _ENTRY.join(case, case.c.id == _ENTRY.c.case_id)
    if workflow.facts is not None:
        facts = table_of(workflow.facts)
        source = source.outerjoin(facts, facts.c.case_id == case.c.id)
    return (
        refused_of(done, guard.refuse_if)
        .select_from(source)
        .where(
            case.c.workflow == key,
            _ENTRY.c.action.in_(sorted(actions)),
            _ENTRY.c.at >= SINCE,
            ~among_keys(case.c.id, HIDDEN),
        )
    )


def _kinds(workflow: Workflow, actions: set[str]) -> dict[str, str]:
    inputs = [i for action in workflow.actions if action.code in actions for i in action.inputs]
    return {i.name: i.kind for i in [*workflow.asks, *inputs]}
