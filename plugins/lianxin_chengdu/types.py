"""What Chengdu adds to the schema."""

from datetime import date
from pathlib import Path

import strawberry

from lianxin_chengdu.tables import CaseFacts, Objection
from lianxin_schema.compose.contribution import GraphQL
from lianxin_schema.fields import OPEN, ascending, column, key, link, many, table_type, word
from lianxin_schema.types.base import Node, Term
from lianxin_schema.types.cases import Case
from lianxin_schema.types.people import Person, Unit


@table_type(
    Objection,
    access="record.read",
    description="参会异议 / That a unit says a meeting does not concern it",
)
class ChengduMeetingObjection(Node):
    id: strawberry.ID = key()
    unit: Unit | None = link("unit_id")
    objected_on: date = column()
    ground: str = column()


@table_type(
    CaseFacts, access=OPEN, description="成都各类事项另记的内容 / What Chengdu notes of a case"
)
class ChengduCase:
    central_kind: int | None = column(description="中央“四风”表现序号 / On the central list")
    province_kind: int | None = column(description="省委重点问题序号 / On the province's list")
    city_kind: int | None = column(description="本市突出问题序号 / On the city's list")
    progress: int | None = column(description="进度（%） / Percent done")
    result: str | None = column()
    emergency: str | None = column(description="紧急理由 / Why it cannot wait")
    leader: Person | None = link("leader_id", description="包案领导 / Who took it on")
    materials: str | None = column(description="事前告知的内容 / What was told beforehand")
    self_check: str | None = column()
    inspection: str | None = column()
    sorted_out: str | None = column()
    responsible_official: Person | None = link("responsible_official_id")
    finding: Term | None = word("chengdu_finding")
    objections: list[ChengduMeetingObjection] = many(
        "application_id",
        parent="case_id",
        order=[ascending("objected_on", kind="date")],
        description="主办单位看到的参会异议 / What units called to the meeting object to",
    )


@strawberry.type
class CaseFields:
    chengdu: ChengduCase | None = link("id", to="case_id")


GRAPHQL = GraphQL(
    examples=Path(__file__).with_name("examples.graphql"),
    extends={Case: CaseFields},
    types=(ChengduCase, ChengduMeetingObjection),
)
