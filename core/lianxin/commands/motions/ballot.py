"""Casting a ballot: one a person, or one a household, at the stage that is voted on."""

from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command
from lianxin.commands.motions.finding import FoundMotion, find_motion
from lianxin.commands.values import HouseholdKey, MotionKey, PersonKey
from lianxin.database import together
from lianxin.errors import Problem, Refused, conflict, not_permitted
from lianxin.language import Text
from lianxin.procedures import ballot_refusals, naming_refusals
from lianxin.tables import Ballot, BallotName

_NOBODY = Text(
    "您的账号没有关联到人员，不能投票，请联系管理员",
    "Your account belongs to no person, so it has no ballot; ask an administrator",
)
_DECIDED = Text("该议题已经决定，不能再投票", "The motion is decided; no more ballots are taken")


@dataclass(frozen=True)
class Casting:
    motion: FoundMotion
    person_id: int
    household_id: int | None


class CastBallot(Command):
    """Where households vote, it is the voter's own unless another is named. `people`: whom a ballot
    of an election names."""

    does: ClassVar[str] = "cast_ballot"
    permission: ClassVar[str | None] = "ballot.cast"

    motion: MotionKey
    choice: Literal["FOR", "AGAINST", "ABSTAIN"]
    household: HouseholdKey | None = None
    people: Annotated[list[PersonKey], Field(max_length=100)] | None = None

    async def load(self, attempt: Attempt) -> Casting:
        person_id = attempt.viewer.person_id
        if person_id is None:
            raise Refused([not_permitted(_NOBODY)])
        motion = await find_motion(attempt, self.motion, {}, to_vote=True)
        if motion.row.decided:
            raise Refused([conflict("MOTION_DECIDED", _DECIDED, motion.row.version)])
        stage = motion.procedure.stage(motion.row.step)
        by_household = stage is not None and stage.vote is not None and stage.vote.voters.households
        household = self.household or motion.row.viewer_household
        return Casting(motion, person_id, household if by_household else None)

    async def refusals(self, attempt: Attempt, loaded: Casting) -> list[Problem]:
        row = loaded.motion.row
        at = {"motion_id": row.id, "stage_code": row.step}
        voting = partial(
            ballot_refusals,
            locality=attempt.locality,
            entry=loaded.motion.entry,
            unit_id=row.unit_id,
            person_id=loaded.person_id,
            household_id=loaded.household_id,
            on=attempt.context.today,
            **at,
        )
        naming = partial(
            naming_refusals,
            locality=attempt.locality,
            entry=loaded.motion.entry,
            choice=self.choice,
            people=self.people or (),
            **at,
        )
        return list(chain.from_iterable(await together(attempt.tx, voting, naming)))

    def apply(self, attempt: Attempt, loaded: Casting) -> dict[str, Any]:
        row = loaded.motion.row
        attempt.about = {"action": "cast", "step": row.step}
        ballot = Ballot(
            motion_id=row.id,
            step=row.step,
            person_id=loaded.person_id,
            household_id=loaded.household_id,
            choice=self.choice,
            at=attempt.now,
        )
        named = (BallotName(ballot_id=ballot.id, person_id=key) for key in self.people or ())
        attempt.work.add(ballot, *named)
        attempt.tell("motion_changed", "Motion", row.id, action="ballot")
        return {"motion": row.id}
