"""What Zoucheng adds to the schema."""

from datetime import date
from pathlib import Path
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, bindparam, select
from sqlmodel import col

from lianxin.context import Context
from lianxin.database import among_words
from lianxin.errors import Refused, invalid
from lianxin.language import Text
from lianxin.rules import Registry
from lianxin.surveys import draw
from lianxin.tables import Case as CaseRow
from lianxin.tables import Unit as UnitRow
from lianxin_schema.compose.contribution import GraphQL
from lianxin_schema.fields import (
    CHECKED,
    OPEN,
    Ref,
    column,
    link,
    table_type,
    value,
    value_type,
    word,
)
from lianxin_schema.types.base import Term
from lianxin_schema.types.cases import Case
from lianxin_schema.types.figures import rule_named
from lianxin_schema.types.people import Person, Unit, term_of
from lianxin_schema.types.rules import Rule, rule_value
from lianxin_schema.types.survey_changes import DrawSamplePayload, draw_sample
from lianxin_schema.types.traces import EACH_DAY, DeadlineDay, last_done, trace_of_named
from lianxin_zoucheng.rules.departments.penalties import amount_of, degree_of
from lianxin_zoucheng.settings import DepartmentSettings
from lianxin_zoucheng.tables import OpinionFacts, Penalty

PENALTIES_KEY = "zoucheng.departments.penalties"
EVALUATION_KEY = "zoucheng.departments.democratic_evaluation"
PENALTY = select(Penalty.__table__).where(col(Penalty.code) == bindparam("code"))  # type: ignore[attr-defined]
SUPERVISED = select(col(UnitRow.id)).where(
    col(UnitRow.active), among_words(col(UnitRow.kind), "kinds")
)
MOST_RANDOM = 100
_FROM_ONE = Text("次数从 1 数起", "Times are counted from 1")


def offered_to(c: Any) -> ColumnElement[int | None]:
    """The key of whoever first-asked responsibility is offered to; the case keeps it."""
    case = CaseRow.__table__.alias()  # type: ignore[attr-defined]
    found = select(case.c.offered_to_id).where(case.c.id == c.case_id)
    return found.correlate_except(case).scalar_subquery()


@table_type(OpinionFacts, access=OPEN, description="社情民意事项 / A matter of the opinion centre")
class ZouchengOpinion:
    way: Term | None = word("zoucheng_way")
    instruction: Term | None = word("zoucheng_instruction")
    acceptance_opinion: str | None = column()
    decision: str | None = column()
    offered_to: Person | None = link(offered_to)
    reasonable: bool | None = column()
    reasonable_ground: str | None = column()
    analysis: str | None = column()
    department: Unit | None = link("department_id")
    errand_result: Term | None = word("zoucheng_errand_result")
    problem_way: Term | None = word("zoucheng_problem_way")
    watch_opinion: Term | None = word("zoucheng_watch_opinion")
    publicised_at: str | None = column()
    publicised_until: date | None = column()
    publicised_until_trace: list[DeadlineDay] = trace_of_named(
        last_done("publicise"), "publicised_until", description=EACH_DAY
    )
    subsistence_decision: Term | None = word("zoucheng_decision")
    rectify_by: date | None = column()
    rectify_by_trace: list[DeadlineDay] = trace_of_named(
        last_done("list"), "rectify_by", description=EACH_DAY
    )
    rectification: str | None = column()
    application_result: Term | None = word("zoucheng_application_result")


@strawberry.type
class CaseFields:
    zoucheng: ZouchengOpinion | None = link("id", to="case_id")


@value_type(
    access=OPEN,
    description="某违法行为第几次应如何处理：只有一个答案 / What applies to an offence the n-th time.",
)
class ZouchengSanction:
    code: str = value()
    offence: str = value()
    unit: Unit | None = value()
    basis: str | None = value()
    time: int = value()
    degree: Term = value()
    amount: float = value(description="元 / Yuan")
    rule: Rule = value()


async def read_sanction(
    _: None, context: Context, penalty: str, time: int
) -> ZouchengSanction | None:
    """Raises Refused where `time` is none; None where there is no such penalty item."""
    if time < 1:
        raise Refused([invalid("NO_SUCH_TIME", _FROM_ONE, "time")])
    entry = rule_named(context, PENALTIES_KEY, Registry)
    found = await context.locality.database.first(PENALTY, code=penalty)
    if found is None:
        return None
    settings = context.locality.figures.settings[DepartmentSettings]
    assert isinstance(settings, DepartmentSettings)
    degree = degree_of(found, time, settings)
    unit: Any = Ref("Unit", found.unit_id)
    return ZouchengSanction(
        code=found.code,
        offence=found.offence,
        unit=unit,
        basis=found.basis,
        time=time,
        degree=term_of(context, "zoucheng_penalty_degree", degree),
        amount=amount_of(found, degree),
        rule=rule_value(context, entry),
    )


async def read_random_units(
    _: None, context: Context, seed: str, number: int | None = None
) -> list[Any]:
    """The same units for the same seed, as long as there are the same units."""
    settings = context.locality.figures.settings[DepartmentSettings]
    assert isinstance(settings, DepartmentSettings)
    rows = await context.locality.database.all(SUPERVISED, kinds=settings.toured_units)
    most = settings.random_units if number is None else max(0, min(number, MOST_RANDOM))
    return [Ref("Unit", key) for key in draw(seed, 0, [row.id for row in rows], most)]


@strawberry.input
class ZouchengDrawSampleInput:
    on: date | None = strawberry.UNSET
    units: list[str] | None = strawberry.UNSET
    agency: str | None = strawberry.UNSET
    seed: str | None = strawberry.UNSET


async def draw_evaluation(_: None, context: Context, input: Any) -> DrawSamplePayload:
    return await draw_sample(None, context, {"rule": EVALUATION_KEY, **input})


@strawberry.type
class Queries:
    zoucheng_sanction: ZouchengSanction | None = value(
        read_sanction,
        arguments={"penalty": str, "time": int},
        permission="publication.read",
        description="处罚项编号与第几次 / By the code of a penalty item, and the n-th time.",
    )
    zoucheng_random_units: list[Unit] = value(
        read_random_units,
        arguments={"seed": str, "number": int | None},
        defaults={"number": strawberry.UNSET},
        permission="survey.draw",
        description="随机抽查：同一种子抽出同样的单位 / Units to supervise, drawn by lot; the same "
        "seed draws the same ones.",
    )


@strawberry.type
class Mutations:
    zoucheng_draw_sample: DrawSamplePayload = value(
        draw_evaluation,
        arguments={"input": ZouchengDrawSampleInput},
        permission=CHECKED,
        description="抽取民主评议样本 / Draw the sample of the democratic evaluation.",
    )


GRAPHQL = GraphQL(
    examples=Path(__file__).with_name("examples.graphql"),
    extends={Case: CaseFields},
    query=Queries,
    mutation=Mutations,
    types=(ZouchengOpinion, ZouchengSanction),
)
