"""What follows from rules and what is made public: consequences, publications, tasks, audit."""

from datetime import date, datetime
from typing import Annotated, Any

import strawberry

from lianxin import tables
from lianxin.context import Context
from lianxin.database import Among
from lianxin.rules import Publication as LivePublication
from lianxin_schema.fields import (
    ascending,
    choice,
    column,
    computed,
    descending,
    key,
    link,
    page,
    table_type,
    value,
    value_type,
)
from lianxin_schema.types.base import Node, Term, connection_of
from lianxin_schema.types.figures import rule_named
from lianxin_schema.types.people import Person, Unit, term_of, units_under
from lianxin_schema.types.rules import Rule, rules_by_key
from lianxin_schema.types.visibility import CASE_READERS, everything, visible_case

HERE = "lianxin_schema.types.records"
JSON: Any = strawberry.scalars.JSON
ConsequenceConnection: Any = connection_of("Consequence", HERE)
PublicationConnection: Any = connection_of("Publication", HERE)
AuditEntryConnection: Any = connection_of("AuditEntry", HERE)
TaskConnection: Any = connection_of("Task", HERE)
LiaisonConnection: Any = connection_of("Liaison", "lianxin_schema.types.people")
HouseholdConnection: Any = connection_of("Household", "lianxin_schema.types.people")

Subject = Annotated[Person | Unit, strawberry.union("ConsequenceSubject")]


@strawberry.input
class RecordFilter:
    """By rule (key), kind, unit with all below it, and subject."""

    rule: list[str] | None = strawberry.UNSET
    kind: list[str] | None = strawberry.UNSET
    unit: str | None = strawberry.UNSET
    subject: strawberry.ID | None = strawberry.UNSET


def _of_subject(c: Any, given: Any) -> Any:
    name = given.map(lambda text: text.partition(":")[0])
    return (c.subject_type == name) & (c.subject_id == given.key())


CONSEQUENCE_FILTERS = {
    "rule": lambda c, g: Among(c.rule_key, g.words()),
    "kind": lambda c, g: Among(c.kind, g.words()),
    "unit": lambda c, g: c.unit_id.in_(units_under(g.text())),
    "subject": _of_subject,
}


async def kinds(context: Context, rows: Any) -> list[Term]:
    return [term_of(context, "consequence", row[0]) for row in rows]


@table_type(
    tables.Consequence,
    access="consequence.read",
    description="对单位或个人记下的后果,附理由 / What is recorded for or against, with its ground",
)
class Consequence(Node):
    id: strawberry.ID = key()
    rule: Rule = computed(rules_by_key, "rule_key")
    kind: Term = computed(kinds, "kind")
    subject: Subject = choice("subject_type", "subject_id", ["Person", "Unit"], through=everything)
    decided_on: date = column()
    ground: str = column()
    by_hand: bool = column()
    recorded_at: datetime = column()
    unit: Unit | None = link("unit_id")
    data: JSON = column(description="后果的具体内容,如名额 / More of it, such as a quota.")


PUBLICATION_FILTERS = {
    "rule": CONSEQUENCE_FILTERS["rule"],
    "unit": CONSEQUENCE_FILTERS["unit"],
    "subject": _of_subject,
}


@table_type(
    tables.Publication,
    access="publication.read",
    description="公示:任何人可读,不含个人信息 / What anyone may read; no personal data in it",
)
class Publication(Node):
    id: strawberry.ID = key()
    rule: Rule = computed(rules_by_key, "rule_key")
    title: str = column()
    unit: Unit | None = link("unit_id")
    period_start: date = column()
    period_end: date = column()
    body: JSON = column()
    published_at: datetime = column()


def _task_visible(c: Any, who: Any) -> Any:
    from sqlalchemy import exists, or_

    case = tables.Case.__table__.alias()  # type: ignore[attr-defined]
    seen = exists().where(case.c.id == c.case_id, visible_case(case.c, who))
    return or_(c.case_id.is_(None), seen.correlate_except(case))


@table_type(
    tables.Task,
    access=CASE_READERS,
    visible=_task_visible,
    description="谁在何时之前做什么 / Who does what by when",
)
class Task(Node):
    id: strawberry.ID = key()
    title: str = column()
    unit: Unit | None = link("unit_id")
    person: Person | None = link("person_id", through=everything)
    starts_on: date | None = column()
    due_on: date | None = column()
    started_at: datetime | None = column()
    done_at: datetime | None = column()
    note: str | None = column()


@table_type(tables.AuditEntry, access="audit.read", description="审计记录 / Who did what, when")
class AuditEntry(Node):
    id: strawberry.ID = key()
    n: int | None = column()
    at: datetime = column()
    actor: str | None = column()
    action: str = column()
    object: str = column()
    result: str = column()
    reason: str | None = column()
    hash: str | None = column()


@value_type(access="audit.read", description="审计链是否完整 / Whether the audit chain is whole")
class AuditVerification:
    ok: bool = value()
    entries: int = value()
    head: str = value()
    problem: str | None = value()


async def read_verification(_: None, context: Context) -> AuditVerification:
    from lianxin.events.verify import verify

    found = await verify(context.locality.database)
    problem = found.problem.say(context.language) if found.problem else None
    return AuditVerification(
        ok=found.ok, entries=found.n, head=found.head.audit_hash, problem=problem
    )


async def read_live_publication(_: None, context: Context, rule: str) -> Any:
    """What a publication that is always open says now."""
    from lianxin.publishing import read_live

    entry = rule_named(context, rule, LivePublication)
    found = entry.rule
    assert isinstance(found, LivePublication)
    if not found.live:
        return None
    async with context.locality.database.reading() as session:
        bodies = await read_live(session, entry, context.locality)
    return bodies.get(None)


@strawberry.type
class RecordQueries:
    """Root fields over records; merged into the root of all reading."""

    consequences: ConsequenceConnection = page(
        order=[descending("decided_on", kind="date")],
        filters=(RecordFilter, CONSEQUENCE_FILTERS),
        permission="consequence.read",
    )
    publications: PublicationConnection = page(
        order=[descending("published_at", kind="instant")],
        filters=(RecordFilter, PUBLICATION_FILTERS),
        permission="publication.read",
    )
    live_publication: JSON | None = value(
        read_live_publication,
        arguments={"rule": str},
        permission="publication.read",
        description="随时可读的公开内容(规则的 key 或条款号) / What is open at any time, by rule.",
    )
    tasks: TaskConnection = page(
        order=[ascending("due_on", kind="date", nullable=True)], permission=CASE_READERS
    )
    liaisons: LiaisonConnection = page(
        order=[ascending("since", kind="date")], permission="liaison.read"
    )
    households: HouseholdConnection = page(order=[ascending("code")], permission="household.read")
    audit_entries: AuditEntryConnection = page(
        order=[descending("at", kind="instant")], permission="audit.read"
    )
    audit_verification: AuditVerification = value(read_verification, permission="audit.read")
