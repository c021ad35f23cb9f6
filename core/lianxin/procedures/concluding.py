"""Concluding a stage: what is still missing, what the ballots come to, where the motion goes."""

from dataclasses import dataclass, replace

from lianxin.database import Session
from lianxin.errors import Problem
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.procedures.judging import Judged, judged
from lianxin.rules.base import RuleInForce, Settings
from lianxin.rules.procedure import Procedure, Stage
from lianxin.rules.votes import Outcome, outcome
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
    assert isinstance(entry.rule, Procedure)
    stage = entry.rule.stage(stage_code)
    if stage is None:
        return Conclusion((refused(entry, _OVER),))
    found = await judged(session, locality, entry, stage, [motion_id], meeting_id)
    known = found[motion_id]
    known = replace(known, tally=replace(known.tally, eligible=eligible))
    return conclusion(entry, stage, known, locality.figures.settings)


def conclusion(entry: RuleInForce, stage: Stage, known: Judged, settings: Settings) -> Conclusion:
    """The same of what is known already."""
    assert isinstance(entry.rule, Procedure)
    problems = [refused(entry, needed.because) for needed in known.lacking]
    problems += _absent(entry, stage, known)
    result = None
    if stage.vote is not None:
        result = outcome(stage.vote, known.tally, settings)
        if not result.quorate:
            problems.append(refused(entry, result.why))
    if problems:
        return Conclusion(tuple(problems), result=result)
    passed = result is None or result.passed
    following = entry.rule.after(stage, passed)
    if following is not None:
        return Conclusion(step=following.code, result=result)
    return Conclusion(passed=passed, result=result)


def _absent(entry: RuleInForce, stage: Stage, known: Judged) -> list[Problem]:
    if not stage.all_present:
        return []
    if known.missing is None:
        return [refused(entry, _WHICH_MEETING, "meeting")]
    if not known.missing:
        return []
    return [refused(entry, _MISSING.format(number=known.missing), "meeting")]


_OVER = Text("该议题已经决定", "The motion is decided already")
_WHICH_MEETING = Text("请写明在哪次会议上进行", "Say in which meeting this was done")
_MISSING = Text(
    "应到会的人员缺席 {number} 人，不能进行", "{number} of those who have to attend are missing"
)
