"""What Hubei adds to the schema."""

from datetime import datetime
from pathlib import Path

import strawberry

from lianxin_hubei.tables import CaseFacts
from lianxin_schema.compose.contribution import GraphQL
from lianxin_schema.fields import OPEN, column, link, table_type, word
from lianxin_schema.types.base import Term
from lianxin_schema.types.cases import Case
from lianxin_schema.types.people import Person


@table_type(
    CaseFacts, access=OPEN, description="湖北各类事项另记的内容 / What Hubei notes of a case"
)
class HubeiCase:
    result: str | None = column()
    leader: Person | None = link("leader_id", description="包案领导 / Who took it on")
    understood: str | None = column(description="包掌握情况 / The charge to know it")
    explained: str | None = column(description="包思想教育 / The charge to explain")
    settled: str | None = column(description="包调处化解 / The charge to settle it")
    ended: str | None = column(description="包息诉息访 / The charge to end it")
    annotation: str | None = column(description="批示 / What the leader wrote on it")
    ground: Term | None = word("hubei_ground", description="列入台账的原因 / Why it is there")
    help: str | None = column(description="帮助情况 / What was done to help")
    met_at: datetime | None = column(description="何时遇到 / When it was")
    found_closed: bool | None = column(description="窗口是否关门 / Whether the window was closed")
    in_hours: bool | None = column(
        description="当时是否在开放时间内 / Whether the window had to be open then"
    )
    field: Term | None = word("hubei_door_field", description="属于哪一方面 / Field")
    confirmed: bool | None = column(description="是否属实 / Whether it was confirmed")


@strawberry.type
class CaseFields:
    hubei: HubeiCase | None = link("id", to="case_id")


GRAPHQL = GraphQL(
    examples=Path(__file__).with_name("examples.graphql"),
    extends={Case: CaseFields},
    types=(HubeiCase,),
)
