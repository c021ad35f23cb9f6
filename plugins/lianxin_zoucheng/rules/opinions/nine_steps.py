"""C 社情民意三个平台: residents' opinions, from the first call to the archive."""

from sqlalchemy import func, or_, select
from sqlmodel import col

from lianxin.builtin.words import COMMON_WORDS
from lianxin.language import Text
from lianxin.rules import (
    Action,
    Input,
    Phase,
    Returning,
    Step,
    Workflow,
    by,
    figures,
)
from lianxin.tables import Case, CaseUnit
from lianxin_zoucheng.settings import OpinionSettings
from lianxin_zoucheng.sources import DEPARTMENTS, OPINIONS
from lianxin_zoucheng.tables import DutyItem, OpinionFacts
from lianxin_zoucheng.terms import CATEGORIES, INSTRUCTIONS, OPINION_CHANNELS, WAYS

F = figures(OpinionSettings)

_way = col(OpinionFacts.way)
_instruction = col(OpinionFacts.instruction)
_units_concerned = (
    select(func.count())
    .select_from(CaseUnit)
    .where(col(CaseUnit.case_id) == col(Case.id))
    .correlate(Case)
    .scalar_subquery()
)

CONCERNS_SEVERAL_UNITS = _units_concerned >= F.consult_units.sql()
IS_HANDLED = or_(
    _way.in_(["pass_for_handling", "discipline"]),
    (_way == "submit_to_leader") & (_instruction == "handle"),
)
IS_ANSWERED = or_(
    IS_HANDLED,
    _way.in_(["answer_at_once", "three_way_call"]),
    (_way == "submit_to_leader") & (_instruction == "answer"),
)

RETURNING = Returning(
    workflow="nine_steps",
    clause="ZC-B1",
    source=DEPARTMENTS,
    duties=DutyItem,
    steps=("assigned",),
    within=F.return_days,
    most=F.returns,
)

