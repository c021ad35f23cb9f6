"""Concluding a stage: what is still missing, what the ballots come to, where the motion goes."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, select

from lianxin.database import Key, Session
from lianxin.errors import Problem
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.procedures.attending import who_is_missing
from lianxin.procedures.voting import tally_of
from lianxin.rules.base import RuleInForce
from lianxin.rules.procedure import Needed, Procedure, Stage
from lianxin.rules.sql.records import MOTION
from lianxin.rules.votes import Outcome, Tally, outcome
from lianxin.standings.refusing import refused


@dataclass(frozen=True)
class Conclusion:
    """With problems nothing may be done. Else `step` is where the motion goes; None: it is
    decided, and `passed` or not. `result` tells of the vote, where there was one."""

    problems: tuple[Problem, ...] = ()
    step: str | None = None
    passed: bool | None = None
    result: Outcome | None = None

    @property
    def decided(self) -> bool:
        return self.step is None and not self.problems


async def conclude(
    session: Session,
    locality: Locality,
    entry: RuleInForce,
    *,
    motion_id: int,
    stage_code: str,
    eligible: int,
    meeting_id: int | None,
) -> Conclusion:
    """What concluding the present stage of a motion would do; nothing is written.

    A vote without a quorum is refused: the stage stays, and more ballots may come in.
    """
    rule = entry.rule
    assert isinstance(rule, Procedure)
    stage = rule.stage(stage_code)
    if stage is None:
        return Conclusion((refused(entry, _OVER),))
    problems = [
        *await _lacking(session, entry, stage, motion_id),
        *await _absent(session, locality, entry, stage, meeting_id),
    ]
    result = None
    if stage.vote is not None:
        tally: Tally = await tally_of(session, motion_id, stage.code, eligible)
        result = outcome(stage.vote, tally, locality.figures.settings)
        if not result.quorate:
            problems.append(refused(entry, result.why))
    if problems:
        return Conclusion(tuple(problems), result=result)
    passed = result is None or result.passed
    following = rule.after(stage, passed)
    if following is not None:
        return Conclusion(step=following.code, result=result)
    return Conclusion(passed=passed, result=result)


async def _lacking(
    session: Session, entry: RuleInForce, stage: Stage, motion_id: int
) -> list[Problem]:
    if not stage.needs:
        return []
    row = await session.first(_needed(entry, stage), motion_id=motion_id)
    assert row is not None
    return [
        refused(entry, needed.because)
        for needed, number in zip(stage.needs, row, strict=True)
        if number < needed.least
    ]


def _needed(entry: RuleInForce, stage: Stage) -> Select[Any]:
    """Made once for each stage; where a need is not asked of the motion it counts as met."""
    assert isinstance(entry.rule, Procedure)
    made = entry.rule.statements
    if ("needs", stage.code) not in made:
        columns = [_number(needed).label(f"need{n}") for n, needed in enumerate(stage.needs)]
        made["needs", stage.code] = (
            select(*columns)
            .select_from(MOTION)
            .where(MOTION.c.id == bindparam("motion_id", type_=Key))
        )
    found: Select[Any] = made["needs", stage.code]
    return found


def _number(needed: Needed) -> ColumnElement[Any]:
    if needed.when is None:
        return needed.number
    return case((needed.when, needed.number), else_=needed.least)


async def _absent(
    session: Session,
    locality: Locality,
    entry: RuleInForce,
    stage: Stage,
    meeting_id: int | None,
) -> list[Problem]:
    if not stage.all_present:
        return []
    if meeting_id is None:
        return [refused(entry, _WHICH_MEETING, "meeting")]
    missing = await who_is_missing(session, locality, entry, meeting_id)
    return [refused(entry, _MISSING.format(number=len(missing)), "meeting")] if missing else []


_OVER = Text("该议题已经决定", "The motion is decided already")
_WHICH_MEETING = Text("请写明在哪次会议上进行", "Say in which meeting this was done")
_MISSING = Text(
    "应到会的人员缺席 {number} 人，不能进行", "{number} of those who have to attend are missing"
)
