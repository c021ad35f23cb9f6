"""Motions that passed so many of their stages, one in each meeting or all in one."""

from collections.abc import Sequence
from datetime import datetime

from lianxin.clock import instant
from lianxin.commands.motions.proposing import PROPOSE
from lianxin.commands.motions.stages import CONCLUDE
from lianxin.demo.stage import Place, Stage
from lianxin.rules.procedure import Procedure
from lianxin.tables import Motion, MotionEntry


def move(
    stage: Stage,
    procedure: str,
    title: str,
    *,
    unit: Place,
    actor: int,
    meetings: Sequence[tuple[int, datetime]],
    concluded: int,
) -> int:
    """A motion without votes: proposed at the first of the meetings, `(key, moment)`, and one
    stage concluded at each; what has no meeting of its own is concluded at the last."""
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
        decided=decided,
        passed=True if decided else None,
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
        )
    return motion
