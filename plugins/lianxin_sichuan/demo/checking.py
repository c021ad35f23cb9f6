"""Whether the demonstration has what its plan asks for."""

from typing import Any

from sqlalchemy import distinct, func, select
from sqlmodel import col

from lianxin.demo.checking import check_tale
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.plugins.contributions import Checked
from lianxin.tables import Appointment, Consequence, Motion, Respondent, Unit
from lianxin_sichuan.demo.langzhong import RAISED
from lianxin_sichuan.demo.places import GRIDS
from lianxin_sichuan.demo.plan import PLANS, Plan
from lianxin_sichuan.rules.suining.decisions import PROCEDURE
from lianxin_sichuan.tables import Payment


async def check(locality: Locality, scale: str) -> list[Checked]:
    return await check_by(PLANS[scale], locality)


async def check_by(plan: Plan, locality: Locality) -> list[Checked]:
    """The source's figures, where the plan is of its size."""
    wanted: list[tuple[Text, int, Any]] = [
        (Text("民情信使", "messengers"), plan.messengers, _holders("opinion_messenger")),
        (Text("网格成员", "people in grids"), plan.people_in_grids, _holders("grid_member")),
        (Text("网格", "grids"), len(GRIDS), _GRIDS),
        (Text("集资（元）", "yuan raised"), RAISED, _RAISED),
        (Text("否决事项", "matters vetoed"), plan.vetoed, _VETOED),
        (Text("通报", "bulletins"), plan.bulletins, _consequences("gy_bulletin")),
        (Text("约谈诫勉", "admonitions"), plan.admonitions, _consequences("gy_admonition")),
        (Text("追责处理", "handlings"), plan.handlings, _consequences("gy_discipline")),
        (Text("评议人", "raters"), plan.raters, select(func.count()).select_from(Respondent)),
    ]
    async with locality.database.reading() as session:
        counted = [
            Checked(what, number, await session.scalar(query)) for what, number, query in wanted
        ]
    return [*counted, *await check_tale(locality)]


def _holders(post: str) -> Any:
    return select(func.count(distinct(col(Appointment.person_id)))).where(
        col(Appointment.post) == post
    )


def _consequences(kind: str) -> Any:
    return select(func.count()).where(col(Consequence.kind) == kind)


_GRIDS = select(func.count()).where(col(Unit.kind) == "grid")
_RAISED = select(func.sum(col(Payment.amount)))
_VETOED = select(func.count()).where(
    col(Motion.procedure) == PROCEDURE, col(Motion.passed).is_(False)
)
