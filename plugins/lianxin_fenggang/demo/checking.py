"""Whether the demonstration has what its plan asks for."""

from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from lianxin.demo.checking import check_tale
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.plugins.contributions import Checked
from lianxin.rules import motion_field
from lianxin.tables import Appointment, Case, Motion, Unit
from lianxin_fenggang.demo.plan import PLANS, Plan
from lianxin_fenggang.tables import LinkResult
from lianxin_fenggang.terms import FIELDS


async def check(locality: Locality, scale: str) -> list[Checked]:
    return await check_by(PLANS[scale], locality)


async def check_by(plan: Plan, locality: Locality) -> list[Checked]:
    """The source's figures, where the plan is of its size."""
    wanted = [
        (Text("组级党支部", "branches"), plan.branches, _units("branch")),
        (Text("议事会", "councils"), plan.groups, _units("group")),
        (Text("议事会成员", "members of councils"), plan.members, _MEMBERS),
        (Text("邮箱收集诉求", "received by the mailbox"), plan.received, _MAILBOX),
        (Text("落实资金", "funds raised"), plan.funds, _FUNDS),
        *((field.label, plan.motions[field.code], _motions(field.code)) for field in FIELDS),
    ]
    async with locality.database.reading() as session:
        counted = [
            Checked(what, number, await session.scalar(query)) for what, number, query in wanted
        ]
    return [*counted, *await check_tale(locality)]


def _units(kind: str) -> Any:
    return select(func.count()).where(col(Unit.kind) == kind)


def _motions(field: str) -> Any:
    return select(func.count()).select_from(Motion).where(motion_field("field") == field)


_MEMBERS = select(func.count()).where(col(Appointment.post) == "council_member")
_MAILBOX = select(func.count()).where(col(Case.channel) == "mailbox")
_FUNDS = select(func.sum(col(LinkResult.amount))).where(col(LinkResult.kind) == "funds_raised")
