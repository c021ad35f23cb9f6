"""What Zoucheng adds to the schema."""

from datetime import date

import strawberry

from lianxin_schema.compose.contribution import GraphQL
from lianxin_schema.fields import OPEN, column, link, table_type, word
from lianxin_schema.types.base import Term
from lianxin_schema.types.cases import Case
from lianxin_schema.types.people import Person, Unit
from lianxin_zoucheng.tables import OpinionFacts


@table_type(OpinionFacts, access=OPEN, description="社情民意事项 / A matter of the opinion centre")
class ZouchengOpinion:
    way: Term | None = word("zoucheng_way")
    instruction: Term | None = word("zoucheng_instruction")
    acceptance_opinion: str | None = column()
    decision: str | None = column()
    offered_to: Person | None = link("offered_to_id")
    reasonable: bool | None = column()
    reasonable_ground: str | None = column()
    analysis: str | None = column()
    department: Unit | None = link("department_id")
    errand_result: Term | None = word("zoucheng_errand_result")
    problem_way: Term | None = word("zoucheng_problem_way")
    watch_opinion: Term | None = word("zoucheng_watch_opinion")
    publicised_at: str | None = column()
    publicised_until: date | None = column()
    subsistence_decision: Term | None = word("zoucheng_decision")


@strawberry.type
class CaseFields:
    zoucheng: ZouchengOpinion | None = link("id", to="case_id")


GRAPHQL = GraphQL(extends={Case: CaseFields}, types=(ZouchengOpinion,))
