"""What is to be known of motions at a stage before it can be concluded: one statement for many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, bindparam, case, func, select
from sqlmodel import col

from lianxin.database import Key, Session, among_keys, among_words
from lianxin.localities import Locality
from lianxin.rules.base import RuleInForce, figure_of
from lianxin.rules.procedure import Approval, Needed, Procedure, Stage
from lianxin.rules.sql.encounters import PARTICIPANT
from lianxin.rules.sql.people import APPOINTMENT
from lianxin.rules.sql.records import MEETING, MOTION
from lianxin.rules.sql.subjects import in_force
from lianxin.rules.votes import Tally
from lianxin.rules.words import codes
from lianxin.tables import Ballot


@dataclass(frozen=True)
class Judged:
    """`lacking` are the needs that are not met; `missing` how many are absent, None where it is
    not said in which meeting the stage is concluded. `found`: how many approve, of how many;
    None where nobody has to.
    `votes`: of an election, where it is to be concluded, by person."""

    lacking: tuple[Needed, ...]
    missing: int | None
    tally: Tally
    found: tuple[int, int] | None = None
    votes: Mapping[int, int] = field(default_factory=dict)


async def judged(
    session: Session,
    locality: Locality,
    entry: RuleInForce,
    stage: Stage,
    motion_ids: Sequence[int],
    meeting_id: int | None = None,
) -> dict[int, Judged]:
    """By motion; each with its own meeting, where none is named."""
    assert isinstance(entry.rule, Procedure)
    posts = codes(entry.rule.attended_by, locality.figures.settings)
    made = _statement(entry.rule, stage)
    given = {**locality.figures.by_name, "posts": posts, "meeting_id": meeting_id}
    rows = await session.all(made, ids=motion_ids, **given)
    least = [figure_of(need.least, locality.figures.settings) for need in stage.needs]
    return {row.id: _judged(stage, row, least) for row in rows}


def _judged(stage: Stage, row: Any, least: Sequence[int]) -> Judged:
    numbers = [getattr(row, f"need{n}") for n in range(len(stage.needs))]
    asked = zip(stage.needs, numbers, least, strict=True)
    lacking = (need for need, n, few in asked if n is not None and n < few)
    missing = row.missing if row.meeting_id is not None else None
    tally = Tally(row.in_favour, row.against, row.abstain, row.eligible)
    known = stage.approval is not None and row.asked is not None
    found = (row.approving, row.asked) if known else None
    return Judged(tuple(lacking), missing, tally, found)


def _statement(rule: Procedure, stage: Stage) -> Select[Any]:
    """Made once for each stage; a need that is not asked of a motion has no number."""
    made = rule.statements
    if ("judged", stage.code) not in made:
        needs = [_number(need).label(f"need{n}") for n, need in enumerate(stage.needs)]
        found = (
            []
            if stage.approval is None
            else [
                func.coalesce(stage.approval.number, 0).label("approving"),
                _asked(stage.approval).label("asked"),
            ]
        )
        ballots = [
            _cast(stage, choice).label(name)
            for name, choice in (
                ("in_favour", "FOR"),
                ("against", "AGAINST"),
                ("abstain", "ABSTAIN"),
            )
        ]
        made["judged", stage.code] = (
            select(
                MOTION.c.id,
                MOTION.c.eligible,
                _MEETING_ID.label("meeting_id"),
                _missing().label("missing"),
                *ballots,
                *found,
                *needs,
            )
            .select_from(MOTION)
            .where(among_keys(MOTION.c.id, "ids"))
        )
    statement: Select[Any] = made["judged", stage.code]
    return statement


def _number(needed: Needed) -> ColumnElement[Any]:
    if needed.when is None:
        return needed.number
    return case((needed.when, needed.number))


def _asked(approval: Approval) -> ColumnElement[Any]:
    """Null of a motion that nobody has to approve."""
    of = func.coalesce(approval.of, 0)
    return of if approval.when is None else case((approval.when, of))


def _cast(stage: Stage, choice: str) -> ScalarSelect[Any]:
    return (
        select(func.count())
        .where(
            col(Ballot.motion_id) == MOTION.c.id,
            col(Ballot.step) == stage.code,
            func.upper(col(Ballot.choice)) == choice,
        )
        .correlate(MOTION)
        .scalar_subquery()
    )


_MEETING_ID = func.coalesce(bindparam("meeting_id", None, type_=Key), MOTION.c.meeting_id)


def _missing() -> ScalarSelect[Any]:
    """Who holds a post that is asked for at the meeting's unit, and was not there."""
    held = APPOINTMENT.alias()
    came = select(PARTICIPANT.c.person_id).where(
        PARTICIPANT.c.meeting_id == MEETING.c.id, PARTICIPANT.c.present
    )
    return (
        select(func.count(func.distinct(held.c.person_id)))
        .join(MEETING, MEETING.c.unit_id == held.c.unit_id)
        .where(
            MEETING.c.id == _MEETING_ID,
            among_words(held.c.post, "posts"),
            in_force(held.c.since, held.c.until, MEETING.c.day),
            held.c.person_id.not_in(came),
        )
        .correlate(MOTION)
        .scalar_subquery()
    )
