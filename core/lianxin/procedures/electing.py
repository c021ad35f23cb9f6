"""Elections: whom a ballot may name, and how many votes everybody has."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.sql.base import Executable
from sqlmodel import col

from lianxin.database import Key, Session, together
from lianxin.errors import Problem
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules.base import RuleInForce, figure_of
from lianxin.rules.procedure import Procedure
from lianxin.standings.refusing import refused
from lianxin.tables import Ballot, BallotName, MeetingTarget, Motion

_CANDIDATES: Executable = (
    select(col(MeetingTarget.target_id).label("person_id"))
    .join(Motion, col(Motion.meeting_id) == col(MeetingTarget.meeting_id))
    .where(
        col(Motion.id) == bindparam("motion_id", type_=Key),
        col(MeetingTarget.target_type) == "Person",
    )
)
_VOTES: Executable = (
    select(col(BallotName.person_id), func.count().label("number"))
    .join(Ballot, col(Ballot.id) == col(BallotName.ballot_id))
    .where(
        col(Ballot.motion_id) == bindparam("motion_id", type_=Key),
        col(Ballot.step) == bindparam("step"),
    )
    .group_by(col(BallotName.person_id))
)


async def votes_of(session: Session, motion_id: int, step: str) -> dict[int, int]:
    """The votes of everybody on the list, also of those whom nobody named."""
    listed, named = await together(
        session,
        lambda s: s.all(_CANDIDATES, motion_id=motion_id),
        lambda s: s.all(_VOTES, motion_id=motion_id, step=step),
    )
    return {row.person_id: 0 for row in listed} | {row.person_id: row.number for row in named}


async def naming_refusals(
    session: Session,
    locality: Locality,
    entry: RuleInForce,
    *,
    motion_id: int,
    stage_code: str,
    choice: str,
    people: Sequence[int],
) -> list[Problem]:
    """Why a ballot cannot name these; empty where it can, and where a vote names nobody."""
    assert isinstance(entry.rule, Procedure)
    stage = entry.rule.stage(stage_code)
    seats = stage.vote.seats if stage is not None and stage.vote is not None else None
    if seats is None:
        return [refused(entry, _NO_ELECTION, "people")] if people else []
    if (choice == "FOR") != bool(people):
        return [refused(entry, _FOR_SOMEBODY, "people")]
    most = int(figure_of(seats, locality.figures.settings))
    if len(people) > most or len(set(people)) < len(people):
        return [refused(entry, _TOO_MANY.format(most=most), "people")]
    listed = {row.person_id for row in await session.all(_CANDIDATES, motion_id=motion_id)}
    return [] if listed.issuperset(people) else [refused(entry, _NOT_LISTED, "people")]


_NO_ELECTION = Text("这一步不选举人员", "Nobody is elected at this stage")
_FOR_SOMEBODY = Text(
    "赞成票须写明所选的人，反对、弃权不写", "A ballot names people if it is for them, and only then"
)
_TOO_MANY = Text("最多选 {most} 人，且不得重复", "Name up to {most} different people")
_NOT_LISTED = Text(
    "只能选名单（会议的 people）上的人",
    "Only people on the list (the meeting's people) are elected",
)
