"""What Sichuan adds to the schema."""

from pathlib import Path

import strawberry

from lianxin_schema.compose.contribution import GraphQL
from lianxin_schema.fields import OPEN, column, link, table_type, word
from lianxin_schema.types.base import Term
from lianxin_schema.types.cases import Case
from lianxin_schema.types.people import Person
from lianxin_schema.types.records import Consequence
from lianxin_sichuan.tables import CaseFacts


@table_type(
    CaseFacts, access=OPEN, description="四川各地事项另记的内容 / What Sichuan notes of a case"
)
class SichuanCase:
    passed_on_by: Person | None = link("passed_on_by_id", description="转达人 / Who passed it on")
    result: str | None = column(description="办理结果 / What came of it")
    consequence: Consequence | None = link(
        "consequence_id", description="启动倒查的问责 / By what a tracing was opened"
    )
    finding: Term | None = word("sichuan_finding", description="倒查认定 / What a tracing found")


@strawberry.type
class CaseFields:
    sichuan: SichuanCase | None = link("id", to="case_id")


GRAPHQL = GraphQL(
    examples=Path(__file__).with_name("examples.graphql"),
    extends={Case: CaseFields},
    types=(SichuanCase,),
)
