"""Cases: what residents bring up, with timeline, deadlines and available actions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import Enum
from types import SimpleNamespace
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, String, and_, bindparam, func, literal
from sqlalchemy import cast as sql_cast

from lianxin import tables
from lianxin.context import Context
from lianxin.database import Instant, Words
from lianxin.deadlines import trace
from lianxin.plugins.composition import Composition
from lianxin.rules import Phase, Workflow
from lianxin.rules.returning import precedent
from lianxin.search.matching import matches
from lianxin_schema.fields import (
    EVERY_ROW,
    OPEN,
    OneOf,
    Via,
    ascending,
    column,
    computed,
    key,
    link,
    lookup,
    many,
    page,
    same,
    table_type,
    value,
    value_type,
    word,
)
from lianxin_schema.fields.declared import Condition
from lianxin_schema.types.actions import AvailableAction, case_actions
from lianxin_schema.types.base import DateTimeRange, Direction, Node, Term, connection_of
from lianxin_schema.types.custody import Custody, custody_of
from lianxin_schema.types.meetings import MeetingConnection, within
from lianxin_schema.types.people import Person, Unit, UnitConnection
from lianxin_schema.types.people_filters import units_under
from lianxin_schema.types.rules import Rule, rules_by_key
from lianxin_schema.types.traces import DeadlineDay, told
from lianxin_schema.types.visibility import everything, of_visible_case, visible_case

if TYPE_CHECKING:
    from lianxin_schema.types.tasks import Task

HERE = "lianxin_schema.types.cases"
CasePhase = strawberry.enum(Phase, name="CasePhase")
CaseConnection: Any = connection_of("Case", HERE)
CaseEntryConnection: Any = connection_of("CaseEntry", HERE)
_Motion: Any = Annotated["Motion", strawberry.lazy("lianxin_schema.types.motions")]  # noqa: F821
_Match: Any = Annotated["ProblemMatch", strawberry.lazy("lianxin_schema.types.problems")]  # noqa: F821
_Task: Any = Annotated["Task", strawberry.lazy("lianxin_schema.types.tasks")]


# --- filters and orders


@strawberry.input
class CaseFilter:
    search: str | None = strawberry.UNSET
    step: list[str] | None = strawberry.UNSET
    phase: list[CasePhase] | None = strawberry.UNSET  # type: ignore[valid-type]
    channel: list[str] | None = strawberry.UNSET
    category: list[str] | None = strawberry.UNSET
    unit: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="单位代码，含下级 / A unit's code, its subtree included.",
    )
    handler: strawberry.ID | None = strawberry.UNSET
    reporter: strawberry.ID | None = strawberry.UNSET
    open: bool | None = strawberry.field(
        default=strawberry.UNSET, description="尚未办结的 / Not closed yet."
    )
    overdue: bool | None = strawberry.UNSET
    submitted_at: DateTimeRange | None = strawberry.UNSET
    due_at: DateTimeRange | None = strawberry.UNSET
    closed_at: DateTimeRange | None = strawberry.UNSET


@strawberry.enum
class CaseOrderField(Enum):
    SUBMITTED_AT = "SUBMITTED_AT"
    DUE_AT = "DUE_AT"
    CLOSED_AT = "CLOSED_AT"


@strawberry.input
class CaseOrder:
    field: CaseOrderField
    direction: Direction = Direction.ASC


def overdue(c: Any) -> ColumnElement[bool]:
    """A running deadline has passed."""
    return and_(c.due_at.isnot(None), c.due_at < bindparam("now", type_=Instant()))


def _phases(given: Any) -> Any:
    return given.map(lambda phases: [getattr(p, "value", p) for p in phases], Words())


# What leaves the fewest cases comes first: of several, a list is read by that.
CASE_FILTERS: dict[str, Condition] = {
    "unit": OneOf("unit_id", found=lambda g: units_under(g.text())),
    "category": OneOf("category"),
    "channel": OneOf("channel"),
    "step": OneOf("step"),
    "phase": OneOf("phase", _phases),
    "search": lambda c, g: matches(c.id, g),
    "handler": lambda c, g: c.handler_id == g.key("Person"),
    "reporter": lambda c, g: c.reporter_id == g.key("Person"),
    "open": lambda c, g: c.closed_at.is_(None) if g.constant else c.closed_at.is_not(None),
    "overdue": lambda c, g: overdue(c) if g.constant else ~overdue(c),
    "submittedAt": lambda c, g: within(c.submitted_at, g),
    "dueAt": lambda c, g: within(c.due_at, g),
    "closedAt": lambda c, g: within(c.closed_at, g),
}
CASE_ORDERS = {
    "SUBMITTED_AT": ascending("submitted_at", kind="instant"),
    "DUE_AT": ascending("due_at", nullable=True, kind="instant"),
    "CLOSED_AT": ascending("closed_at", nullable=True, kind="instant"),
}


# --- steps


@value_type(
    access=OPEN,
    description="各地自己的步骤，对应核心阶段以便比较 / Locality-specific step, mapped to a core "
    "phase so that localities can be compared.",
)
class Step:
    code: str = value()
    label: str = value()
    phase: CasePhase = value()  # type: ignore[valid-type]
    terminal: bool = value()


def steps_of(composition: Composition) -> Mapping[str, Any]:
    """All steps by `workflow/step`, as the rows name them."""
    return {
        f"{entry.key}/{step.code}": step
        for entry in composition.rules.values()
        if isinstance(entry.rule, Workflow)
        for step in entry.rule.steps
    }


def actions_of(composition: Composition) -> Mapping[str, Any]:
    """All actions by `workflow/action`: a timeline speaks in the words of the case's workflow."""
    return {
        f"{entry.key}/{action.code}": action
        for entry in composition.rules.values()
        if isinstance(entry.rule, Workflow)
        for action in entry.rule.actions
    }


