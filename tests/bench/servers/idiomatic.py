"""Strawberry as its guide and most tutorials have it: SQLModel rows, a session, DataLoaders.

The rows are the product's own models; nothing else of the product is used.
"""

import os
import secrets
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any

import strawberry
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlmodel import col
from starlette.applications import Starlette
from starlette.routing import Route
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader

from lianxin import tables

engine = create_async_engine(
    os.environ["DATABASE"].partition("?")[0].replace("postgresql://", "postgresql+asyncpg://"),
    pool_size=int(os.environ["POOL"]),
    max_overflow=0,
    connect_args={
        "server_settings": {
            "search_path": os.environ["SCHEMAS"],
            "application_name": "bench_strawberry",
            "jit": "off",
        }
    },
)
Session = async_sessionmaker(engine, expire_on_commit=False)
Info = strawberry.Info[dict[str, Any], None]
Range = tuple[int, int | None, int | None]


def by_key(model: Any) -> Callable[[list[int]], Awaitable[Sequence[Any]]]:
    async def load(keys: list[int]) -> Sequence[Any]:
        async with Session() as session:
            found = await session.scalars(select(model).where(model.id.in_(keys)))
            rows = {row.id: row for row in found}
        return [rows.get(key) for key in keys]

    return load


async def load_timelines(asked: list[Range]) -> list[list[tables.CaseEntry]]:
    """For each: a case, and its first or last so many entries."""
    entry, rows = tables.CaseEntry, defaultdict(list)
    statement = select(entry).where(col(entry.case_id).in_({case for case, _, _ in asked}))
    async with Session() as session:
        for row in await session.scalars(statement.order_by(col(entry.n))):
            rows[row.case_id].append(row)
    return [
        rows[case][:first] if first else rows[case][-(last or 0) :] for case, first, last in asked
    ]


async def load_participants(keys: list[int]) -> list[list[tables.Participant]]:
    row_type, rows = tables.Participant, defaultdict(list)
    statement = select(row_type).where(col(row_type.meeting_id).in_(keys))
    ordered = statement.order_by(col(row_type.present).desc(), col(row_type.id))
    async with Session() as session:
        for row in await session.scalars(ordered):
            rows[row.meeting_id].append(row)
    return [rows[key] for key in keys]


class Loaders:
    """One for each request, as DataLoaders want it."""

    def __init__(self) -> None:
        self.person: DataLoader[int, Any] = DataLoader(by_key(tables.Person))
        self.unit: DataLoader[int, Any] = DataLoader(by_key(tables.Unit))
        self.household: DataLoader[int, Any] = DataLoader(by_key(tables.Household))
        self.timeline: DataLoader[Range, Any] = DataLoader(load_timelines)
        self.participants: DataLoader[int, Any] = DataLoader(load_participants)


def loaders(info: Info) -> Loaders:
    found: Loaders = info.context["loaders"]
    return found


@strawberry.type
class Unit:
    id: strawberry.ID
    name: str
    code: str
    row: strawberry.Private[tables.Unit]

    @classmethod
    def of(cls, row: tables.Unit) -> "Unit":
        return cls(id=strawberry.ID(str(row.id)), name=row.name, code=row.code, row=row)

    @strawberry.field
    async def parent(self, info: Info) -> "Unit | None":
        above = self.row.parent_id
        return Unit.of(await loaders(info).unit.load(above)) if above else None


@strawberry.type
class Household:
    id: strawberry.ID
    row: strawberry.Private[tables.Household]

    @strawberry.field
    async def unit(self, info: Info) -> Unit:
        return Unit.of(await loaders(info).unit.load(self.row.unit_id))


@strawberry.type
class Person:
    id: strawberry.ID
    name: str | None
    masked_phone: str | None
    row: strawberry.Private[tables.Person]

    @classmethod
    async def load(cls, info: Info, key: int | None) -> "Person | None":
        return cls.of(await loaders(info).person.load(key)) if key else None

    @classmethod
    def of(cls, row: tables.Person) -> "Person":
        return cls(id=strawberry.ID(str(row.id)), name=row.name, masked_phone=row.phone, row=row)

    @strawberry.field
    async def household(self, info: Info) -> Household | None:
        if self.row.household_id is None:
            return None
        row = await loaders(info).household.load(self.row.household_id)
        return Household(id=strawberry.ID(str(row.id)), row=row)


@strawberry.type
class CaseEntry:
    id: strawberry.ID
    at: datetime
    note: str | None
    action: str
    step: str
    row: strawberry.Private[tables.CaseEntry]

    @classmethod
    def of(cls, row: tables.CaseEntry) -> "CaseEntry":
        return cls(
            id=strawberry.ID(str(row.id)),
            at=row.at,
            note=row.note,
            action=row.action,
            step=row.step,
            row=row,
        )

    @strawberry.field
    async def actor(self, info: Info) -> Person | None:
        return await Person.load(info, self.row.actor_id)


