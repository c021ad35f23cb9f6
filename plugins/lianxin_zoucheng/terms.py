"""Zoucheng's words."""

from lianxin.language import Text
from lianxin.rules import Term

OPINION_CHANNELS = (
    Term("public_line", Text("书记市长公开电话", "The secretary's and mayor's public line")),
    Term("public_mailbox", Text("书记市长电子信箱", "The secretary's and mayor's mailbox")),
    Term("leader_message", Text("市级领导手机短信", "City leaders' text messages")),
    Term("radio_hotline", Text("行风热线", "The radio hotline")),
)

WAYS = (
    Term("answer_at_once", Text("直接答复", "Answer at once")),
    Term("three_way_call", Text("三方通话", "Three-way call")),
    Term("keep", Text("留存", "Keep")),
    Term("pass_for_reading", Text("转阅", "Pass for reading")),
    Term("pass_for_handling", Text("转处", "Pass for handling")),
    Term("submit_to_leader", Text("报领导阅批", "Submit to a leader")),
    Term("discipline", Text("转纪委", "Pass to discipline inspection")),
)

INSTRUCTIONS = (
    Term("handle", Text("交有关单位办理", "To be handled")),
    Term("answer", Text("直接答复", "To be answered")),
    Term("keep", Text("留存", "To be kept")),
)

CATEGORIES = (
    Term("water", Text("供水", "Water supply")),
    Term("power", Text("供电", "Power supply")),
    Term("roads", Text("道路交通", "Roads and traffic")),
    Term("noise", Text("噪声扰民", "Noise")),
    Term("environment", Text("环境卫生", "Environment")),
    Term("subsistence", Text("低保救助", "Subsistence allowance")),
    Term("land", Text("土地宅基地", "Land and homesteads")),
    Term("education", Text("教育", "Education")),
    Term("medical", Text("医疗", "Medical care")),
    Term("labour", Text("劳动就业", "Labour and jobs")),
    Term("housing", Text("住房物业", "Housing")),
    Term("conduct", Text("干部作风", "Officials' conduct")),
    Term("other", Text("其他", "Other")),
)

# --- villages

FIRST_SECRETARY = Term("first_secretary", Text("第一书记", "First secretary"))
TEAM_MEMBER = Term("team_member", Text("驻村队员", "Member of the village team"))
LIAISON_POLICE = Term("liaison_police", Text("联村民警", "Liaison police officer"))
LIVELIHOOD_AGENT = Term("livelihood_agent", Text("民生代办员", "Livelihood agent"))

VILLAGE_POSTS = (FIRST_SECRETARY, TEAM_MEMBER, LIAISON_POLICE, LIVELIHOOD_AGENT)

STATIONED = (FIRST_SECRETARY, TEAM_MEMBER)
"""驻村干部: whom the source has interview households and take part in decisions."""

SECONDMENT_OFFICE = Term("secondment_office", Text("下派工作办公室", "Seconded-work office"))

VILLAGE_WORK = Term("village_work", Text("驻村工作", "Work in the village"))
AGENT_DUTY = Term("agent_duty", Text("坐班", "Day of duty"))
INTERVIEW = Term("interview", Text("入户访谈", "Household interview"))

VILLAGE_DECISION = Term("village_decision", Text("村级决策会议", "Village decision meeting"))

VILLAGE_ENCOUNTERS = (VILLAGE_WORK, AGENT_DUTY, INTERVIEW, VILLAGE_DECISION)

RECALLED = Term("recalled_for_training", Text("召回培训", "Recalled for training"))
REPLACED = Term("replaced", Text("重新选派", "Replaced"))
COMMENDED = Term("commended", Text("表彰奖励", "Commended"))

OFFICER_CONSEQUENCES = (RECALLED, REPLACED, COMMENDED)

YUAN = Term("yuan", Text("元", "yuan"))

SUPPORT_KINDS = (
    Term("fund", Text("专项经费", "Yearly fund")),
    Term("venue", Text("活动场所改造", "Venue rebuilt")),
    Term("computer", Text("电脑购置", "Computers")),
    Term("reward", Text("以奖代补", "Reward for a weak village")),
)

HOUSEHOLD_LINK = Term("household_link", Text("联系农户", "Linked household"))

ERRAND = Term("errand", Text("民生代办", "Errand"))
VILLAGE_PROBLEM = Term("village_problem", Text("村级问题", "Problem of a village"))
SUBSISTENCE_APPLICATION = Term(
    "subsistence_application", Text("低保申请", "Application for subsistence allowance")
)

VILLAGE_CHANNELS = (ERRAND, VILLAGE_PROBLEM, SUBSISTENCE_APPLICATION)

ERRAND_RESULTS = (
    Term("done", Text("已办成", "Done")),
    Term("refused", Text("部门不予办理", "Refused by the department")),
    Term("withdrawn", Text("委托人撤回", "Withdrawn")),
)

