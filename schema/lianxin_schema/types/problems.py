"""Problems: what several cases name, with the consent of those who brought them up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import lru_cache
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, exists, false, func, or_, select, true
from sqlmodel import col

from lianxin import tables
from lianxin.context import Context
from lianxin.database import Among, among_keys
from lianxin.problems import MEMBERS, PROBLEMS_OF_GROUNDS
from lianxin.publishing.suppressing import suppressed
from lianxin.rules.sql.values import table_of
from lianxin_schema.fields import (
    OPEN,
    Argument,
    Via,
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
    table_type,
    word,
)
from lianxin_schema.fields.access import FEW
from lianxin_schema.planner.running import ambient
from lianxin_schema.types.base import Node, Term, connection_of
from lianxin_schema.types.cases import Case, CaseConnection
from lianxin_schema.types.motions import Motion
from lianxin_schema.types.people import Person, Unit
from lianxin_schema.types.people_filters import units_under
from lianxin_schema.types.statistics_plans import published, publishes_only
from lianxin_schema.types.visibility import everything, of_visible_case, visible_case

HERE = "lianxin_schema.types.problems"
READERS = ("case.read_own", "record.read")
ProblemConnection: Any = connection_of("Problem", HERE)
ProblemMatchConnection: Any = connection_of("ProblemMatch", HERE)
ProblemEntryConnection: Any = connection_of("ProblemEntry", HERE)
_Regulations: Any = Annotated[
    "RegulationConnection",  # noqa: F821
    strawberry.lazy("lianxin_schema.types.regulations"),
]


@strawberry.enum(description="归并的状态 / How far a match is")
class MatchState(Enum):
    PROPOSED = "PROPOSED"
    CONSENTED = "CONSENTED"
    DECLINED = "DECLINED"
    LEFT = "LEFT"
    WITHDRAWN = "WITHDRAWN"


@strawberry.enum(
    description="答复由谁作出：反映人、回执号、工作人员代为登记 / By whom it was answered: the reporter, "
    "whoever holds the receipt, or the staff for what they were told"
)
class AnsweredBy(Enum):
    REPORTER = "REPORTER"
    RECEIPT = "RECEIPT"
    STAFF = "STAFF"


@strawberry.input(
    description="按单位（含下级）、类别、是否已形成制度 / By unit with all below it, category, and "
    "whether it led to a regulation"
)
class ProblemFilter:
    unit: str | None = strawberry.UNSET
    category: list[str] | None = strawberry.UNSET
    led_to_regulation: bool | None = strawberry.UNSET


def _led_to_regulation(c: Any) -> ColumnElement[bool]:
    led = PROBLEMS_OF_GROUNDS.subquery("led")
    found: ColumnElement[bool] = c.id.in_(select(led.c.problem_id))
    return found


PROBLEM_FILTERS = {
    "unit": lambda c, g: c.unit_id.in_(units_under(g.text())),
    "category": lambda c, g: Among(c.category, g.words()),
    "ledToRegulation": lambda c, g: _led_to_regulation(c) if g.constant else ~_led_to_regulation(c),
}


def visible_problem(c: Any, who: Who) -> ColumnElement[bool]:
    """The staff know of all problems: none is made of cases that are kept from somebody. Whoever
    else knows of those that a case of theirs names."""
    if who.may("record.read"):
        return true()
    if not who.may("case.read_own"):
        return false()
    match, case = table_of(tables.ProblemMatch).alias(), table_of(tables.Case).alias()
    mine = exists().where(
        match.c.problem_id == c.id,
        case.c.id == match.c.case_id,
        case.c.reporter_id == who.person_id,
    )
    return mine.correlate_except(match, case)


def _visible_entry(c: Any, who: Who) -> ColumnElement[bool]:
    problem = tables.Problem.__table__.alias()  # type: ignore[attr-defined]
    seen = exists().where(problem.c.id == c.problem_id, visible_problem(problem.c, who))
    of_problem = seen.correlate_except(problem)
    return of_problem & or_(c.case_id.is_(None), of_visible_case(c, who))


@table_type(
    tables.ProblemMatch,
    access=OPEN,
    visible=of_visible_case,
    description="一件诉求归入一个问题，须经反映人同意 / That a case names a problem; it counts with the "
    "consent of whoever brought it up",
)
class ProblemMatch(Node):
    id: strawberry.ID = key()
    problem: "Problem" = link("problem_id", through=everything)
    case: Case | None = link("case_id")
    state: MatchState = column()
    proposed_at: datetime = column()
    proposer: Person | None = link("proposer_id", through=everything)
    answered_at: datetime | None = column()
    answered_by: AnsweredBy | None = column()


@table_type(
    tables.ProblemEntry,
    access=OPEN,
    visible=_visible_entry,
    description="问题的经过：提出、同意、退出、撤回 / A line of a problem's history",
)
class ProblemEntry(Node):
    id: strawberry.ID = key()
    action: Term = word("action")
    case: Case | None = link("case_id")
    actor: Person | None = link("actor_id", through=everything)
    at: datetime = column()
    note: str | None = column()


@table_type(
    tables.Problem,
    access=OPEN,
    visible=visible_problem,
    description="多件诉求反映的同一问题；标题和说明对各反映人可见，请勿写入个人信息 / What several cases "
    "name; everybody whose case is matched reads its title and summary",
)
class Problem(Node):
    id: strawberry.ID = key()
    code: str = column()
    title: str = column()
    summary: str | None = column()
    unit: Unit | None = link("unit_id")
    category: Term | None = word("category")
    keywords: str | None = column(
        description="与类别、单位一起，判断哪些诉求属于同类 / With category and unit: which cases are of "
        "its kind"
    )
    opened_at: datetime = column()
    opener: Person | None = link("opener_id", through=everything)
    member_count: int | None = computed(
        lambda context, rows: member_counts(context, rows),
        "id",
        description="反映人已同意归并的诉求数；对外不足 5 件不公布 / Cases that count, their reporters "
        "agreeing; what is published is null under 5",
    )
    cases: CaseConnection = page(
        "id",
        via=Via(MEMBERS, "problem_id", "case_id"),
        order=[ascending("submitted_at", kind="instant")],
    )
    matches: ProblemMatchConnection = page(
        "problem_id", order=[ascending("proposed_at", kind="instant")]
    )
    timeline: ProblemEntryConnection = page("problem_id", order=[ascending("n", kind="int")])
    motions: list[Motion] = many("problem_id", order=[ascending("code")])
    regulations: _Regulations = page(
        "id", via=Via(PROBLEMS_OF_GROUNDS, "problem_id", "regulation_id"), order=[ascending("code")]
    )


@dataclass(frozen=True)
class Counted:
    """Which cases count for whoever asks: those that they may see, or, where figures are
    published, those that are kept from nobody. By what it depends on, so that statements are made
    once."""

    permissions: frozenset[str]
    roles: frozenset[str]
    few_units: bool
    publishes: bool

    @classmethod
    def by(cls, context: Context) -> "Counted":
        viewer = context.viewer
        few = len(viewer.unit_ids) <= FEW
        return cls(viewer.permissions, viewer.roles, few, publishes_only(viewer))

    def __call__(self, c: Any) -> ColumnElement[bool]:
        """Over a case's columns; the statement is given what `ambient` says."""
        if self.publishes:
            return published(c)
        who = Who(self.permissions, self.roles, 0 if self.few_units else FEW + 1)
        return visible_case(c, who)


