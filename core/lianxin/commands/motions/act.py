"""Concluding the stage that a motion is at: it goes on, goes back, or is decided."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator
from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.doing import told
from lianxin.commands.cases.permission import refusal_of_by
from lianxin.commands.command import Command
from lianxin.commands.inputs import parse
from lianxin.commands.motions.finding import FoundMotion, MotionRecord, find_motion, record_of
from lianxin.commands.motions.guarding import guard_refusals
from lianxin.commands.motions.proposing import add_line, may
from lianxin.commands.motions.stages import CONCLUDE, MEETING, label_of
from lianxin.commands.values import Code, MotionKey, Prose, by_name
from lianxin.database import Key, Session, together
from lianxin.errors import Problem, Refused, conflict, invalid, not_found
from lianxin.language import Text
from lianxin.procedures import Conclusion, conclusion, eligible_ballots, judged, votes_of
from lianxin.rules.procedure import Stage
from lianxin.tables import Ballot, BallotName, Candidacy, Motion

_NO_ACTION = Text(
    "没有名为 {action} 的操作，可用：{known}", "There is no action {action}; there is: {known}"
)
_DECIDED = Text("该议题已经决定", "The motion is decided already")
_STALE = Text(
    "议题已被他人更新（当前版本 {version}），请刷新后再操作",
    "The motion has been changed by somebody else (version {version} now); reload it and try again",
)
_AT = select(col(Motion.step)).where(col(Motion.id) == bindparam("id", type_=Key))
_NO_MEETING = Text("没有编号为 {code} 的会议", "There is no meeting {code}")


@dataclass(frozen=True)
class Concluding:
    """`eligible` is how many may vote where the motion goes."""

    motion: FoundMotion
    stage: Stage
    record: MotionRecord
    values: Mapping[str, Any]
    meeting_id: int | None
    conclusion: Conclusion
    eligible: int
    problems: list[Problem]


class ActOnMotion(Command):
    """`fields` are the records of the stage, and the `meeting` (its code) in which it was done.

    `conclude` is open at each stage: whoever names the stage instead, or gives the version that
    they saw, does not conclude the next one by asking twice.
    """

    does: ClassVar[str] = "act_on_motion"
    permission: ClassVar[str | None] = "motion.act"

    motion: MotionKey
    action: Code
    version: int | None = None
    note: Prose | None = None
    fields: Annotated[Mapping[str, Any], BeforeValidator(by_name)] = {}

    async def prepare(self, attempt: Attempt) -> str | None:
        """The stage that is meant, where neither it nor a version is named: the one that the motion
        is at when it is asked for. Others may conclude it while this waits for them."""
        together = attempt.transaction is not None
        if together or self.version is not None or self.action != CONCLUDE:
            return None
        row = await attempt.locality.database.first(_AT, id=self.motion)
        return None if row is None else str(row.step)

    async def load(self, attempt: Attempt) -> Concluding:
        attempt.about = {"action": self.action}
        motion = await find_motion(attempt, self.motion, self.fields)
        stage = self._stage(motion)
        meeting = self.fields.get(MEETING)
        named = motion.meetings.get(meeting) if isinstance(meeting, str) else None
        meeting_id = named or motion.row.meeting_id
        records = {name: raw for name, raw in self.fields.items() if name != MEETING}
        values, problems = parse(stage.records, records, motion.found)
        if meeting and named is None:
            message = _NO_MEETING.format(code=meeting)
            problems.append(not_found(message, "fields", MEETING))
        found: list[Any] = await together(
            attempt.tx,
            lambda s: self._concluded(s, attempt, motion, stage, meeting_id),
            lambda s: record_of(s, motion.row.id),
            lambda s: guard_refusals(s, attempt, motion, stage, values),
            lambda s: _eligible(s, attempt, motion, stage),
        )
        concluded, record, refusals, eligible = found
        problems += refusals
        known = eligible.get(concluded.step, int(motion.row.eligible))
        return Concluding(motion, stage, record, values, meeting_id, concluded, known, problems)

    async def refusals(self, attempt: Attempt, loaded: Concluding) -> list[Problem]:
        row, stage, problems = loaded.motion.row, loaded.stage, list[Problem]()
        is_another = self.version is not None and self.version != row.version
        if is_another or attempt.prepared not in (None, row.step):
            message = _STALE.format(version=row.version)
            problems.append(conflict("STALE_VERSION", message, row.version).at("version"))
        if not may(stage.by, attempt, row):
            composition = attempt.locality.composition
            problems.append(refusal_of_by(label_of(stage), stage.by, composition, "action"))
        problems += loaded.problems
        return problems + [_in_fields(p) for p in loaded.conclusion.problems]

    def apply(self, attempt: Attempt, loaded: Concluding) -> dict[str, Any]:
        row, concluded = loaded.motion.row, loaded.conclusion
        goes_on = {"step": concluded.step, "eligible": loaded.eligible}
        ends = {"decided": True, "passed": concluded.passed}
        attempt.work.change(
            *(Motion, row.id),
            version=row.version + 1,
            meeting_id=loaded.meeting_id,
            **(ends if concluded.decided else goes_on),
        )
        data = {name: told(value) for name, value in loaded.values.items()}
        if concluded.result is not None:
            data["vote"] = _vote(loaded)
        _clear_ballots(attempt, loaded)
        _keep_standings(attempt, loaded)
        add_line(
            *(attempt, row.id, loaded.record.last_n + 1, CONCLUDE),
            step=loaded.stage.code,
            meeting_id=loaded.meeting_id,
            note=self.note or None,
            data=data,
        )
        meeting = [("Meeting", loaded.meeting_id)] if loaded.meeting_id else []
        attempt.touch("motion", ("Motion", row.id), *meeting)
        return {"motion": row.id}

    def _stage(self, motion: FoundMotion) -> Stage:
        stage = motion.procedure.stage(motion.row.step)
        if motion.row.decided or stage is None:
            raise Refused([conflict("MOTION_DECIDED", _DECIDED, motion.row.version)])
        if self.action not in (CONCLUDE, stage.code):
            message = _NO_ACTION.format(action=self.action, known=CONCLUDE)
            raise Refused([invalid("UNKNOWN_ACTION", message, "action")])
        return stage

    async def _concluded(
        self,
        session: Session,
        attempt: Attempt,
        motion: FoundMotion,
        stage: Stage,
        meeting_id: int | None,
    ) -> Conclusion:
        key, settings = motion.row.id, attempt.locality.figures.settings
        found: list[Any] = await together(
            session,
            lambda s: judged(s, attempt.locality, motion.entry, stage, [key], meeting_id),
            lambda s: _votes(s, stage, key),
        )
        known, votes = found
        return conclusion(motion.entry, stage, replace(known[key], votes=votes), settings)


async def _votes(session: Session, stage: Stage, motion_id: int) -> dict[int, int]:
    """By person, where the stage elects."""
    if stage.vote is None or stage.vote.seats is None:
        return {}
    return await votes_of(session, motion_id, stage.code)


async def _eligible(
    session: Session, attempt: Attempt, motion: FoundMotion, stage: Stage
) -> dict[str, int]:
    """How many may vote at each stage that the motion may come to."""
    ways = [motion.procedure.after(stage, passed) for passed in (True, False)]
    following = {way.code: way for way in ways if way is not None}
    numbers = await together(
        session,
        *(
            partial(
                eligible_ballots,
                locality=attempt.locality,
                stage=way,
                unit_id=motion.row.unit_id,
                on=attempt.context.today,
            )
            for way in following.values()
        ),
    )
    return dict(zip(following, numbers, strict=True))


def _vote(loaded: Concluding) -> dict[str, Any]:
    """How the vote went, kept when the ballots themselves may be cast anew."""
    of_stage = [b for b in loaded.record.ballots if b.step == loaded.stage.code]
    result = loaded.conclusion.result
    assert result is not None
    return {
        "eligible": loaded.motion.row.eligible,
        "passed": result.passed,
        "found": result.why.zh,
        "ballots": [[b.person_id, b.household_id, b.choice] for b in of_stage],
    }


def _clear_ballots(attempt: Attempt, loaded: Concluding) -> None:
    """A motion that goes back is voted on anew at all stages that it comes through again."""
    stages = [stage.code for stage in loaded.motion.procedure.stages]
    step = loaded.conclusion.step
    if step is None or stages.index(step) > stages.index(loaded.stage.code):
        return
    for ballot in loaded.record.ballots:
        if ballot.step in stages[stages.index(step) :]:
            if _elects(loaded, ballot.step):
                attempt.work.remove(BallotName, ballot_id=ballot.id)
            attempt.work.remove(Ballot, id=ballot.id)


def _elects(loaded: Concluding, step: str) -> bool:
    stage = loaded.motion.procedure.stage(step)
    return stage is not None and stage.vote is not None and stage.vote.seats is not None


def _keep_standings(attempt: Attempt, loaded: Concluding) -> None:
    """Of an election that came to something: one that failed is held anew."""
    result = loaded.conclusion.result
    if result is None or not result.passed:
        return
    for each in loaded.conclusion.standings:
        attempt.work.add(
            Candidacy(
                motion_id=loaded.motion.row.id,
                step=loaded.stage.code,
                person_id=each.person_id,
                votes=each.votes,
                elected=each.elected,
                tied=each.tied,
            )
        )


def _in_fields(problem: Problem) -> Problem:
    return problem.at("fields", MEETING) if problem.path == (MEETING,) else problem
