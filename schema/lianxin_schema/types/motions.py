"""Motions: what meetings decide on, their timeline and ballots."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import Annotated, Any

import orjson
import strawberry
from sqlalchemy import ColumnElement, func, select

from lianxin import tables
from lianxin.context import Context
from lianxin.database import Among
from lianxin.ids import global_id
from lianxin.rules.workflow import Input
from lianxin_schema.fields import (
    OPEN,
    Argument,
    Who,
    ascending,
    column,
    computed,
    descending,
    find,
    key,
    link,
    many,
    page,
    same,
    table_type,
    value,
    value_type,
    word,
)
from lianxin_schema.types.actions import AvailableAction, motion_actions
from lianxin_schema.types.base import Node, Term, connection_of
from lianxin_schema.types.meetings import Meeting
from lianxin_schema.types.people import Person, Unit
from lianxin_schema.types.people_filters import units_under
from lianxin_schema.types.rules import Rule, rules_by_key
from lianxin_schema.types.visibility import MEETING_READERS, everything, not_about_kept

JSON: Any = strawberry.scalars.JSON
HERE = "lianxin_schema.types.motions"
MotionConnection: Any = connection_of("Motion", HERE)
MotionEntryConnection: Any = connection_of("MotionEntry", HERE)
_Case: Any = Annotated["Case", strawberry.lazy("lianxin_schema.types.cases")]  # noqa: F821
_Problem: Any = Annotated["Problem", strawberry.lazy("lianxin_schema.types.problems")]  # noqa: F821
_Task: Any = Annotated["Task", strawberry.lazy("lianxin_schema.types.tasks")]  # noqa: F821


@strawberry.enum
class BallotChoice(Enum):
    FOR = "FOR"
    AGAINST = "AGAINST"
    ABSTAIN = "ABSTAIN"


@strawberry.input(
    description="按议事规则（key）、单位（含下级）、是否已议决及结果 / By procedure (its key), "
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
    return not_about_kept(c.case_id, who)


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


@table_type(
    tables.Candidacy,
    access=OPEN,
    visible=lambda c, who: _of_visible_motion(c, who),
    description="选举结果 / How an election ended for somebody",
)
class Candidate(Node):
    id: strawberry.ID = key()
    person: Person | None = link("person_id", through=everything)
    votes: int = column()
    elected: bool = column()
    tied: bool = column(
        description="得票相同而席位空缺，须另行选举 / Tied with others for seats that stay empty until "
        "another election decides"
    )


def _procedure_of_entry(c: Any) -> ColumnElement[Any]:
    motion = tables.Motion.__table__.alias()  # type: ignore[attr-defined]
    found = select(motion.c.procedure).where(motion.c.id == c.motion_id)
    return found.correlate_except(motion).scalar_subquery()


_IDS = {"person": "Person", "unit": "Unit"}


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


@value_type(access=OPEN, description="提出时填写的项 / What was said when it was proposed")
class MotionField:
    name: str = value()
    label: str = value()
    value: JSON | None = value(description="选项为其代码 / Of a choice, its code")


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
    problem: _Problem | None = link(
        "problem_id", description="由多件诉求反映的问题而来 / The problem of which it came"
    )
    fields: list[MotionField] = computed(
        lambda context, rows: motion_fields(context, rows), "procedure", "data"
    )
    ballots: BallotCount = same()
    candidates: list[Candidate] = many(
        "motion_id",
        order=[descending("votes", kind="int")],
        description="选举结束后的得票情况 / Of an election that is over",
    )
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


async def motion_fields(context: Context, rows: Sequence[Sequence[Any]]) -> list[list[MotionField]]:
    """What the procedures of motions ask for, and what was given; in the procedure's order."""
    found = []
    for procedure, data in rows:
        entry = context.locality.composition.rule(procedure)
        given = orjson.loads(data) if isinstance(data, str) else data
        asked = [f for f in getattr(entry.rule, "fields", ()) if f.name in given] if entry else []
        found.append([_field(f, given[f.name], context.language) for f in asked])
    return found


def _field(field: Input, given: Any, language: str) -> MotionField:
    type_ = _IDS.get(field.kind)
    told = global_id(type_, given) if type_ else given
    return MotionField(name=field.name, label=field.label.say(language), value=told)


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
