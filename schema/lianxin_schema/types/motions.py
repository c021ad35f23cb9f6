"""Motions: what meetings decide on, their timeline and ballots."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, func, or_, select

from lianxin import tables
from lianxin.context import Context
from lianxin.database import Among
from lianxin_schema.fields import (
    OPEN,
    Argument,
    Who,
    ascending,
    column,
    computed,
    find,
    key,
    link,
    many,
    page,
    same,
    table_type,
    word,
)
from lianxin_schema.types.actions import AvailableAction, motion_actions
from lianxin_schema.types.base import Node, Term, connection_of
from lianxin_schema.types.meetings import Meeting
from lianxin_schema.types.people import Person, Unit
from lianxin_schema.types.people_filters import units_under
from lianxin_schema.types.rules import Rule, rules_by_key
from lianxin_schema.types.visibility import MEETING_READERS, everything, kept_from

HERE = "lianxin_schema.types.motions"
MotionConnection: Any = connection_of("Motion", HERE)
MotionEntryConnection: Any = connection_of("MotionEntry", HERE)
_Case: Any = Annotated["Case", strawberry.lazy("lianxin_schema.types.cases")]  # noqa: F821
_Task: Any = Annotated["Task", strawberry.lazy("lianxin_schema.types.tasks")]  # noqa: F821


@strawberry.enum
class BallotChoice(Enum):
    FOR = "FOR"
    AGAINST = "AGAINST"
    ABSTAIN = "ABSTAIN"


@strawberry.input(
    description="按议事规则(key)、单位(含下级)、是否已议决及结果 / By procedure (its key), "
    "unit with all below it, and whether it is decided, and how"
)
class MotionFilter:
    procedure: list[str] | None = strawberry.UNSET
    unit: str | None = strawberry.UNSET
    decided: bool | None = strawberry.UNSET
    passed: bool | None = strawberry.UNSET


MOTION_FILTERS = {
    "procedure": lambda c, g: Among(c.procedure, g.words()),
    "unit": lambda c, g: c.unit_id.in_(units_under(g.text())),
    "decided": lambda c, g: c.decided.is_(g.constant),
    "passed": lambda c, g: c.passed.is_(g.constant),
}


def visible_motion(c: Any, who: Who) -> ColumnElement[bool]:
    """What a place decides is open to all of it, unless it is about a case that is kept from one."""
    case = tables.Case.__table__.alias()  # type: ignore[attr-defined]
    kept = select(case.c.id).where(kept_from(case.c, who)).correlate_except(case)
    return or_(c.case_id.is_(None), c.case_id.not_in(kept))


def _ballots(c: Any, choice: str) -> ColumnElement[int]:
    ballot = tables.Ballot.__table__.alias()  # type: ignore[attr-defined]
    return (
        select(func.count())
        .select_from(ballot)
        .where(ballot.c.motion_id == c.id, ballot.c.step == c.step, ballot.c.choice == choice)
        .correlate_except(ballot)
        .scalar_subquery()
    )


@table_type(tables.Motion, access=OPEN, description="当前步骤的表决 / Of the present step")
class BallotCount:
    eligible: int = column()
    for_: int = column(lambda c: _ballots(c, "FOR"), name="for")
    against: int = column(lambda c: _ballots(c, "AGAINST"))
    abstain: int = column(lambda c: _ballots(c, "ABSTAIN"))


def _procedure_of_entry(c: Any) -> ColumnElement[Any]:
    motion = tables.Motion.__table__.alias()  # type: ignore[attr-defined]
    found = select(motion.c.procedure).where(motion.c.id == c.motion_id)
    return found.correlate_except(motion).scalar_subquery()


@table_type(tables.MotionEntry, access=OPEN, visible=lambda c, who: _of_visible_motion(c, who))
class MotionEntry(Node):
    id: strawberry.ID = key()
    action: Term = word("action")
    step: Term = computed(
        lambda context, rows: motion_steps(context, rows), _procedure_of_entry, "step"
    )
    actor: Person | None = link("actor_id", through=everything)
    meeting: Meeting | None = link("meeting_id")
    at: datetime = column()
    note: str | None = column()


def _of_visible_motion(c: Any, who: Who) -> ColumnElement[bool]:
    motion = tables.Motion.__table__.alias()  # type: ignore[attr-defined]
    seen = select(motion.c.id).where(motion.c.id == c.motion_id, visible_motion(motion.c, who))
    return seen.correlate_except(motion).exists()


@table_type(
    tables.Motion,
    access=OPEN,
    visible=visible_motion,
    description="议题 / What a meeting decides on",
)
class Motion(Node):
    id: strawberry.ID = key()
    code: str = column()
    version: int = column()
    title: str = column()
    procedure: Rule = computed(rules_by_key, "procedure")
    step: Term = computed(lambda context, rows: motion_steps(context, rows), "procedure", "step")
    decided: bool = column()
    passed: bool | None = column()
    unit: Unit | None = link("unit_id")
    meeting: Meeting | None = link("meeting_id")
    case: _Case | None = link("case_id")
    ballots: BallotCount = same()
    timeline: MotionEntryConnection = page("motion_id", order=[ascending("n", kind="int")])
    tasks: list[_Task] = many("motion_id", order=[ascending("title")])
    available_actions: list[AvailableAction] = computed(motion_actions, "id")


async def motion_steps(context: Context, rows: Sequence[Sequence[Any]]) -> list[Term]:
    """The steps of motions, in the words of their procedures."""
    found = []
    for procedure, step in rows:
        entry = context.locality.composition.rule(procedure)
        steps = getattr(entry.rule, "stages", ()) if entry else ()
        label = next((s.label.say(context.language) for s in steps if s.code == step), step)
        found.append(Term(code=step, label=label))
    return found


@strawberry.type
class MotionQueries:
    """Root fields over motions; merged into the root of all reading."""

    motion: Motion | None = find(
        permission=MEETING_READERS, code=Argument(str, lambda c, g: c.code == g.text())
    )
    motions: MotionConnection = page(
        order=[ascending("code")],
        filters=(MotionFilter, MOTION_FILTERS),
        permission=MEETING_READERS,
    )
