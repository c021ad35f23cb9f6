"""CD-E6: vexation of the public: who is responsible, joint checks, what was found."""

from sqlalchemy import Integer, func, select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import Action, Guard, Input, Phase, Step, Workflow, by, figures
from lianxin.tables import Case, CaseUnit
from lianxin_chengdu.settings import RightsSettings
from lianxin_chengdu.sources import SUPERVISION
from lianxin_chengdu.tables import CaseFacts
from lianxin_chengdu.terms import FINDINGS
from lianxin_chengdu.terms import VEXATION as VEXATION_CHANNEL

F = figures(RightsSettings)
CONFIRMED = ("confirmed", "partly_confirmed")

VEXATION = Workflow(
    key="vexation",
    clause="CD-E6",
    source=SUPERVISION,
    title=Text("吃拿卡要：联动核查、界定责任", "Vexation: checked jointly, responsibility named"),
    channels=frozenset({VEXATION_CHANNEL.code}),
    facts=CaseFacts,
    steps=(
        Step("reported", Text("举报", "Reported"), Phase.INTAKE),
        Step("joint_check", Text("联动核查", "Joint check"), Phase.SUPERVISION),
        Step("established", Text("认定", "Established"), Phase.CONSULTATION),
        Step("handled", Text("处理", "Handled"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "check_jointly",
            Text("多部门联动核查", "Check jointly"),
            by("supervisor", "leader"),
            sources=("reported", "joint_check"),
            to="joint_check",
            inputs=(
                Input("unit", Text("责任单位", "Unit responsible"), "unit", sets="case.unit_id"),
                Input("units", Text("核查单位", "Units that check"), "units", sets="case.units"),
            ),
            actor_becomes=("supervisor",),
        ),
        Action(
            "establish",
            Text("认定", "Establish"),
            by("supervisor", "leader"),
            sources=("joint_check",),
            to="established",
            inputs=(
                Input(
                    "finding",
                    Text("核查结论", "Finding"),
                    "choice",
                    choices=FINDINGS,
                    sets="finding",
                ),
                Input("found", Text("查实情况", "What was found"), sets="inspection"),
                Input(
                    "responsible",
                    Text("责任人", "Who is responsible"),
                    "person",
                    required=False,
                    sets="responsible_official_id",
                ),
            ),
        ),
        Action(
            "handle",
            Text("处理", "Handle"),
            by("supervisor", "leader"),
            sources=("established",),
            to="handled",
            inputs=(Input("result", Text("处理情况", "How it was handled"), sets="result"),),
        ),
    ),
)

_checking = (
    select(func.count())
    .select_from(CaseUnit)
    .where(col(CaseUnit.case_id) == col(Case.id))
    .correlate(Case)
    .scalar_subquery()
)

SEVERAL_DEPARTMENTS_CHECK = Guard(
    key="several_departments_check",
    clause="CD-E6",
    source=SUPERVISION,
    title=Text("多部门联动核查", "Several departments check"),
    workflow="vexation",
    actions=("establish",),
    refuse_if=_checking < F.joint_departments.sql(Integer()),
    because=Text("核查单位不足，请补充（units）", "Too few units check it; name more (units)"),
    reads=(F.joint_departments,),
)

RESPONSIBILITY_IS_NAMED = Guard(
    key="responsibility_is_named",
    clause="CD-E6",
    source=SUPERVISION,
    title=Text("界定主体责任：属实的写明责任人", "What is confirmed names who is responsible"),
    workflow="vexation",
    actions=("handle",),
    refuse_if=col(CaseFacts.finding).in_(CONFIRMED)
    & col(CaseFacts.responsible_official_id).is_(None),
    because=Text("属实的举报须写明责任人", "Name who is responsible for what was confirmed"),
)

VEXATION_RULES = (VEXATION, SEVERAL_DEPARTMENTS_CHECK, RESPONSIBILITY_IS_NAMED)