def _within(workflow: ColumnElement[Any], code: ColumnElement[Any]) -> ColumnElement[Any]:
    return sql_cast(workflow + literal("/") + code, String)


# --- types


def _workflow_of_entry(c: Any) -> ColumnElement[Any]:
    from sqlalchemy import select

    case = tables.Case.__table__.alias()  # type: ignore[attr-defined]
    return (
        select(case.c.workflow)
        .where(case.c.id == c.case_id)
        .correlate_except(case)
        .scalar_subquery()
    )


@table_type(tables.CaseEntry, access=OPEN, visible=of_visible_case)
class CaseEntry(Node):
    id: strawberry.ID = key()
    action: Term = lookup(
        lambda c: _within(_workflow_of_entry(c), c.action),
        actions_of,
        code="action",
        otherwise="action",
    )
    step: Step = lookup(lambda c: _within(_workflow_of_entry(c), c.step), steps_of, code="step")
    actor: Person | None = link("actor_id", through=everything)
    unit: Unit | None = link("unit_id")
    at: datetime = column()
    note: str | None = column()


TERM = ("started_at", "days", "unit_of_count", "from_same_day", "extension_days", "pauses")
"""The columns that a term is counted from."""


@strawberry.enum
class DeadlineState(Enum):
    RUNNING = "RUNNING"
    PAUSED = "PAUSED"
    MET = "MET"
    MISSED = "MISSED"


@table_type(tables.Deadline, access=OPEN)
class Deadline:
    rule: Rule = computed(rules_by_key, "rule_key")
    due_at: datetime = column(lambda c: func.coalesce(c.due_at, c.started_at))
    state: DeadlineState = column()
    provisional: bool = column()
    escalated_at: datetime | None = column(
        description="逾期后自动升级的时间 / When what follows from missing it happened by itself."
    )
    task: Annotated["Task", strawberry.lazy("lianxin_schema.types.tasks")] | None = link(
        "task_id", description="任务的期限 / Of a task's term: the task."
    )
    trace: list[DeadlineDay] = computed(lambda context, rows: traces(context, rows), *TERM)


@table_type(
    tables.Case,
    access=OPEN,
    description="为本件另留的联系方式，脱敏；与反映人登记一致的为空 / Left for this case alone, masked; "
    "null is what does not differ from what is registered of the reporter",
)
class CaseContact:
    name: str | None = column("contact_name")
    masked_phone: str | None = column("contact_phone", permission="person.read")
    masked_address: str | None = column("contact_address", permission="person.read")


@table_type(
    tables.Case, access=OPEN, visible=visible_case, description="诉求 / What a resident brings up"
)
class Case(Node):
    id: strawberry.ID = key()
    code: str = column()
    version: int = column()
    title: str = column()
    body: str | None = column()
    channel: Term = word("channel")
    category: Term | None = word("category")
    step: Step = lookup(lambda c: _within(c.workflow, c.step), steps_of)
    unit: Unit | None = link("unit_id")
    handler: Person | None = link("handler_id", through=everything)
    supervisor: Person | None = link("supervisor_id", through=everything)
    reporter: Person | None = link(
        "reporter_id",
        through=everything,
        description="匿名或对您隐藏时为空 / Null when anonymous or hidden from the viewer.",
    )
    contact: CaseContact = same()
    anonymous: bool = column()
    involved_units: UnitConnection = page(
        "id",
        via=Via(tables.CaseUnit, "case_id", "unit_id"),
        order=[ascending("code")],
        description="除承办单位外涉及的单位 / Units that it involves besides the one that handles it",
    )
    giver: Unit | None = link(
        "giver_id",
        description="转出后仍可查看的单位 / The unit that handed it on and goes on seeing it",
    )
    submitted_at: datetime = column()
    assigned_at: datetime | None = column()
    answered_at: datetime | None = column()
    called_back_at: datetime | None = column()
    closed_at: datetime | None = column()
    due_at: datetime | None = column()
    overdue: bool = column(overdue)
    satisfaction: Term | None = word("satisfaction")
    times_reopened: int = column("returns")
    meetings: MeetingConnection = page(
        "id",
        via=Via(tables.MeetingCase, "case_id", "meeting_id"),
        order=[ascending("starts_at", kind="instant")],
    )
    motions: list[_Motion] = many("case_id", order=[ascending("code")])
    problems: list[_Match] = many(
        "case_id",
        order=[ascending("proposed_at", kind="instant")],
        through=EVERY_ROW,
        description="归入的问题，须经反映人同意 / The problems that it is matched with",
    )
    tasks: list[_Task] = many("case_id", order=[ascending("title")])
    timeline: CaseEntryConnection = page(
        "case_id", order=[ascending("n", kind="int")], through=EVERY_ROW
    )
    deadlines: list[Deadline] = many("case_id", order=[ascending("started_at", kind="instant")])
    proposed_unit: Unit | None = link(
        precedent,
        description="同类诉求最近一次裁定的牵头单位，供派单参考 / Who was last ruled to lead in a case of "
        "this category: what dispatching it proposes",
    )
    available_actions: list[AvailableAction] = computed(case_actions, "id")
    custody: list[Custody] = computed(custody_of, "id")


async def traces(context: Context, rows: Sequence[Sequence[Any]]) -> list[list[DeadlineDay]]:
    """Each day of each deadline with why it counts or not."""
    return [_days(context, SimpleNamespace(**dict(zip(TERM, row, strict=True)))) for row in rows]


def _days(context: Context, term: Any) -> list[DeadlineDay]:
    term.started_at = datetime.fromisoformat(term.started_at)
    return told(context, trace(context.locality, term).trace)
