"""ZC-B4: the catalogue is public, and explained to those whom departments serve."""

from sqlalchemy import Boolean, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import Publication, figures, official_name
from lianxin.tables import Person, Unit
from lianxin_zoucheng.rules.departments.evaluation import EVERY_DEPARTMENT
from lianxin_zoucheng.settings import DepartmentSettings
from lianxin_zoucheng.sources import DEPARTMENTS
from lianxin_zoucheng.tables import DutyItem, Fee, Function, Penalty

F = figures(DepartmentSettings)

_principal, _leader, _head, _handler = (aliased(Person) for _ in range(4))

CATALOGUE_IS_PUBLIC = Publication(
    key="catalogue_is_public",
    clause="ZC-B4",
    source=DEPARTMENTS,
    title=Text("部门职责目录公开", "The duty catalogue is public"),
    query=select(
        col(Unit.name).label("unit"),
        col(DutyItem.code).label("code"),
        col(DutyItem.name).label("item"),
        col(DutyItem.kind).label("kind"),
        col(DutyItem.way).label("way"),
        col(DutyItem.days).label("days"),
        col(DutyItem.count).label("count"),
        official_name(_principal).label("principal"),
        official_name(_leader).label("leader"),
        official_name(_head).label("section_head"),
        official_name(_handler).label("handler"),
    )
    .join_from(DutyItem, Unit, col(Unit.id) == col(DutyItem.unit_id))
    .join(_principal, col(_principal.id) == col(DutyItem.principal_id))
    .join(_leader, col(_leader.id) == col(DutyItem.leader_id))
    .join(_head, col(_head.id) == col(DutyItem.section_head_id))
    .join(_handler, col(_handler.id) == col(DutyItem.handler_id))
    .where(F.catalogue_public.sql(Boolean()))
    .order_by(col(Unit.code), col(DutyItem.code)),
    labels={
        "unit": Text("部门", "Department"),
        "code": Text("编号", "Code"),
        "item": Text("事项", "Item"),
        "kind": Text("类别", "Kind"),
        "way": Text("办理方式", "Way"),
        "days": Text("时限（日）", "Days"),
        "count": Text("日的算法", "Days counted"),
        "principal": Text("主要负责人", "Principal"),
        "leader": Text("分管负责人", "Leader in charge"),
        "section_head": Text("科室负责人", "Section head"),
        "handler": Text("承办人", "Handler"),
    },
    live=True,
)

PENALTIES_ARE_PUBLIC = Publication(
    key="penalties_are_public",
    clause="ZC-B4",
    source=DEPARTMENTS,
    title=Text("处罚裁量标准公开", "What offences cost is public"),
    query=select(
        col(Unit.name).label("unit"),
        col(Penalty.code).label("code"),
        col(Penalty.offence).label("offence"),
        col(Penalty.first_waived).label("first_waived"),
        col(Penalty.first_amount).label("first"),
        col(Penalty.lighter_amount).label("lighter"),
        col(Penalty.heavier_amount).label("heavier"),
    )
    .join_from(Penalty, Unit, col(Unit.id) == col(Penalty.unit_id))
    .where(F.catalogue_public.sql(Boolean()))
    .order_by(col(Unit.code), col(Penalty.code)),
    labels={
        "unit": Text("部门", "Department"),
        "code": Text("编号", "Code"),
        "offence": Text("违法行为", "Offence"),
        "first_waived": Text("首违不罚", "First offence waived"),
        "first": Text("首次（元）", "First, yuan"),
        "lighter": Text("从轻（元）", "Lighter, yuan"),
        "heavier": Text("从重（元）", "Heavier, yuan"),
    },
    live=True,
)

FEES_ARE_PUBLIC = Publication(
    key="fees_are_public",
    clause="ZC-B4",
    source=DEPARTMENTS,
    title=Text("执收项目公开", "Fees are public"),
    query=select(
        col(Unit.name).label("unit"),
        col(Fee.code).label("code"),
        col(Fee.name).label("fee"),
        col(Fee.amount).label("amount"),
        col(Fee.per).label("per"),
    )
    .join_from(Fee, Unit, col(Unit.id) == col(Fee.unit_id))
    .where(F.catalogue_public.sql(Boolean()))
    .order_by(col(Unit.code), col(Fee.code)),
    labels={
        "unit": Text("部门", "Department"),
        "code": Text("编号", "Code"),
        "fee": Text("收费项目", "Fee"),
        "amount": Text("金额（元）", "Yuan"),
        "per": Text("计费单位", "For each"),
    },
    live=True,
)

FUNCTIONS_ARE_PUBLIC = Publication(
    key="functions_are_public",
    clause="ZC-B4",
    source=DEPARTMENTS,
    title=Text("部门职能公开", "Functions, and which were strengthened, are public"),
    query=select(
        col(Unit.name).label("unit"),
        col(Function.code).label("code"),
        col(Function.name).label("function"),
        col(Function.aim).label("aim"),
        col(Function.strengthened).label("strengthened"),
        col(Function.measure).label("measure"),
    )
    .join_from(Function, Unit, col(Unit.id) == col(Function.unit_id))
    .where(F.catalogue_public.sql(Boolean()))
    .order_by(col(Unit.code), col(Function.code)),
    labels={
        "unit": Text("部门", "Department"),
        "code": Text("编号", "Code"),
        "function": Text("职能", "Function"),
        "aim": Text("目的", "Aim"),
        "strengthened": Text("是否强化", "Strengthened"),
        "measure": Text("强化措施", "How"),
    },
    live=True,
)

CATALOGUE_IS_EXPLAINED = Publication(
    key="catalogue_is_explained",
    clause="ZC-B4",
    source=DEPARTMENTS,
    title=Text("职责审定情况的解释说明", "The department explains its duties"),
    about=EVERY_DEPARTMENT,
    by_hand=True,
    own_unit=True,
    per="year",
)

OPENNESS_RULES = (
    CATALOGUE_IS_PUBLIC,
    PENALTIES_ARE_PUBLIC,
    FEES_ARE_PUBLIC,
    FUNCTIONS_ARE_PUBLIC,
    CATALOGUE_IS_EXPLAINED,
)
