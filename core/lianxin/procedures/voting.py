"""Ballots: how many there may be, who may cast one, and how they stand."""

from datetime import date
from typing import Any

from sqlalchemy import Date, String, bindparam, case, func, or_, select
from sqlalchemy.sql.base import Executable
from sqlmodel import col

from lianxin.database import Key, Session, among_words, together
from lianxin.errors import Problem, conflict
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules.base import RuleInForce
from lianxin.rules.procedure import Procedure, Stage
from lianxin.rules.sql.people import APPOINTMENT, LINK, PERSON
from lianxin.rules.sql.places import HOUSEHOLD, LINE
from lianxin.rules.sql.subjects import in_force
from lianxin.rules.votes import Tally, Voters
from lianxin.rules.words import code_of, codes
from lianxin.standings.refusing import refused
from lianxin.tables import Ballot


async def eligible_ballots(
    session: Session, locality: Locality, stage: Stage, unit_id: int | None, on: date
) -> int:
    """How many ballots a stage of a motion at a unit can have; 0 where nothing is voted on."""
    if stage.vote is None:
        return 0
    voters = stage.vote.voters
    if voters.households:
        found: int = await session.scalar(_HOUSEHOLDS, unit_id=unit_id)
    else:
        asked = _asked(voters, locality)
        found = await session.scalar(_HOLDERS, unit_id=unit_id, on=on, **asked)
    return found


async def ballot_refusals(
    session: Session,
    locality: Locality,
    entry: RuleInForce,
    *,
    motion_id: int,
    stage_code: str,
    unit_id: int | None,
    person_id: int,
    household_id: int | None,
    on: date,
) -> list[Problem]:
    """Why this person cannot cast this ballot at this stage; empty where it can."""
    assert isinstance(entry.rule, Procedure)
    stage = entry.rule.stage(stage_code)
    if stage is None or stage.vote is None:
        return [refused(entry, _NO_VOTE)]
    if not stage.vote.voters.households:
        return await _holder(session, locality, entry, stage, motion_id, unit_id, person_id, on)
    if household_id is None:
        return [refused(entry, _WHICH, "household")]
    asked = {"household_id": household_id, "unit_id": unit_id, "person_id": person_id}
    named = {"motion_id": motion_id, "step": stage.code, "household_id": household_id}
    member, voted = await together(
        session,
        lambda s: s.scalar(_MEMBER, **asked),
        lambda s: s.scalar(_HOUSEHOLD_VOTED, **named),
    )
    if not member:
        return [refused(entry, _NOT_A_MEMBER, "household")]
    return [conflict("VOTED_ALREADY", _HOUSEHOLD_HAS)] if voted else []


async def tally_of(session: Session, motion_id: int, stage_code: str, eligible: int) -> Tally:
    rows = await session.all(_CAST, motion_id=motion_id, step=stage_code)
    cast = {row.choice.lower(): row.number for row in rows}
    return Tally(cast.get("for", 0), cast.get("against", 0), cast.get("abstain", 0), eligible)


async def _holder(
    session: Session,
    locality: Locality,
    entry: RuleInForce,
    stage: Stage,
    motion_id: int,
    unit_id: int | None,
    person_id: int,
    on: date,
) -> list[Problem]:
    assert stage.vote is not None
    held = {"unit_id": unit_id, "on": on, "person_id": person_id}
    asked = held | _asked(stage.vote.voters, locality)
    named = {"motion_id": motion_id, "step": stage.code, "person_id": person_id}
    holds, voted = await together(
        session,
        lambda s: s.scalar(_HOLDS, **asked),
        lambda s: s.scalar(_PERSON_VOTED, **named),
    )
    if not holds:
        return [refused(entry, _NO_BALLOT)]
    return [conflict("VOTED_ALREADY", _YOU_HAVE)] if voted else []


def _asked(voters: Voters, locality: Locality) -> dict[str, Any]:
    """Which posts are looked for, and through which links."""
    posts = codes(voters.posts, locality.figures.settings)
    return {"posts": posts, "linked": code_of(voters.linked) if voters.linked else None}


_ON = bindparam("on", type_=Date())
_UNIT = bindparam("unit_id", type_=Key)
_PERSON = bindparam("person_id", type_=Key)
_HOUSEHOLD = bindparam("household_id", type_=Key)
_OF_STAGE = (
    col(Ballot.motion_id) == bindparam("motion_id", type_=Key),
    col(Ballot.step) == bindparam("step"),
)
_LINKED = bindparam("linked", type_=String())
_AT_THE_OTHER_END = select(
    case((LINK.c.target_id == _UNIT, LINK.c.holder_id), else_=LINK.c.target_id)
).where(
    LINK.c.kind == _LINKED,
    LINK.c.holder_type == "Unit",
    LINK.c.target_type == "Unit",
    or_(LINK.c.target_id == _UNIT, LINK.c.holder_id == _UNIT),
    in_force(LINK.c.since, LINK.c.until, _ON),
)
_HELD = (
    among_words(APPOINTMENT.c.post, "posts"),
    or_(
        _LINKED.is_(None) & (APPOINTMENT.c.unit_id == _UNIT),
        APPOINTMENT.c.unit_id.in_(_AT_THE_OTHER_END),
    ),
    in_force(APPOINTMENT.c.since, APPOINTMENT.c.until, _ON),
)
_HOLDERS: Executable = select(func.count(func.distinct(APPOINTMENT.c.person_id))).where(*_HELD)
_HOLDS: Executable = select(func.count()).where(*_HELD, APPOINTMENT.c.person_id == _PERSON)
_INSIDE = HOUSEHOLD.c.unit_id.in_(select(LINE.c.lower_id).where(LINE.c.upper_id == _UNIT))
_HOUSEHOLDS: Executable = select(func.count()).select_from(HOUSEHOLD).where(_INSIDE)
_MEMBER: Executable = (
    select(func.count())
    .select_from(HOUSEHOLD)
    .join(PERSON, PERSON.c.household_id == HOUSEHOLD.c.id)
    .where(HOUSEHOLD.c.id == _HOUSEHOLD, PERSON.c.id == _PERSON, _INSIDE)
)
_PERSON_VOTED: Executable = select(func.count()).where(*_OF_STAGE, col(Ballot.person_id) == _PERSON)
_HOUSEHOLD_VOTED: Executable = select(func.count()).where(
    *_OF_STAGE, col(Ballot.household_id) == _HOUSEHOLD
)
_CAST: Executable = (
    select(col(Ballot.choice), func.count().label("number"))
    .where(*_OF_STAGE)
    .group_by(col(Ballot.choice))
)

_NO_VOTE = Text("这一步不表决", "Nothing is voted on at this stage")
_NO_BALLOT = Text("您没有这一步的表决权", "You have no ballot at this stage")
_WHICH = Text("一户一票，请写明代表哪一户投票", "One ballot a household: say for which household")
_NOT_A_MEMBER = Text(
    "只有本范围内该户的成员可以代表该户投票",
    "Only a member of a household of the area votes for it",
)
_YOU_HAVE = Text("您已经投过票", "You have voted already")
_HOUSEHOLD_HAS = Text("该户已经投过票", "The household has voted already")