@strawberry.type
class Case:
    id: strawberry.ID
    code: str
    title: str
    body: str | None
    channel: str
    step: str
    satisfaction: str | None
    submitted_at: datetime
    closed_at: datetime | None
    due_at: datetime | None
    row: strawberry.Private[tables.Case]

    @classmethod
    def of(cls, row: tables.Case) -> "Case":
        return cls(
            id=strawberry.ID(str(row.id)),
            code=row.code,
            title=row.title,
            body=row.body,
            channel=row.channel,
            step=row.step,
            satisfaction=row.satisfaction,
            submitted_at=row.submitted_at,
            closed_at=row.closed_at,
            due_at=row.due_at,
            row=row,
        )

    @strawberry.field
    async def reporter(self, info: Info) -> Person | None:
        return await Person.load(info, self.row.reporter_id)

    @strawberry.field
    async def handler(self, info: Info) -> Person | None:
        return await Person.load(info, self.row.handler_id)

    @strawberry.field
    async def unit(self, info: Info) -> Unit | None:
        key = self.row.unit_id
        return Unit.of(await loaders(info).unit.load(key)) if key else None

    @strawberry.field
    async def timeline(
        self, info: Info, first: int | None = None, last: int | None = None
    ) -> list[CaseEntry]:
        rows = await loaders(info).timeline.load((self.row.id, first, last))
        return [CaseEntry.of(row) for row in rows]


@strawberry.type
class PageInfo:
    has_next_page: bool


@strawberry.type
class CaseEdge:
    node: Case


@strawberry.type
class CaseConnection:
    edges: list[CaseEdge]
    page_info: PageInfo


@strawberry.type
class Participant:
    role: str
    present: bool
    row: strawberry.Private[tables.Participant]

    @strawberry.field
    async def person(self, info: Info) -> Person:
        return Person.of(await loaders(info).person.load(self.row.person_id))


@strawberry.type
class Meeting:
    id: strawberry.ID
    code: str
    title: str
    starts_at: datetime
    place: str | None
    row: strawberry.Private[tables.Meeting]

    @strawberry.field
    async def participants(self, info: Info) -> list[Participant]:
        rows = await loaders(info).participants.load(self.row.id)
        return [Participant(role=row.role, present=row.present, row=row) for row in rows]


@strawberry.type
class CaseStatistic:
    unit: str
    step: str
    count: int


@strawberry.type
class ActOnCasePayload:
    case: Case | None


@strawberry.type
class Query:
    @strawberry.field
    async def case(self, code: str) -> Case | None:
        async with Session() as session:
            found = await session.scalars(select(tables.Case).where(col(tables.Case.code) == code))
            row = found.one_or_none()
        return Case.of(row) if row else None

    @strawberry.field
    async def cases(self, first: int, unit: strawberry.ID, step: str) -> CaseConnection:
        case = tables.Case
        statement = select(case).where(col(case.unit_id) == int(unit), col(case.step) == step)
        newest = statement.order_by(col(case.submitted_at).desc(), col(case.id).desc())
        async with Session() as session:
            rows = (await session.scalars(newest.limit(first + 1))).all()
        return CaseConnection(
            edges=[CaseEdge(node=Case.of(row)) for row in rows[:first]],
            page_info=PageInfo(has_next_page=len(rows) > first),
        )

    @strawberry.field
    async def meetings(self, first: int, unit: strawberry.ID) -> list[Meeting]:
        meeting = tables.Meeting
        statement = select(meeting).where(col(meeting.unit_id) == int(unit))
        newest = statement.order_by(col(meeting.starts_at).desc(), col(meeting.id).desc())
        async with Session() as session:
            rows = (await session.scalars(newest.limit(first))).all()
        return [
            Meeting(
                id=strawberry.ID(str(row.id)),
                code=row.code,
                title=row.title,
                starts_at=row.starts_at,
                place=row.place,
                row=row,
            )
            for row in rows
        ]

    @strawberry.field
    async def case_statistics(
        self,
        from_: Annotated[datetime, strawberry.argument(name="from")],
        to: datetime,
        department: strawberry.ID,
    ) -> list[CaseStatistic]:
        unit, case = tables.Unit, tables.Case
        statement = (
            select(col(unit.code), col(case.step), func.count())
            .join_from(unit, case, col(case.unit_id) == col(unit.id))
            .where(
                col(unit.parent_id) == int(department),
                col(case.submitted_at) >= from_,
                col(case.submitted_at) < to,
            )
            .group_by(col(unit.code), col(case.step))
        )
        async with Session() as session:
            rows = (await session.execute(statement)).all()
        return [CaseStatistic(unit=unit, step=step, count=count) for unit, step, count in rows]


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def act_on_case(self, code: str, note: str) -> ActOnCasePayload:
        case, entry = tables.Case, tables.CaseEntry
        async with Session() as session, session.begin():
            found = await session.scalars(
                select(case).where(col(case.code) == code).with_for_update()
            )
            row = found.one()
            last = select(func.max(col(entry.n))).where(col(entry.case_id) == row.id)
            # The product's tables do not tell SQLAlchemy of what is set.
            await session.execute(
                update(case).where(col(case.id) == row.id).values(version=case.version + 1)
            )
            line = entry(
                id=secrets.randbits(63),
                case_id=row.id,
                n=(await session.scalar(last) or 0) + 1,
                action="note",
                step=row.step,
                unit_id=row.unit_id,
                at=datetime.now(UTC),
                note=note,
                data={},
            )
            session.add(line)
        return ActOnCasePayload(case=Case.of(row))


class View(GraphQL[dict[str, Any], None]):
    async def get_context(self, request: Any, response: Any) -> dict[str, Any]:
        return {"request": request, "loaders": Loaders()}


view = View(strawberry.Schema(Query, Mutation), graphql_ide=None)
app = Starlette(routes=[Route("/graphql", view, methods=["POST"])])
