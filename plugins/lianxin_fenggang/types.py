"""What Fenggang adds to the schema."""

from datetime import date
from pathlib import Path

import strawberry

from lianxin.tables import Motion as MotionRow
from lianxin_fenggang.tables import CaseFacts, Report
from lianxin_schema.compose.contribution import GraphQL
from lianxin_schema.fields import OPEN, column, descending, key, link, many, same, table_type
from lianxin_schema.types.base import Node
from lianxin_schema.types.cases import Case
from lianxin_schema.types.motions import Motion
from lianxin_schema.types.people import Person, Unit


@table_type(
    CaseFacts, access=OPEN, description="凤冈各类事项另记的内容 / What Fenggang notes of a case"
)
class FenggangCase:
    result: str | None = column(description="办理结果 / What came of it")
    reason: str | None = column(description="上报理由 / Why it went up")
    item: str | None = column(description="申请的事项 / What is asked for")
    giver: Unit | None = link("giver_id", description="下达部门 / Who passes it down")
    owner: Person | None = link("owner_id", description="项目责任人 / Whose project it is")
    standard: str | None = column(description="项目标准 / By which standard")
    budget_line: str | None = column(description="预算科目 / Out of what")
    budget: float | None = column(description="预算（元） / Yuan")


@table_type(
    Report, access="record.read", description="决议落实报告 / How far a resolution is carried out"
)
class FenggangProgressReport(Node):
    id: strawberry.ID = key()
    person: Person | None = link("person_id")
    reported_on: date = column()
    progress: str = column()


@strawberry.type
class CaseFields:
    fenggang: FenggangCase | None = link("id", to="case_id")


@table_type(MotionRow, access=OPEN, description="凤冈议事另记的内容 / What is noted of a motion")
class FenggangMotion:
    reports: list[FenggangProgressReport] = many(
        "motion_id", order=[descending("reported_on", kind="date")]
    )


@strawberry.type
class MotionFields:
    fenggang: FenggangMotion | None = same()


GRAPHQL = GraphQL(
    examples=Path(__file__).with_name("examples.graphql"),
    extends={Case: CaseFields, Motion: MotionFields},
    types=(FenggangCase, FenggangProgressReport, FenggangMotion),
)
