"""ZC-B2: filing instead of approval, the shortest limit, and departments that overlap."""

from sqlalchemy import exists, func, or_, select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    DAY,
    Action,
    Guard,
    Indicator,
    Input,
    Phase,
    Step,
    Workflow,
    by,
    recording,
    value_of,
)
from lianxin.tables import Case, Task
from lianxin_zoucheng.sources import DEPARTMENTS
from lianxin_zoucheng.tables import DutyItem, OpinionFacts
from lianxin_zoucheng.terms import APPLICATION_RESULTS, JOINT_APPLICATION

WHAT_CAN_BE_FILED_IS_NOT_APPROVED = Guard(
    key="filed_not_approved",
    clause="ZC-B2",
    source=DEPARTMENTS,
    title=Text("能备案的不再审批", "What can be filed is not approved"),
    actions=(recording("duty_catalogue"),),
    refuse_if=col(DutyItem.can_be_filed) & (col(DutyItem.way) == "approved"),
    because=Text("该事项能备案，请改为备案办理", "Filing it would do: have it filed"),
)

SHORTEST_LIMIT = Guard(
    key="shortest_limit",
    clause="ZC-B2",
    source=DEPARTMENTS,
    title=Text("必须审批的按最低时限办理", "What is approved takes the shortest limit"),
    actions=(recording("duty_catalogue"),),
    refuse_if=(col(DutyItem.way) == "approved")
    & or_(
        col(DutyItem.days) > col(DutyItem.lowest_days),
        col(DutyItem.days) > col(DutyItem.days_before),
    ),
    because=Text(
        "时限长于最低时限（或简化前的时限），请缩短",
        "The limit is longer than the shortest one (or than before): shorten it",
    ),
)

SHORTEST_IS_KNOWN = Guard(
    key="shortest_is_known",
    clause="ZC-B2",
    source=DEPARTMENTS,
    title=Text("必须审批的写明最低时限或简化前的时限", "What is approved says how short it can be"),
    actions=(recording("duty_catalogue"),),
    refuse_if=(col(DutyItem.way) == "approved")
    & col(DutyItem.lowest_days).is_(None)
    & col(DutyItem.days_before).is_(None),
    because=Text(
        "请写明最低时限（lowestDays）或简化前的时限（daysBefore）",
        "Give the shortest limit possible (lowestDays), or the one before (daysBefore)",
    ),
)

_undone = exists().where(col(Task.case_id) == col(Case.id), col(Task.done_at).is_(None))

JOINT_APPLICATIONS = Workflow(
    key="joint_applications",
    clause="ZC-B2",
    source=DEPARTMENTS,
    title=Text(
        "多部门协同办理：压茬推进", "Items of several departments, one overlapping the next"
    ),
    channels=frozenset({JOINT_APPLICATION.code}),
    facts=OpinionFacts,
    steps=(
        Step("applied", Text("收件", "Applied"), Phase.INTAKE),
        Step("planned", Text("并联办理", "Under way"), Phase.HANDLING),
        Step("answered", Text("办结", "Answered"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "plan",
            Text("分派各部门环节", "Share out among departments"),
            by("clerk", "supervisor", unit=True),
            sources=("applied", "planned"),
            to="planned",
            inputs=(
                Input(
                    "parts",
                    Text("各部门环节（可压茬）", "Each department's part; they may overlap"),
                    "tasks",
                    needs=("who", "starts_on", "due_on"),
                ),
            ),
            actor_becomes=("responsible",),
        ),
        Action(
            "answer",
            Text("办结", "Answer"),
            by("clerk", "supervisor", unit=True, responsible=True),
            sources=("planned",),
            to="answered",
            inputs=(
                Input(
                    "result",
                    Text("结果", "Result"),
                    "choice",
                    choices=APPLICATION_RESULTS,
                    sets="application_result",
                ),
            ),
            note_required=True,
        ),
        Action(
            "note",
            Text("备注", "Add a note"),
            by("clerk", "supervisor", unit=True, responsible=True),
            note_required=True,
        ),
    ),
)

EVERY_PART_IS_DONE = Guard(
    key="every_part_is_done",
    clause="ZC-B2",
    source=DEPARTMENTS,
    title=Text("各部门环节办完方可办结", "Answered once every department is done"),
    workflow="joint_applications",
    actions=("answer",),
    refuse_if=_undone,
    because=Text("还有部门的环节没有办完", "There is a part that a department has not done"),
)

_saved = col(DutyItem.days_before) - col(DutyItem.days)

WORKING_DAYS_SAVED = Indicator(
    key="working_days_saved",
    clause="ZC-B2",
    source=DEPARTMENTS,
    title=Text("压缩审批时限（工作日）", "Working days saved"),
    value=value_of(
        select(col(DutyItem.unit_id).label("key"), func.sum(_saved).label("n"))
        .where(col(DutyItem.days_before).is_not(None), col(DutyItem.count) == "working")
        .group_by(col(DutyItem.unit_id)),
        reads=("record:zoucheng_duty_item",),
    ),
    unit_of_measure=DAY,
    per="year",
)

SIMPLER_RULES = (
    WHAT_CAN_BE_FILED_IS_NOT_APPROVED,
    SHORTEST_LIMIT,
    SHORTEST_IS_KNOWN,
    JOINT_APPLICATIONS,
    EVERY_PART_IS_DONE,
    WORKING_DAYS_SAVED,
)
