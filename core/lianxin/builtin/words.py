"""The words that localities share; plugins add theirs under codes of their own."""

from collections.abc import Mapping

from lianxin.language import Text
from lianxin.rules.workflow import Term


def _terms(**labels: str) -> tuple[Term, ...]:
    """`phone="电话 Telephone"`: the Chinese, a space, the English."""
    return tuple(Term(code, Text(*label.split(" ", 1))) for code, label in labels.items())


CHANNELS = _terms(
    phone="电话 Telephone",
    web="网上 Web",
    counter="窗口来访 In person",
    letter="来信 Letter",
    mail="电子邮件 E-mail",
    message="短信 Text message",
    mention="微博提及 Microblog mention",
    visit="走访 Visit",
    meeting="会议 Meeting",
)

COMMON_WORDS: Mapping[str, tuple[Term, ...]] = {
    "role": _terms(
        public="公众 Public",
        resident="群众 Resident",
        clerk="受理员 Clerk",
        handler="承办人 Handler",
        supervisor="督办员 Supervisor",
        leader="领导 Leader",
        admin="管理员 Administrator",
        auditor="审计员 Auditor",
        security_admin="安全管理员 Security administrator",
        system="系统 System",
    ),
    "unit_kind": _terms(
        province="省 Province",
        city="市 City",
        county="县 County",
        department="部门 Department",
        town="乡镇 Town",
        street="街道 Street office",
        village="村 Village",
        community="社区 Community",
        grid="网格 Grid",
        group="村民小组 Villagers' group",
        branch="党支部 Party branch",
        enterprise="企业 Enterprise",
        centre="中心 Centre",
        window="服务窗口 Service window",
        agency="机构 Agency",
    ),
    "post": _terms(
        principal="主要负责人 Principal",
        deputy="分管负责人 Deputy in charge",
        section_head="科室负责人 Section head",
        clerk="受理员 Clerk",
        handler="承办人 Handler",
        member="工作人员 Staff member",
    ),
    "rank": _terms(
        division="县处级 Division level",
        deputy_division="副县处级 Deputy division level",
        section="乡科级正职 Section level",
        deputy_section="乡科级副职 Deputy section level",
        staff="科员 Staff level",
    ),
    "meeting_kind": _terms(
        meeting="会议 Meeting",
        deliberation="议事协商 Deliberation",
        reception="接待 Reception",
        visit="走访 Visit",
        research="调研 Research trip",
        talk="谈话 Talk",
        duty_hours="值班 Duty hours",
        joint_session="会办 Joint session",
        consultation="会商 Consultation",
    ),
    "participant_role": _terms(
        chair="主持人 Chair",
        host="接待人 Host",
        participant="参加人 Participant",
        visitor="来访人 Visitor",
        recorder="记录人 Recorder",
        observer="列席人 Observer",
    ),
    "liaison_kind": _terms(contact="联系 Contact"),
    "satisfaction": _terms(
        satisfied="满意 Satisfied",
        fairly_satisfied="比较满意 Fairly satisfied",
        basically_satisfied="基本满意 Basically satisfied",
        dissatisfied="不满意 Not satisfied",
    ),
    "mark": _terms(
        in_need="困难户 In need",
        problem="问题户 With a problem",
    ),
    "action": _terms(
        submit="提交 Submit",
        propose="提出 Propose",
        conclude="通过本环节 Conclude",
        open_problem="立题 Open a problem",
        propose_match="提出归并 Propose a match",
        consent_match="同意归并 Consent to a match",
        decline_match="不同意归并 Decline a match",
        leave_match="退出归并 Leave",
        withdraw_match="撤回归并 Withdraw a match",
    ),
    "case_unit_role": _terms(involved="协办 Involved"),
    "motion_step": _terms(
        proposed="已提出 Proposed",
        voting="表决中 Being voted on",
        decided="已决定 Decided",
    ),
    "regulation_operation": _terms(
        established="新建 Established",
        revised="修改完善 Revised",
        abolished="废止 Abolished",
    ),
    "ballot_choice": (
        Term("for", Text("赞成", "For")),
        Term("against", Text("反对", "Against")),
        Term("abstain", Text("弃权", "Abstain")),
    ),
}
