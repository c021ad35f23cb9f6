"""The moves of late that a workflow would have refused, had it taken those cases.

As when models are compared: a case of another workflow is read by the core's phases.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, String, bindparam, func, or_, select

from lianxin.comparing.phases import Moves
from lianxin.database import Instant, Session, among_keys, among_words
from lianxin.previewing.proposal import MOST_CASES, Cases, Proposal
from lianxin.rules import Phase, Workflow
from lianxin.rules.sql.hiding import HIDDEN
from lianxin.rules.sql.values import table_of
from lianxin.tables import Case, CaseEntry

_C, _AT = table_of(Case).c, table_of(CaseEntry).alias("at")
_FROM = table_of(CaseEntry).alias("came_from")
_SOURCE = _AT.join(_FROM, (_FROM.c.case_id == _AT.c.case_id) & (_FROM.c.n == _AT.c.n - 1)).join(
    table_of(Case), _C.id == _AT.c.case_id
)
_MOVE = _C.workflow + "|" + _FROM.c.step + "|" + _AT.c.step
_TAKEN = (
    _AT.c.at >= bindparam("since", type_=Instant()),
    _AT.c.step != _FROM.c.step,
    among_words(_C.channel, "channels"),
    or_(bindparam("any_category") == "1", among_words(_C.category, "categories")),
    _C.workflow != bindparam("workflow", type_=String()),
    ~among_keys(_C.id, HIDDEN),
)
_MOVES = (
    select(_C.workflow, _FROM.c.step.label("start"), _AT.c.step.label("end"), _MOVE.label("move"))
    .select_from(_SOURCE)
    .where(*_TAKEN)
    .distinct()
)
_REFUSED: Select[Any] = (
    select(_C.id, func.count().over().label("number"))
    .select_from(_SOURCE)
    .where(*_TAKEN, among_words(_MOVE, "moves"))
    .order_by(_AT.c.at.desc(), _AT.c.id)
    .limit(MOST_CASES)
)


async def moves_refused(session: Session, proposal: Proposal) -> Cases:
    """Moves between two phases that the workflows which come would not lead to."""
    number, ids = 0, dict[int, None]()
    for entry, workflow in proposal.concerned(Workflow):
        if not proposal.is_new(entry) or workflow.fallback:
            continue
        given = _given(proposal, entry.key, workflow)
        moves = [
            row.move
            for row in await session.all(_MOVES, **given)
            if not _leads(Moves(workflow), proposal, row)
        ]
        if moves:
            rows = await session.all(_REFUSED, **given, moves=moves)
            number += rows[0].number if rows else 0
            ids |= dict.fromkeys(row.id for row in rows)
    return Cases(number, tuple(ids)[:MOST_CASES])


def _leads(moves: Moves, proposal: Proposal, row: Any) -> bool:
    own = proposal.before.composition.workflow(row.workflow)
    if own is None:
        return True
    phases: Mapping[str, Phase] = {step.code: step.phase for step in own.steps}
    start, end = phases.get(row.start), phases.get(row.end)
    unknown = frozenset(Phase) - frozenset(phases.values())
    return start is None or end is None or start == end or moves.leads(start, end, unknown)


def _given(proposal: Proposal, key: str, workflow: Workflow) -> dict[str, Any]:
    return {
        "since": proposal.since,
        "channels": sorted(workflow.channels),
        "any_category": "0" if workflow.categories else "1",
        "categories": sorted(workflow.categories or ()),
        "workflow": key,
        HIDDEN: list(proposal.hidden),
    }
