"""The motion that a command is about, locked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.sight import KEPT, is_kept_from
from lianxin.commands.inputs.mentioned import Found, mentioned
from lianxin.commands.lookups import Lookup, asked
from lianxin.commands.motions.proposing import procedure_of
from lianxin.database import Key, Nested, Row, Session, among_words
from lianxin.errors import Refused, conflict, not_found
from lianxin.language import Text
from lianxin.rules.base import RuleInForce
from lianxin.rules.procedure import Procedure
from lianxin.tables import Ballot, Case, Meeting, Motion, MotionEntry, Person

_LOOKUP = Lookup(beside_case=False)
_MEETINGS = Nested(col(Meeting.id), col(Meeting.code))
_BALLOTS = Nested(
    col(Ballot.id),
    col(Ballot.step),
    col(Ballot.person_id),
    col(Ballot.household_id),
    col(Ballot.choice),
)
_LAST_N = (
    select(func.coalesce(func.max(col(MotionEntry.n)), 0))
    .where(col(MotionEntry.motion_id) == col(Motion.id))
    .correlate(Motion)
    .scalar_subquery()
    .label("last_n")
)
_HOUSEHOLD = (
    select(col(Person.household_id))
    .where(col(Person.id) == bindparam("viewer_id", type_=Key))
    .scalar_subquery()
    .label("viewer_household")
)
_MOTION: Any = (
    select(
        *Motion.__table__.columns,  # type: ignore[attr-defined]
        _HOUSEHOLD,
        _MEETINGS.where(among_words(col(Meeting.code), "unit_codes")).label("meetings"),
        *_LOOKUP.columns,
        *KEPT,
    )
    .select_from(Motion)
    .outerjoin(Case, col(Case.id) == col(Motion.case_id))
    .where(col(Motion.id) == bindparam("id", type_=Key))
)
_TO_CHANGE = _MOTION.with_for_update(of=Motion)
# Ballots come in side by side, and no stage is concluded meanwhile.
_TO_VOTE = _MOTION.with_for_update(of=Motion, read=True)
_RECORD = select(
    _LAST_N,
    _BALLOTS.where(col(Ballot.motion_id) == col(Motion.id)).correlate(Motion).label("ballots"),
).where(col(Motion.id) == bindparam("id", type_=Key))

_NO_MOTION = Text("没有这个议题，请检查编号", "There is no such motion; check the ID")
_NO_PROCEDURE = Text(
    "议事规则 {key} 的插件未安装，请管理员安装后重试",
    "The plugin of the procedure {key} is not installed; an administrator must install it",
)


@dataclass(frozen=True)
class FoundMotion:
    row: Row
    entry: RuleInForce
    procedure: Procedure
    found: Found
    meetings: Mapping[str, int]


@dataclass(frozen=True)
class MotionRecord:
    """How many lines there are, and the ballots of all stages."""

    last_n: int
    ballots: list[Row]


async def find_motion(
    attempt: Attempt, key: int, given: Mapping[str, Any], *, to_vote: bool = False
) -> FoundMotion:
    """Raises Refused where there is none for the viewer, or its procedure is not installed."""
    row = await attempt.tx.first(
        _TO_VOTE if to_vote else _TO_CHANGE,
        id=key,
        viewer_id=attempt.viewer.person_id,
        today=attempt.context.today,
        **asked(*mentioned(given)),
    )
    if row is None or is_kept_from(attempt.viewer, row):
        raise Refused([not_found(_NO_MOTION, "motion")])
    attempt.on("Motion", row.id)
    found = procedure_of(attempt.locality.composition, row.procedure)
    if found is None:
        message = _NO_PROCEDURE.format(key=row.procedure)
        raise Refused([conflict("MISSING_PLUGIN", message, row.version)])
    meetings = {m.code: m.id for m in _MEETINGS.rows(row.meetings)}
    return FoundMotion(row, *found, _LOOKUP.found(row), meetings)


async def record_of(session: Session, motion_id: int) -> MotionRecord:
    """Read under the motion's lock: nobody adds a line meanwhile."""
    [row] = await session.all(_RECORD, id=motion_id)
    return MotionRecord(row.last_n, _BALLOTS.rows(row.ballots))
