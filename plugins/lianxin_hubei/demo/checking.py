"""Whether the demonstration has what its plan asks for."""

from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from lianxin.demo.checking import check_tale
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.plugins.contributions import Checked
from lianxin.tables import Appointment, Case
from lianxin_hubei.demo.people import MEMBERS
from lianxin_hubei.demo.plan import PLANS, Plan
from lianxin_hubei.tables import PlannedRegulation


async def check(locality: Locality, scale: str) -> list[Checked]:
    return await check_by(PLANS[scale], locality)


async def check_by(plan: Plan, locality: Locality) -> list[Checked]:
    """The source's figures, and as many cases as were planned."""
    wanted = [
        (Text("计划制定的制度", "regulations planned"), plan.planned, _PLANNED),
        (Text("已出台的制度", "regulations issued"), plan.issued, _ISSUED),
        (Text("省委常委", "standing members"), MEMBERS, _MEMBERS),
        (Text("接访事项", "cases of receptions"), plan.cases, _cases("reception_case")),
        (Text("“三难”投诉", "complaints"), plan.complaints, _cases("door_complaint")),
    ]
    async with locality.database.reading() as session:
        counted = [
            Checked(what, number, await session.scalar(query)) for what, number, query in wanted
        ]
    return [*counted, *await check_tale(locality)]


def _cases(channel: str) -> Any:
    return select(func.count()).where(col(Case.channel) == channel)


_PLANNED: Any = select(func.count()).select_from(PlannedRegulation)
_ISSUED = _PLANNED.where(col(PlannedRegulation.issued_on).is_not(None))
_MEMBERS = select(func.count()).where(col(Appointment.post) == "standing_member")
