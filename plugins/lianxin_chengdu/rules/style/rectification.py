"""CD-D4: eleven actions in seven fields, each with an owner, its progress and its result."""

from sqlalchemy import Integer, func
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Action,
    Guard,
    Indicator,
    Input,
    Phase,
    Step,
    Workflow,
    by,
    counted,
    figures,
    given,
    units,
)
from lianxin.tables import Case
from lianxin_chengdu.settings import StyleSettings
from lianxin_chengdu.sources import STYLE
from lianxin_chengdu.tables import CaseFacts
from lianxin_chengdu.terms import RECTIFICATION, RECTIFICATION_FIELDS

F = figures(StyleSettings)
ALL = 100

RECTIFICATIONS = Workflow(
    key="rectifications",
    clause="CD-D4",
    source=STYLE,
    title=Text("正风肃纪活动：责任人、进展、成效", "Rectification: an owner, progress, a result"),
    channels=frozenset({RECTIFICATION.code}),
    facts=CaseFacts,
    steps=(
        Step("planned", Text("部署", "Planned"), Phase.INTAKE),
        Step("under_way", Text("推进", "Under way"), Phase.HANDLING),
        Step("rectified", Text("完成", "Rectified"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "own",
            Text("明确责任", "Name its owner"),
            by("supervisor", "leader"),
            sources=("planned", "under_way"),
            to="under_way",
            inputs=(
                Input("unit", Text("责任单位", "Unit"), "unit", sets="case.unit_id"),
                Input("owner", Text("责任人", "Owner"), "person", sets="case.handler_id"),
            ),
            actor_becomes=("supervisor",),
        ),
        Action(
            "report_progress",
            Text("报告进展", "Report progress"),
            by("supervisor", handler=True),
            sources=("under_way",),
            inputs=(
                Input("progress", Text("进度（%）", "Percent done"), "number", sets="progress"),
            ),
            note_required=True,
        ),
        Action(
            "rectify",
            Text("完成", "Complete"),
            by("supervisor", handler=True),
            sources=("under_way",),
            to="rectified",
            inputs=(Input("result", Text("成效", "Result"), sets="result"),),
        ),
    ),
)

AN_ACTION_IS_IN_ONE_OF_THE_FIELDS = Guard(
    key="action_in_a_field",
    clause="CD-D4",
    source=STYLE,
    title=Text("活动属于七个方面之一", "An action belongs to one of the seven fields"),
    workflow="rectifications",
    actions=("submit",),
    refuse_if=col(Case.category).is_(None)
    | col(Case.category).not_in([field.code for field in RECTIFICATION_FIELDS]),
    because=Text("请写明属于哪一方面（category）", "Say to which field it belongs (category)"),
)

PROGRESS_GROWS_TO_A_HUNDRED = Guard(
    key="progress_grows",
    clause="CD-D4",
    source=STYLE,
    title=Text("进展以百分比计，不倒退", "Progress is a percentage and does not shrink"),
    workflow="rectifications",
    actions=("report_progress",),
    refuse_if=(given("progress", Integer()) < func.coalesce(col(CaseFacts.progress), 0))
    | (given("progress", Integer()) > ALL),
    because=Text("进度应不低于上次，不高于 100", "Progress is no less than before, at most 100"),
)

RECTIFIED_WHEN_ALL_IS_DONE = Guard(
    key="rectified_when_done",
    clause="CD-D4",
    source=STYLE,
    title=Text("进度 100% 方为完成", "Completed when all is done"),
    workflow="rectifications",
    actions=("rectify",),
    refuse_if=func.coalesce(col(CaseFacts.progress), 0) < ALL,
    because=Text("进度未到 100%", "Not all of it is done yet"),
)

ELEVEN_ACTIONS = Indicator(
    key="rectification_actions",
    clause="CD-D4",
    source=STYLE,
    title=Text("正风肃纪活动项数", "Rectification actions by field"),
    value=counted(
        Case, where=(col(Case.channel) == RECTIFICATION.code) & col(Case.unit_id).is_not(None)
    ),
    every=units("city"),
    target=F.rectification_actions,
    split=(col(Case.category),),
)

RECTIFICATION_RULES = (
    RECTIFICATIONS,
    AN_ACTION_IS_IN_ONE_OF_THE_FIELDS,
    PROGRESS_GROWS_TO_A_HUNDRED,
    RECTIFIED_WHEN_ALL_IS_DONE,
    ELEVEN_ACTIONS,
)
