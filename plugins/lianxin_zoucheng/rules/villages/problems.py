"""ZC-A9: what can be settled is settled on the spot; the rest goes to a joint session 会办."""

from sqlalchemy import exists
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Action,
    Deadline,
    Guard,
    Input,
    Phase,
    Step,
    Workflow,
    by,
    finished,
    handed_out,
)
from lianxin.tables import Case, Meeting, MeetingCase, Task
from lianxin_zoucheng.rules.villages.officers import names_its_village
from lianxin_zoucheng.sources import VILLAGES
from lianxin_zoucheng.tables import OpinionFacts
from lianxin_zoucheng.terms import PROBLEM_WAYS, VILLAGE_PROBLEM

GOES_TO_A_JOINT_SESSION = col(OpinionFacts.problem_way) == "joint_session"

JOINT_SESSIONS = Workflow(
    key="joint_sessions",
    clause="ZC-A9",
    source=VILLAGES,
    title=Text(
        "能解决的就地解决，不能解决的提交会办", "Settled on the spot, or by a joint session"
    ),
    channels=frozenset({VILLAGE_PROBLEM.code}),
    facts=OpinionFacts,
    steps=(
        Step("found", Text("发现问题", "Found"), Phase.INTAKE),
        Step("judged", Text("研判", "Judged"), Phase.TRIAGE),
        Step(
            "joint_session",
            Text("集中会办", "Joint session"),
            Phase.CONSULTATION,
            applies=GOES_TO_A_JOINT_SESSION,
        ),
        Step(
            "carried_out",
            Text("落实", "Carried out"),
            Phase.HANDLING,
            applies=GOES_TO_A_JOINT_SESSION,
        ),
        Step("settled", Text("解决", "Settled"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "judge",
            Text("研判", "Judge"),
            by("clerk", "supervisor", unit=True),
            sources=("found", "judged"),
            to="judged",
            inputs=(
                Input(
                    "way",
                    Text("解决方式", "How it is settled"),
                    "choice",
                    choices=PROBLEM_WAYS,
                    sets="problem_way",
                ),
            ),
        ),
        Action(
            "hold_joint_session",
            Text("会办", "Hold the joint session"),
            by("clerk", "supervisor", "leader"),
            sources=("judged", "joint_session"),
            to="joint_session",
            inputs=(
                Input("people", Text("参加会办人员", "Who took part"), "people"),
                Input(
                    "tasks",
                    Text("谁、做什么、何时完成", "Who does what by when"),
                    "tasks",
                    needs=("who", "due_on"),
                ),
            ),
            note_required=True,
        ),
        Action(
            "carry_out",
            Text("转入落实", "Carry it out"),
            by("clerk", "supervisor", unit=True),
            sources=("joint_session",),
            to="carried_out",
        ),
        Action(
            "escalate",
            Text("任务逾期，转督办", "Escalated: a task is overdue"),
            by(system=True),
            sources=("joint_session", "carried_out"),
        ),
        Action(
            "settle",
            Text("解决", "Settle"),
            by("clerk", "supervisor", unit=True),
            sources=("judged", "carried_out"),
            to="settled",
            note_required=True,
        ),
        Action(
            "note",
            Text("备注", "Add a note"),
            by("clerk", "supervisor", "leader", unit=True),
            note_required=True,
        ),
    ),
)

_of_the_case = col(Task.case_id) == col(Case.id)

SETTLED_WHEN_ALL_TASKS_ARE_DONE = Guard(
    key="tasks_done_before_settling",
    clause="ZC-A9",
    source=VILLAGES,
    title=Text(
        "会办交办的任务全部完成后方可办结", "Settled once every task of the session is done"
    ),
    workflow="joint_sessions",
    actions=("settle",),
    refuse_if=exists().where(_of_the_case, col(Task.done_at).is_(None)),
    because=Text("会办确定的任务尚未全部完成", "Tasks of the joint session are not done yet"),
)

_session = (
    (col(MeetingCase.case_id) == col(Case.id))
    & (col(Meeting.id) == col(MeetingCase.meeting_id))
    & (col(Meeting.kind) == "joint_session")
)

THE_SESSION_IS_ON_RECORD = Guard(
    key="session_on_record",
    clause="ZC-A9",
    source=VILLAGES,
    title=Text("会办须有会议记录", "The joint session is on record as a meeting"),
    workflow="joint_sessions",
    actions=("carry_out",),
    refuse_if=GOES_TO_A_JOINT_SESSION & ~exists().where(_session),
    because=Text(
        "请先登记会办会议（recordMeeting,joint_session）并关联该问题",
        "Record the joint session first (recordMeeting, joint_session), with this case",
    ),
)

TASKS_ARE_DONE_IN_TIME = Deadline(
    key="tasks_in_time",
    clause="ZC-A9",
    source=VILLAGES,
    title=Text("会办交办的任务按期完成，逾期转督办", "Tasks of the session are done in time"),
    workflow="joint_sessions",
    starts=handed_out(),
    ends=finished(),
    then="escalate",
)

PROBLEMS_NAME_THEIR_VILLAGE = names_its_village("joint_sessions", "ZC-A9")

PROBLEM_RULES = (
    JOINT_SESSIONS,
    PROBLEMS_NAME_THEIR_VILLAGE,
    THE_SESSION_IS_ON_RECORD,
    SETTLED_WHEN_ALL_TASKS_ARE_DONE,
    TASKS_ARE_DONE_IN_TIME,
)
