"""Concluding a stage: what is still missing, what the ballots come to, where the motion goes."""

from dataclasses import dataclass, replace

from lianxin.database import Session
from lianxin.errors import Problem
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.procedures.judging import Judged, judged
from lianxin.rules.base import RuleInForce, Settings
from lianxin.rules.procedure import Procedure, Stage
from lianxin.rules.votes import (
    Outcome,
    Standing,
    approved,
    elected,
    outcome,
    outcome_of_election,
)
from lianxin.standings.refusing import refused


@dataclass(frozen=True)
class Conclusion:
    """With problems nothing may be done. Else `step` is where the motion goes; None: it is
    decided, and `passed` or not. `result` tells of the vote, where there was one, `standings` of
    an election."""

    problems: tuple[Problem, ...] = ()
    step: str | None = None
    passed: bool | None = None
    result: Outcome | None = None
    standings: tuple[Standing, ...] = ()

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
    standings = _standings(stage, known, settings)
    result = _result(stage, known, standings, settings)
    if result is not None and not result.quorate:
        problems.append(refused(_saying(entry, stage), result.why))
    if problems:
        return Conclusion(tuple(problems), result=result)
    passed = result is None or result.passed
    following = entry.rule.after(stage, passed)
    if following is not None:
        return Conclusion(step=following.code, result=result, standings=standings)
    return Conclusion(passed=passed, result=result, standings=standings)


def _standings(stage: Stage, known: Judged, settings: Settings) -> tuple[Standing, ...]:
    if stage.vote is None or stage.vote.seats is None:
        return ()
    return tuple(elected(stage.vote, known.votes, known.tally, settings))


def _result(
    stage: Stage, known: Judged, standings: tuple[Standing, ...], settings: Settings
) -> Outcome | None:
    """What ballots or an approval come to; None where nothing but concluding is asked."""
    if stage.vote is not None and stage.vote.seats is not None:
        return outcome_of_election(stage.vote, standings, known.tally, settings)
    if stage.vote is not None:
        return outcome(stage.vote, known.tally, settings)
    if stage.approval is not None and known.found is not None:
        return approved(stage.approval.majority, *known.found, settings)
    return None


def _saying(entry: RuleInForce, stage: Stage) -> RuleInForce:
    """The rule by which a stage's ballots count: the procedure, or one beside it."""
    under = stage.vote.under if stage.vote else None
    return replace(entry, key=f"{entry.module}.{under}") if under else entry


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