PROBLEM_WAYS = (
    Term("on_the_spot", Text("就地解决", "On the spot")),
    Term("joint_session", Text("提交会办", "By a joint session")),
)

WATCH_OPINIONS = (
    Term("agrees", Text("无异议", "Agrees")),
    Term("objects", Text("有异议", "Objects")),
)

DECISIONS = (
    Term("approved", Text("批准", "Approved")),
    Term("rejected", Text("不予批准", "Rejected")),
)

LINE_DUTY = Term("line_duty", Text("领导接听公开电话", "A leader answers the public line"))
GOVERNMENT_LEADER = Term("government_leader", Text("市政府领导班子成员", "Government leader"))

# --- departments

ITEM_KINDS = (
    Term("approval", Text("审批", "Approval")),
    Term("licence", Text("许可", "Licence")),
    Term("registration", Text("登记", "Registration")),
    Term("verification", Text("核准", "Verification")),
)

ITEM_WAYS = (
    Term("approved", Text("审批办理", "Approved")),
    Term("filed", Text("备案办理", "Filed")),
)

DAY_KINDS = (
    Term("working", Text("工作日", "Working days")),
    Term("calendar", Text("自然日", "Calendar days")),
)

PENALTY_DEGREES = (
    Term("waived", Text("首违不罚", "First offence waived")),
    Term("first", Text("首次", "First offence")),
    Term("lighter", Text("从轻处罚", "Lighter")),
    Term("heavier", Text("从重处罚", "Heavier")),
)

FUNCTION_AIMS = (
    Term("development", Text("服务发展", "Development")),
    Term("stability", Text("维护稳定", "Stability")),
    Term("livelihood", Text("保障民生", "Livelihood")),
)

COMMITMENT_SIDES = (
    Term("public", Text("向社会承诺", "To the public")),
    Term("superior", Text("向市委市政府承诺", "To the city")),
)

SERVICE_OBJECT = Term("service_object", Text("服务对象", "Service object"))

ANSWER_WAYS = (
    Term("form", Text("问卷", "Form")),
    Term("phone", Text("电话访问", "Telephone")),
)

PROMOTION_QUOTA = Term("promotion_quota", Text("次年提拔重用名额", "Promotion quota next year"))
CRITICISM = Term("criticism", Text("通报批评", "Criticised in public"))
VETO = Term("veto", Text("一票否决", "Barred"))
ACTING_HEAD = Term("acting_head", Text("主要负责人“代理”", "Its head becomes acting"))
YELLOW_CARD = Term("yellow_card", Text("黄牌警示", "Yellow card"))
ADMONITION = Term("admonition", Text("诫勉谈话", "Admonition"))
INTERVIEW_TALK = Term("interview_talk", Text("约谈", "Interview"))
HELD_TO_ACCOUNT = Term("held_to_account", Text("问责", "Held to account"))
SUSPENSION = Term("suspension", Text("停职检查", "Suspension"))

CONSEQUENCES = (
    PROMOTION_QUOTA,
    CRITICISM,
    VETO,
    ACTING_HEAD,
    YELLOW_CARD,
    ADMONITION,
    INTERVIEW_TALK,
    HELD_TO_ACCOUNT,
    SUSPENSION,
)

TOUR = Term("tour", Text("巡察", "Tour of inspection"))
YEAR_END_REVIEW = Term("year_end_review", Text("年底考察", "Year-end review"))
FULL_SUPERVISION = Term("full_supervision", Text("全面督查", "Full supervision"))
RANDOM_SUPERVISION = Term("random_supervision", Text("随机抽查", "Random supervision"))
UNFULFILLED_WORK = Term("unfulfilled_work", Text("未落实工作推进会", "On unfulfilled work"))

SUPERVISION_ENCOUNTERS = (
    TOUR,
    YEAR_END_REVIEW,
    FULL_SUPERVISION,
    RANDOM_SUPERVISION,
    UNFULFILLED_WORK,
)

ORGANISATION_OFFICER = Term("organisation_officer", Text("组织部门人员", "Organisation officer"))
DISCIPLINE_OFFICER = Term("discipline_officer", Text("纪检部门人员", "Discipline officer"))
SUPERVISION_OFFICER = Term("supervision_officer", Text("督查部门人员", "Supervision officer"))

SUPERVISORS = (ORGANISATION_OFFICER, DISCIPLINE_OFFICER, SUPERVISION_OFFICER)

LISTED_MATTER = Term("listed_matter", Text("挂号督办事项", "Matter under listed supervision"))
JOINT_APPLICATION = Term("joint_application", Text("多部门联办事项", "Item of several departments"))

DEPARTMENT_CHANNELS = (LISTED_MATTER, JOINT_APPLICATION)

APPLICATION_RESULTS = (
    Term("granted", Text("准予", "Granted")),
    Term("denied", Text("不予", "Denied")),
)
