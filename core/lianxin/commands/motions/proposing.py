"""A motion at its beginning: put to a meeting, or proposed by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.permission import may_act, refusal_of_by
from lianxin.commands.cases.refusals import cited
from lianxin.database import Session
from lianxin.errors import Problem
from lianxin.ids import new_code
from lianxin.language import Text
from lianxin.plugins.composition import Composition
from lianxin.procedures import eligible_ballots
from lianxin.rules.base import RuleInForce, Settings
from lianxin.rules.procedure import Procedure
from lianxin.rules.words import codes
from lianxin.rules.workflow import By
from lianxin.tables import Motion, MotionEntry

PROPOSE, PUT = "propose", "put"
"""What the record calls a motion's beginning, and that it was put to a meeting."""

_PROPOSE = Text("提出议题", "Propose a motion")
_NO_PROBLEMS = Text(
    "此议事规则不受理归并的问题，请另选议事规则",
    "Motions on problems that cases share are not decided by this procedure; choose another",
)


@dataclass(frozen=True)
class Proposal:
    title: str
    entry: RuleInForce
    unit_id: int | None = None
    case_id: int | None = None
    meeting_id: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    problem_id: int | None = None


def procedure_of(composition: Composition, key: str) -> tuple[RuleInForce, Procedure] | None:
    entry = composition.rule(key)
    if entry is None or not isinstance(entry.rule, Procedure):
        return None
    return entry, entry.rule


def procedures_at(
    composition: Composition, settings: Settings, meeting_kind: str
) -> list[RuleInForce]:
    """The procedures whose motions are put to meetings of this kind."""
    return [
        entry
        for entry, rule in composition.of(Procedure)
        if meeting_kind in codes(rule.meeting_kinds, settings)
    ]


def may(by: By, attempt: Attempt, row: Any) -> bool:
    """Where nobody is named, everybody with the permission may."""
    return by == By() or may_act(by, attempt.viewer, row)


def refusals_of_proposal(attempt: Attempt, proposal: Proposal, *path: str) -> list[Problem]:
    rule = proposal.entry.rule
    assert isinstance(rule, Procedure)
    problems = []
    if proposal.problem_id is not None and not rule.takes_problems:
        problems.append(cited("RULE_REFUSED", _NO_PROBLEMS, proposal.entry).at("problem"))
    if not may(rule.proposed_by, attempt, proposal):
        by = rule.proposed_by
        problems.append(refusal_of_by(_PROPOSE, by, attempt.locality.composition, *path))
    return problems


async def ballots_at_first(session: Session, attempt: Attempt, proposal: Proposal) -> int:
    """How many may vote at the first stage."""
    rule = proposal.entry.rule
    assert isinstance(rule, Procedure)
    return await eligible_ballots(
        session, attempt.locality, rule.first, proposal.unit_id, attempt.context.today
    )


def propose(attempt: Attempt, proposal: Proposal, eligible: int) -> int:
    """Collect the new motion; its key."""
    rule = proposal.entry.rule
    assert isinstance(rule, Procedure)
    motion = Motion(
        code=new_code(),
        title=proposal.title,
        procedure=proposal.entry.key,
        step=rule.first.code,
        meeting_id=proposal.meeting_id,
        unit_id=proposal.unit_id,
        case_id=proposal.case_id,
        problem_id=proposal.problem_id,
        eligible=eligible,
        data=dict(proposal.data),
    )
    attempt.work.add(motion)
    add_line(attempt, motion.id, 1, PROPOSE, step=motion.step, meeting_id=motion.meeting_id)
    return motion.id


def add_line(attempt: Attempt, motion_id: int, n: int, action: str, **columns: Any) -> None:
    attempt.work.add(
        MotionEntry(
            motion_id=motion_id,
            n=n,
            action=action,
            actor_id=attempt.viewer.person_id,
            at=attempt.now,
            **columns,
        )
    )
    attempt.tell("motion_changed", "Motion", motion_id, action=action)
