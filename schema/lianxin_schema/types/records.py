"""What follows from rules and what is made public: consequences, publications, audit."""

from datetime import date, datetime
from typing import Annotated, Any

import strawberry
from sqlalchemy import String, cast, false, literal, or_, select
from sqlmodel import col

from lianxin import tables
from lianxin.context import Context
from lianxin.database import Among, among_keys
from lianxin.ids import parse_global_id
from lianxin.rules import Publication as LivePublication
from lianxin.rules import figure_of
from lianxin_schema.fields import (
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
from lianxin_schema.types.base import DateTimeRange, Node, Term, connection_of
from lianxin_schema.types.figures import rule_named
from lianxin_schema.types.meetings import within
from lianxin_schema.types.people import Person, Unit, term_of
from lianxin_schema.types.people_filters import is_named, units_under
from lianxin_schema.types.rules import Rule, rules_by_key
from lianxin_schema.types.visibility import everything, visible_publication

HERE = "lianxin_schema.types.records"
JSON: Any = strawberry.scalars.JSON
ConsequenceConnection: Any = connection_of("Consequence", HERE)
PublicationConnection: Any = connection_of("Publication", HERE)
AuditEntryConnection: Any = connection_of("AuditEntry", HERE)

Subject = Annotated[Person | Unit, strawberry.union("ConsequenceSubject")]


@strawberry.input
class RecordFilter:
    """By rule (key), kind, unit with all below it, and subject."""

    rule: list[str] | None = strawberry.UNSET
    kind: list[str] | None = strawberry.UNSET
    unit: str | None = strawberry.UNSET
    subject: strawberry.ID | None = strawberry.UNSET


CONSEQUENCE_FILTERS = {
    "rule": lambda c, g: Among(c.rule_key, g.words()),
    "kind": lambda c, g: Among(c.kind, g.words()),
    "unit": lambda c, g: c.unit_id.in_(units_under(g.text())),
    "subject": lambda c, g: is_named(g, c.subject_type, c.subject_id),
}


async def kinds(context: Context, rows: Any) -> list[Term]:
    return [term_of(context, "consequence", row[0]) for row in rows]


@table_type(
    tables.Consequence,
    access="consequence.read",
    description="对单位或个人记下的后果，附理由 / What is recorded for or against, with its ground",
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
    data: JSON = column(description="后果的具体内容，如名额 / More of it, such as a quota.")


PUBLICATION_FILTERS = {
    "rule": CONSEQUENCE_FILTERS["rule"],
    "kind": lambda c, g: false(),  # only consequences are of kinds
    "unit": CONSEQUENCE_FILTERS["unit"],
    "subject": lambda c, g: is_named(g, c.subject_type, c.subject_id),
}


@table_type(
    tables.Publication,
    access="publication.read",
    visible=visible_publication,
    description="公示：任何人可读，不含个人信息 / What anyone may read; no personal data in it",
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


@strawberry.input(
    description="按账号、操作、对象（如 Case:…）、结果和时间 / By account, action, object, result and time"
)
class AuditFilter:
    actor: list[str] | None = strawberry.UNSET
    actor_name: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="用户名，或 system 等 / A username, or such as system.",
    )
    action: list[str] | None = strawberry.UNSET
    object: str | None = strawberry.UNSET
    result: list[str] | None = strawberry.UNSET
    at: DateTimeRange | None = strawberry.UNSET


def _accounts_named(name: Any) -> Any:
    account = tables.Account.__table__.alias()  # type: ignore[attr-defined]
    as_actor = literal("Account:") + cast(account.c.id, String)
    return select(as_actor).where(account.c.username == name)


AUDIT_FILTERS = {
    "actor": lambda c, g: Among(c.actor, g.words()),
    "actorName": lambda c, g: or_(c.actor == g.text(), c.actor.in_(_accounts_named(g.text()))),
    "action": lambda c, g: Among(c.action, g.words()),
    "object": lambda c, g: c.object == g.text(),
    "result": lambda c, g: Among(c.result, g.words()),
    "at": lambda c, g: within(c.at, g),
}


_USERNAMES = select(col(tables.Account.id), col(tables.Account.username)).where(
    among_keys(col(tables.Account.id), "accounts")
)


async def actor_names(context: Context, rows: Any) -> list[str | None]:
    """Of an account its username; whoever acts without one is called what the entry says."""
    parsed = [parse_global_id(row[0]) if row[0] else None for row in rows]
    accounts = sorted({one[1] for one in parsed if one and one[0] == "Account"})
    found = await context.locality.database.all(_USERNAMES, accounts=accounts) if accounts else []
    names = {row.id: row.username for row in found}
    return [
        names.get(one[1], row[0]) if one else row[0] for one, row in zip(parsed, rows, strict=True)
    ]


async def action_labels(context: Context, rows: Any) -> list[str]:
    return [term_of(context, "audit_action", row[0]).label for row in rows]


@table_type(tables.AuditEntry, access="audit.read", description="审计记录 / Who did what, when")
class AuditEntry(Node):
    id: strawberry.ID = key()
    n: int | None = column()
    at: datetime = column()
    actor: str | None = column()
    actor_name: str | None = computed(actor_names, "actor")
    action: str = column()
    action_label: str = computed(
        action_labels,
        "action",
        description="操作的名称；全部名称见词汇 audit_action / What it is called; all of them are the "
        "vocabulary audit_action.",
    )
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


async def read_live_publication(
    _: None, context: Context, rule: str, subject: str | None = strawberry.UNSET
) -> Any:
    """What a publication that is always open says now: of all subjects, or of one,
    to its audience and the staff."""
    from lianxin.publishing import read_live, side_by_side

    entry = rule_named(context, rule, LivePublication)
    found = entry.rule
    assert isinstance(found, LivePublication)
    audience = figure_of(found.audience, context.locality.figures.settings)
    viewer = context.viewer
    for_viewer = audience in {"public", *viewer.roles} or viewer.may("record.read")
    if not (found.live and for_viewer):
        return None
    async with context.locality.database.reading() as session:
        bodies = await read_live(session, entry, context.locality)
    parsed = parse_global_id(subject) if subject else None
    if subject:
        return bodies.get(parsed[1]) if parsed else None
    return side_by_side(bodies)


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
        arguments={"rule": str, "subject": strawberry.ID | None},
        defaults={"subject": strawberry.UNSET},
        permission="publication.read",
        description="随时可读的公开内容（规则的 key 或条款号） / What is open at any time, by rule.",
    )
    audit_entries: AuditEntryConnection = page(
        order=[descending("at", kind="instant")],
        filters=(AuditFilter, AUDIT_FILTERS),
        permission="audit.read",
    )
    audit_verification: AuditVerification = value(read_verification, permission="audit.read")
