"""Motions that passed so many of their stages, one in each meeting or all in one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from lianxin.clock import instant
from lianxin.commands.motions.proposing import PROPOSE
from lianxin.commands.motions.stages import CONCLUDE
from lianxin.demo.stage import Place, Stage
from lianxin.rules.procedure import Procedure
from lianxin.tables import Ballot, Motion, MotionEntry


def move(
    stage: Stage,
    procedure: str,
    title: str,
    *,
    unit: Place,
    actor: int,
    meetings: Sequence[tuple[int, datetime]],
    concluded: int,
    voters: Mapping[str, Sequence[int]] = MappingProxyType({}),
    said: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
    problem: int | None = None,
    **data: Any,
) -> int:
    """A motion: proposed at the first of the meetings, `(key, moment)`, and one stage concluded at
    each; what has no meeting of its own is concluded at the last. `voters` of a stage are all for
    it; `said` is what was recorded at one; `problem` what it came of; `data` what was said when it was proposed."""
    rule = stage.locality.composition.rules[procedure].rule
    assert isinstance(rule, Procedure)
    stages = rule.stages[:concluded]
    decided = len(stages) == len(rule.stages)
    motion = stage.rows.add(
        Motion,
        code=stage.numbers.code(),
        version=1 + len(stages),
        title=title,
        procedure=procedure,
        step=rule.stages[min(len(stages), len(rule.stages) - 1)].code,
        meeting_id=meetings[-1][0],
        unit_id=unit.id,
        problem_id=problem,
        decided=decided,
        passed=True if decided else None,
        eligible=len(voters.get(rule.stages[min(len(stages), len(rule.stages) - 1)].code, ())),
        data=data,
    )
    lines = [(PROPOSE, rule.first.code), *((CONCLUDE, passed.code) for passed in stages)]
    held = [meetings[0], *meetings, *[meetings[-1]] * len(lines)]
    for n, ((action, step), (meeting, at)) in enumerate(zip(lines, held, strict=False), 1):
        stage.rows.add(
            MotionEntry,
            motion_id=motion,
            n=n,
            action=action,
            step=step,
            meeting_id=meeting,
            actor_id=actor,
            at=instant(at),
            data=dict(said.get(step, {})) if action == CONCLUDE else {},
        )
        for person in voters.get(step, ()) if action == CONCLUDE else ():
            stage.rows.add(
                Ballot, motion_id=motion, step=step, person_id=person, choice="FOR", at=instant(at)
            )
    return motion
