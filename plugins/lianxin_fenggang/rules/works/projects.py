"""FG-F1: work is kept as projects, by a standard, with owner, budget line and milestones."""

from sqlalchemy import Float, Integer, func, select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Action,
    Deadline,
    Guard,
    Indicator,
    Input,
    Phase,
    Step,
    Workflow,
    by,
    figures,
    finished,
    given,
    handed_out,
    total,
    units,
)
from lianxin.tables import Case, Task
from lianxin_fenggang.settings import WorkSettings
from lianxin_fenggang.sources import ORGANISATION
from lianxin_fenggang.tables import CaseFacts
from lianxin_fenggang.terms import WORK_PROJECT, YUAN

F = figures(WorkSettings)

PROJECTS = Workflow(
    key="projects",
    clause="FG-F1",
    source=ORGANISATION,
    title=Text("工作项目化、项目标准化", "Work as projects, projects by standard"),
    channels=frozenset({WORK_PROJECT.code}),
    facts=CaseFacts,
    steps=(
        Step("proposed", Text("立项", "Proposed"), Phase.INTAKE),
        Step("planned", Text("编制", "Planned"), Phase.TRIAGE),
        Step("under_way", Text("实施", "Under way"), Phase.HANDLING),
        Step("completed", Text("验收", "Completed"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "plan",
            Text("编制方案", "Plan"),
            by("clerk", "leader", unit=True),
            sources=("proposed", "planned"),
            to="planned",
            inputs=(
                Input("owner", Text("责任人", "Owner"), "person", sets="owner_id"),
                Input("standard", Text("标准", "Standard"), sets="standard"),
                Input("line", Text("预算科目", "Budget line"), sets="budget_line"),
                Input("budget", Text("预算（元）", "Budget, yuan"), "number", sets="budget"),
            ),
        ),
        Action(
            "set_milestones",
            Text("明确节点", "Set milestones"),
            by("clerk", "leader", unit=True),
            sources=("planned", "under_way"),
            inputs=(
                Input("milestones", Text("节点", "Milestones"), "tasks", needs=("who", "due_on")),
            ),
        ),
        Action("begin", Text("开工", "Begin"), by("leader"), ("planned",), "under_way"),
        Action(
            "overdue",
            Text("节点逾期催办", "Urged, since a milestone is late"),
            by(system=True),
            sources=("planned", "under_way"),
        ),
        Action(
            "complete",
            Text("验收", "Complete"),
            by("clerk", "leader"),
            sources=("under_way",),
            to="completed",
            inputs=(Input("result", Text("完成情况", "Result"), sets="result"),),
        ),
    ),
)

A_BUDGET_IS_AN_AMOUNT = Guard(
    key="budget_is_an_amount",
    clause="FG-F1",
    source=ORGANISATION,
    title=Text("预算为正数", "A budget is an amount"),
    workflow="projects",
    actions=("plan",),
    refuse_if=given("budget", Float()) <= 0,
    because=Text("请填写预算金额（元）", "Give the budget in yuan"),
)

_milestones = (
    select(func.count()).where(col(Task.case_id) == col(Case.id)).correlate(Case).scalar_subquery()
)
_open = (
    select(func.count())
    .where(col(Task.case_id) == col(Case.id), col(Task.done_at).is_(None))
    .correlate(Case)
    .scalar_subquery()
)

BEGUN_WITH_MILESTONES = Guard(
    key="begun_with_milestones",
    clause="FG-F1",
    source=ORGANISATION,
    title=Text("明确节点后方可实施", "A project begins once it has milestones"),
    workflow="projects",
    actions=("begin",),
    refuse_if=_milestones < F.milestones.sql(Integer()),
    because=Text("请先明确项目节点", "Set its milestones first"),
    reads=(F.milestones,),
)

COMPLETED_WITH_ALL_MILESTONES = Guard(
    key="completed_with_milestones",
    clause="FG-F1",
    source=ORGANISATION,
    title=Text("节点全部完成后验收", "A project is completed once all its milestones are"),
    workflow="projects",
    actions=("complete",),
    refuse_if=_open > 0,
    because=Text("还有节点没有完成", "Some milestones are still open"),
)

MILESTONES_IN_TIME = Deadline(
    key="milestones_in_time",
    clause="FG-F1",
    source=ORGANISATION,
    title=Text("项目节点按期完成", "Milestones are reached in time"),
    workflow="projects",
    starts=handed_out(),
    ends=finished(),
    then="overdue",
)

_budget = total(
    col(CaseFacts.budget),
    by=col(Case.unit_id),
    on=col(Case.submitted_at),
    where=(col(Case.channel) == WORK_PROJECT.code) & col(Case.unit_id).is_not(None),
    joins=((Case, col(Case.id) == col(CaseFacts.case_id)),),
)

BUDGET_BY_LINE = Indicator(
    key="budget_by_line",
    clause="FG-F1",
    source=ORGANISATION,
    title=Text("各科目工作经费", "Budget by line"),
    value=_budget,
    unit_of_measure=YUAN,
    split=(col(CaseFacts.budget_line),),
    per="year",
)

WITHIN_THE_FUND = Indicator(
    key="within_the_fund",
    clause="FG-F1",
    source=ORGANISATION,
    title=Text("专项工作经费", "The fund of the work"),
    value=_budget,
    unit_of_measure=YUAN,
    every=units("county"),
    target=F.fund,
    at_most=True,
    per="year",
)

PROJECT_RULES = (
    PROJECTS,
    A_BUDGET_IS_AN_AMOUNT,
    BEGUN_WITH_MILESTONES,
    COMPLETED_WITH_ALL_MILESTONES,
    MILESTONES_IN_TIME,
    BUDGET_BY_LINE,
    WITHIN_THE_FUND,
)
