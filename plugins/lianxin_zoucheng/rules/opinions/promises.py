"""What the nine steps promise: five days, first-asked responsibility, consultation, call-backs."""

from sqlalchemy import String, func
from sqlmodel import col

from lianxin.database import Key
from lianxin.language import Text
from lianxin.rules import Deadline, Guard, entered, figures, given, viewer
from lianxin.tables import Case
from lianxin_zoucheng.rules.opinions.nine_steps import (
    CONCERNS_SEVERAL_UNITS,
    IS_ANSWERED,
    IS_HANDLED,
)
from lianxin_zoucheng.settings import OpinionSettings
from lianxin_zoucheng.sources import OPINIONS
from lianxin_zoucheng.tables import OpinionFacts

F = figures(OpinionSettings)

ONE_CENTRE_TAKES_ALL = Guard(
    key="one_centre_takes_all",
    clause="ZC-C1",
    source=OPINIONS,
    title=Text(
        "公开电话、电子信箱、领导短信、行风热线由受理中心集中受理",
        "One centre takes in all four channels",
    ),
    actions=("submit",),
    workflow="nine_steps",
    refuse_if=col(Case.unit_id).is_not(None),
    because=Text(
        "该渠道的事项先由社情民意受理中心集中受理，不直接交给单位",
        "Matters of this channel go to the opinion centre first, not straight to a unit",
    ),
)

ANSWER_WITHIN_FIVE_DAYS = Deadline(
    key="answer_within_five_days",
    clause="ZC-C4",
    source=OPINIONS,
    title=Text("交办事项 5 日内办复", "Assigned matters are answered within 5 days"),
    workflow="nine_steps",
    starts=entered("assigned"),
    ends=entered("reported_back"),
    days=F.answer_days,
    count=F.answer_count,
    from_same_day=F.answer_from_same_day,
    keeps_figures=F.keeps_figures,
    then="escalate",
)

DISCIPLINE_IS_NAMED = Guard(
    key="discipline_is_named",
    clause="ZC-C3",
    source=OPINIONS,
    title=Text("转纪委须指明纪检机关", "Discipline inspection is named"),
    actions=("classify",),
    refuse_if=(given("way") == "discipline") != given("discipline_unit", Key).isnot(None),
    because=Text(
        "转纪委的事项须指明纪检机关；其他方式不得指明",
        "Name the discipline inspection unit when passing a matter to it, and only then",
    ),
)

ANSWERABLE_UNTIL_ACCEPTED = Guard(
    key="answerable_until_accepted",
    clause="ZC-C5",
    source=OPINIONS,
    title=Text("首问负责：他人接受之前仍由首问人负责", "First-asked responsibility"),
    actions=("take_over",),
    refuse_if=func.coalesce(col(Case.offered_to_id), 0)
    != func.coalesce(viewer("person_id", Key), -1),
    because=Text(
        "首问责任只能由被转交的人接受",
        "Responsibility can only be taken over by the person it was offered to",
    ),
)

CONSULT_BEFORE_ASSIGNING = Guard(
    key="consult_before_assigning",
    clause="ZC-C6",
    source=OPINIONS,
    title=Text("涉及多个单位的事项先会商再交办", "Consult before assigning"),
    actions=("assign",),
    refuse_if=CONCERNS_SEVERAL_UNITS & col(OpinionFacts.decision).is_(None),
    because=Text(
        "该事项涉及多个单位，须先会商并记录决定",
        "The matter concerns several units: consult first and record the decision",
    ),
)

CALL_BACK_BEFORE_ARCHIVING = Guard(
    key="call_back_before_archiving",
    clause="ZC-C7",
    source=OPINIONS,
    title=Text("归档前回访当事人", "Call back before archiving"),
    actions=("analyse", "archive"),
    refuse_if=col(Case.contactable) & IS_ANSWERED & col(Case.called_back_at).is_(None),
    because=Text(
        "当事人留有联系方式，尚未回访", "The reporter left a contact and was not called back"
    ),
)

DISSATISFIED_IS_HANDLED_AGAIN = Guard(
    key="dissatisfied_is_handled_again",
    clause="ZC-C7",
    source=OPINIONS,
    title=Text("合理诉求不满意的退回重办", "Dissatisfied with a reasonable appeal: handled again"),
    actions=("call_back",),
    refuse_if=(given("satisfaction") == "dissatisfied") & given("reasonable").is_(True),
    because=Text(
        "合理诉求不满意的须退回重办（send_back；未经交办的用 classify_again）",
        "A reasonable appeal left unsatisfied is sent back (send_back, or classify_again where it "
        "had not been assigned)",
    ),
)

ASSIGNED_ONES_GO_BACK_TO_THEIR_UNIT = Guard(
    key="assigned_ones_go_back",
    clause="ZC-C7",
    source=OPINIONS,
    title=Text("交办过的退回承办单位重办", "What was assigned goes back to its unit"),
    actions=("classify_again",),
    refuse_if=IS_HANDLED,
    because=Text(
        "该事项已交办过，请退回承办单位重办（send_back）",
        "The matter had been assigned: send it back to its unit (send_back)",
    ),
)

UNREASONABLE_HAS_ITS_GROUND = Guard(
    key="unreasonable_has_its_ground",
    clause="ZC-C9",
    source=OPINIONS,
    title=Text("认定诉求不合理须写明理由", "Calling an appeal unreasonable needs a ground"),
    actions=("call_back",),
    refuse_if=given("reasonable").is_(False)
    & (func.trim(func.coalesce(given("reasonable_ground", String()), "")) == ""),
    because=Text(
        "认定诉求不合理的，不计入满意率，须写明理由（reasonable_ground）",
        "What is called unreasonable leaves the rate: state the ground (reasonable_ground)",
    ),
)

PROMISES = (
    ONE_CENTRE_TAKES_ALL,
    ANSWER_WITHIN_FIVE_DAYS,
    DISCIPLINE_IS_NAMED,
    ANSWERABLE_UNTIL_ACCEPTED,
    CONSULT_BEFORE_ASSIGNING,
    CALL_BACK_BEFORE_ARCHIVING,
    DISSATISFIED_IS_HANDLED_AGAIN,
    ASSIGNED_ONES_GO_BACK_TO_THEIR_UNIT,
    UNREASONABLE_HAS_ITS_GROUND,
)