def told(context: Context, figure: int) -> int | None:
    """A figure as whoever asks may know it."""
    if not publishes_only(context.viewer):
        return figure
    shown = suppressed(figure)
    return None if shown is None else int(shown)


async def member_counts(context: Context, rows: Sequence[Sequence[Any]]) -> list[int | None]:
    statement, keys = _members(Counted.by(context)), [row[0] for row in rows]
    found = await context.locality.database.all(statement, keys=keys, **ambient(context))
    counts = {row.problem_id: row.cases for row in found}
    return [told(context, counts.get(key, 0)) for key in keys]


@lru_cache(maxsize=100)
def _members(counted: Counted) -> Any:
    case, match = table_of(tables.Case).alias(), tables.ProblemMatch
    return (
        select(col(match.problem_id), func.count().label("cases"))
        .join(case, case.c.id == col(match.case_id))
        .where(among_keys(col(match.problem_id), "keys"), col(match.state) == "CONSENTED")
        .where(counted(case.c))
        .group_by(col(match.problem_id))
    )


@strawberry.type
class ProblemQueries:
    """Root fields over problems; merged into the root of all reading."""

    problem: Problem | None = find(
        permission=READERS, code=Argument(str, lambda c, g: c.code == g.text())
    )
    problems: ProblemConnection = page(
        order=[descending("opened_at", kind="instant")],
        filters=(ProblemFilter, PROBLEM_FILTERS),
        permission=READERS,
    )