NINE_STEPS = Workflow(
    key="nine_steps",
    clause="ZC-C2",
    source=OPINIONS,
    title=Text("受理、分类、会商、交办、督办、反馈、回访、统计分析、归档九步", "Nine steps"),
    channels=frozenset(channel.code for channel in OPINION_CHANNELS),
    facts=OpinionFacts,
    steps=(
        Step("received", Text("来件", "Received"), Phase.INTAKE),
        Step("accepted", Text("受理", "Accepted"), Phase.INTAKE),
        Step("classified", Text("分类", "Classified"), Phase.TRIAGE),
        Step(
            "consulted",
            Text("会商", "Consulted on"),
            Phase.CONSULTATION,
            applies=CONCERNS_SEVERAL_UNITS & ~_way.in_(["keep", "pass_for_reading"]),
        ),
        Step(
            "instructed",
            Text("领导阅批", "Instructed by a leader"),
            Phase.CONSULTATION,
            applies=_way == "submit_to_leader",
        ),
        Step("assigned", Text("交办", "Assigned"), Phase.HANDLING, applies=IS_HANDLED),
        Step("supervised", Text("督办", "Supervised"), Phase.SUPERVISION, applies=IS_HANDLED),
        Step("reported_back", Text("反馈", "Reported back"), Phase.ANSWERED, applies=IS_ANSWERED),
        Step(
            "called_back",
            Text("回访", "Called back"),
            Phase.FOLLOW_UP,
            applies=col(Case.contactable) & IS_ANSWERED,
        ),
        Step("analysed", Text("统计分析", "Analysed"), Phase.FOLLOW_UP, applies=IS_ANSWERED),
        Step("archived", Text("归档", "Archived"), Phase.CLOSED, terminal=True),
    ),
    actions=(
        Action(
            "accept",
            Text("受理", "Accept"),
            by("clerk"),
            sources=("received",),
            to="accepted",
            inputs=(
                Input(
                    "acceptance_opinion",
                    Text("受理意见", "Acceptance opinion"),
                    required=False,
                    sets="acceptance_opinion",
                ),
            ),
            actor_becomes=("responsible",),
            clears=("case.offered_to_id",),
        ),
        Action(
            "classify",
            Text("分类", "Classify"),
            by("clerk", responsible=True),
            sources=("accepted", "classified"),
            to="classified",
            inputs=(
                Input("way", Text("办理方式", "Way"), "choice", choices=WAYS, sets="way"),
                Input(
                    "category",
                    Text("类型", "Category"),
                    "choice",
                    required=False,
                    choices=CATEGORIES,
                    sets="case.category",
                ),
                Input(
                    "units",
                    Text("涉及单位", "Units concerned"),
                    "units",
                    required=False,
                    sets="case.units",
                ),
                Input(
                    "discipline_unit",
                    Text("纪检机关", "Discipline inspection"),
                    "unit",
                    required=False,
                    sets="case.confined_to_id",
                    help=Text("只在转纪委时填写", "Only when passed to discipline inspection"),
                ),
            ),
        ),
        Action(
            "consult",
            Text("会商", "Consult"),
            by("clerk", "supervisor", "leader"),
            sources=("classified",),
            to="consulted",
            inputs=(
                Input("decision", Text("会商决定", "Decision"), sets="decision"),
                Input("people", Text("会商人员", "Who took part"), "people"),
            ),
        ),
        Action(
            "instruct",
            Text("领导阅批", "Instruct"),
            by("leader"),
            sources=("classified", "consulted"),
            to="instructed",
            inputs=(
                Input(
                    "instruction",
                    Text("批示意见", "Instruction"),
                    "choice",
                    choices=INSTRUCTIONS,
                    sets="instruction",
                ),
            ),
        ),
        Action(
            "assign",
            Text("交办", "Assign"),
            by("clerk", "supervisor", unit=True),
            sources=("classified", "consulted", "instructed", "assigned"),
            to="assigned",
            inputs=(
                Input("unit", Text("承办单位", "Unit"), "unit", sets="case.unit_id"),
                Input(
                    "handler",
                    Text("承办人", "Handler"),
                    "person",
                    required=False,
                    sets="case.handler_id",
                ),
            ),
        ),
        *RETURNING.actions,
        Action(
            "supervise",
            Text("督办", "Supervise"),
            by("supervisor", unit=True),
            sources=("assigned",),
            to="supervised",
            actor_becomes=("supervisor",),
        ),
        Action(
            "escalate",
            Text("逾期自动转督办", "Escalated to supervision"),
            by(system=True),
            sources=("assigned", "supervised"),
            to="supervised",
        ),
        Action(
            "report_back",
            Text("反馈", "Report back"),
            by("clerk", handler=True, unit=True),
            sources=("classified", "consulted", "instructed", "supervised"),
            to="reported_back",
            note_required=True,
        ),
        Action(
            "call_back",
            Text("回访", "Call back"),
            by("clerk"),
            sources=("reported_back",),
            to="called_back",
            inputs=(
                Input(
                    "satisfaction",
                    Text("满意度", "Satisfaction"),
                    "choice",
                    choices=COMMON_WORDS["satisfaction"],
                    sets="case.satisfaction",
                ),
                Input(
                    "reasonable",
                    Text("诉求是否合理", "Reasonable appeal"),
                    "boolean",
                    sets="reasonable",
                ),
                Input(
                    "reasonable_ground",
                    Text("认定理由", "Ground"),
                    required=False,
                    sets="reasonable_ground",
                ),
            ),
        ),
        Action(
            "send_back",
            Text("回访不满意，退回重办", "Sent back after the call"),
            by("clerk"),
            sources=("reported_back", "called_back"),
            to="assigned",
            note_required=True,
            reopens=True,
        ),
        Action(
            "classify_again",
            Text("答复不满意，退回重新分类", "Sent back to be classified again"),
            by("clerk"),
            sources=("reported_back", "called_back"),
            to="classified",
            note_required=True,
            reopens=True,
        ),
        Action(
            "analyse",
            Text("统计分析", "Analyse"),
            by("clerk", "supervisor"),
            sources=("reported_back", "called_back"),
            to="analysed",
            inputs=(
                Input("analysis", Text("分析意见", "Analysis"), required=False, sets="analysis"),
            ),
        ),
        Action(
            "archive",
            Text("归档", "Archive"),
            by("clerk", "supervisor"),
            sources=("classified", "instructed", "analysed"),
            to="archived",
        ),
        Action(
            "pass_on",
            Text("转交首问责任", "Offer responsibility to another"),
            by(responsible=True),
            inputs=(
                Input("person", Text("接手人", "To whom"), "person", sets="case.offered_to_id"),
            ),
        ),
        Action(
            "take_over",
            Text("接受首问责任", "Take over responsibility"),
            by("clerk", "handler", "supervisor"),
            actor_becomes=("responsible",),
            clears=("case.offered_to_id",),
        ),
        Action(
            "note",
            Text("备注", "Add a note"),
            by("clerk", "supervisor", "leader", handler=True, unit=True),
            note_required=True,
        ),
    ),
)
