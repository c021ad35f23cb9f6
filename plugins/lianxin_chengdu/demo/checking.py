"""Whether the demonstration has what its plan asks for."""

from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from lianxin.demo.checking import check_tale
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.plugins.contributions import Checked
from lianxin.tables import Case, Household, RegulationVersion, Unit
from lianxin_chengdu.demo.plan import PLANS, Plan


async def check(locality: Locality, scale: str) -> list[Checked]:
    return await check_by(PLANS[scale], locality)


async def check_by(plan: Plan, locality: Locality) -> list[Checked]:
    """The source's figures, where the plan is of its size."""
    wanted = [
        (Text("新建制度", "regulations established"), plan.established, _operation("established")),
        (Text("修改完善制度", "regulations revised"), plan.revised, _operation("revised")),
        (Text("废止制度", "regulations abolished"), plan.abolished, _operation("abolished")),
        (Text("改造片区户数", "households of the area"), plan.households, _AREA),
        (Text("为民办实事项目", "livelihood projects"), _projects(plan), _PROJECTS),
        (Text("突出问题", "problems of the campaigns"), plan.found, _cases("campaign_problem")),
    ]
    async with locality.database.reading() as session:
        counted = [
            Checked(what, number, await session.scalar(query)) for what, number, query in wanted
        ]
    return [*counted, *await check_tale(locality)]


def _projects(plan: Plan) -> int:
    """This year's, and a few of last year."""
    return plan.projects + min(10, plan.projects)


def _operation(code: str) -> Any:
    return select(func.count()).where(col(RegulationVersion.operation) == code)


def _cases(channel: str) -> Any:
    return select(func.count()).where(col(Case.channel) == channel)


_PROJECTS = _cases("livelihood_project")
_AREA = (
    select(func.count())
    .select_from(Household)
    .join(Unit, col(Unit.id) == col(Household.unit_id))
    .where(col(Unit.kind) == "renewal_area")
)
