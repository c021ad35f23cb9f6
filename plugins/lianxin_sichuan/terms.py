"""Sichuan's words."""

from lianxin.language import Text
from lianxin.rules import Term

# --- Kangzhuang

BY_MESSENGER = Term("messenger", Text("民情信使转达", "Passed on by a messenger"))
BY_TEAHOUSE = Term("teahouse", Text("茶馆收集", "Gathered in a teahouse"))
BY_SITE = Term("digital_community", Text("民情数字社区网站", "The community's site"))
ECHO_WALL = Term("echo_wall", Text("民情回音墙", "The echo wall"))
KANGZHUANG_CHANNELS = (BY_MESSENGER, BY_TEAHOUSE, BY_SITE, ECHO_WALL)

MESSENGER = Term("opinion_messenger", Text("民情信使", "Messenger"))
TEAHOUSE_OWNER = Term("teahouse_owner", Text("茶馆老板", "Teahouse owner"))
GRID_LEAD = Term("grid_lead", Text("网格责任人", "Responsible for a grid"))
GRID_MEMBER = Term("grid_member", Text("网格成员", "Member of a grid"))
GRID_PEOPLE = (
    Term("kz_worker", Text("社区工作者", "Community worker")),
    Term("kz_representative", Text("居民代表", "Residents' representative")),
    Term("kz_council", Text("议事会、监事会成员", "Council or supervisory board member")),
    Term("kz_courtyard", Text("院委会成员", "Courtyard committee member")),
    Term("kz_active", Text("党员群众骨干", "Active resident")),
)
"""Who is to belong to a grid."""

KANGZHUANG_POSTS = (MESSENGER, TEAHOUSE_OWNER, GRID_LEAD, GRID_MEMBER, *GRID_PEOPLE)
GRID_VISIT = Term("grid_visit", Text("网格走访", "Visit in a grid"))

# --- Neijiang

GREAT_VISIT = Term("great_visit", Text("大走访", "Great visit"))
OPEN_DAY = Term("open_day", Text("机关公开日", "Open day"))
SERVICE_DAY = Term("service_day", Text("基层奉献日", "Service day"))
GREAT_RECEPTION = Term("great_reception", Text("大接访", "Great reception"))
NEIJIANG_MEETINGS = (GREAT_VISIT, OPEN_DAY, SERVICE_DAY, GREAT_RECEPTION)

RECEIVING_LEADER = Term("receiving_leader", Text("市、县（区）领导", "City or county leader"))
DEPARTMENT_HEAD = Term("department_head", Text("部门负责人", "Head of a department"))
HELPING_CADRE = Term("helping_cadre", Text("帮户干部", "Cadre who helps a household"))
NEIJIANG_POSTS = (RECEIVING_LEADER, DEPARTMENT_HEAD, HELPING_CADRE)

HELD_POINT = Term("held_point", Text("领导挂点", "A leader's point"))
TAKEN_VILLAGE = Term("taken_village", Text("部门包村", "A department's village"))
HELPED_HOUSEHOLD = Term("helped_household", Text("干部帮户", "A cadre's household"))
HELPING_PAIR = Term("helping_pair", Text("结对帮扶", "Helping pair"))
NEIJIANG_LINKS = (HELD_POINT, TAKEN_VILLAGE, HELPED_HOUSEHOLD, HELPING_PAIR)

RECEPTION_MATTER = Term("reception_matter", Text("大接访事项", "Matter of a reception"))

HELP_KINDS = (
    Term("production", Text("生产技术", "Production")),
    Term("schooling", Text("就学", "Schooling")),
    Term("medical", Text("就医", "Medical care")),
    Term("employment", Text("就业", "Employment")),
    Term("housing", Text("住房修缮", "Housing")),
)

# --- Langzhong

DAM_MEETING = Term("dam_meeting", Text("坝坝会", "Open-air meeting"))
SUPERVISOR_ELECTION = Term("supervisor_election", Text("监督员选举会", "Election of supervisors"))
LANGZHONG_MEETINGS = (DAM_MEETING, SUPERVISOR_ELECTION)

REPRESENTATIVE = Term("dam_representative", Text("群众代表", "Residents' representative"))
SUPERVISOR = Term("dam_supervisor", Text("群众监督员", "Residents' supervisor"))
BUILDER = Term("dam_builder", Text("工程实施负责人", "Who runs the works"))
LANGZHONG_POSTS = (REPRESENTATIVE, SUPERVISOR, BUILDER)

PROPOSER = Term("proposer", Text("提出方案人", "Who proposes"))
EXPLAINER = Term("explainer", Text("主讲人", "Who explains"))
WATCHER = Term("watcher", Text("监督人", "Who watches over"))
WORKS_LEAD = Term("works_lead", Text("组织实施人", "Who carries out the works"))
LANGZHONG_ROLES = (PROPOSER, EXPLAINER, WATCHER, WORKS_LEAD)

PLEDGE_KINDS = (
    Term("direct", Text("直接受益", "Benefits directly")),
    Term("indirect", Text("间接受益", "Benefits indirectly")),
    Term("donation", Text("自愿捐助", "Gives of their own will")),
)

# --- Suining

NOT_WIDE = Term("not_wide", Text("不涉及较大范围群众利益", "Touches few"))
WIDE_KINDS = (
    Term("interests", Text("较大范围群众切身利益调整", "Interests of many residents")),
    Term("key_project", Text("重点工程项目建设", "Key project")),
    Term("wide_employment", Text("社会就业", "Employment")),
    Term("emissions", Text("企业排污", "Emissions of enterprises")),
    Term("charges", Text("行政性收费调整", "Administrative charges")),
    Term("insurance", Text("养老、医疗等社会保险制度", "Pensions and insurance")),
    Term("affordable_housing", Text("经济适用住房、廉租住房", "Affordable and low-rent housing")),
    Term("demolition", Text("房屋拆迁、补偿、安置", "Demolition and resettlement")),
)
MATTER_KINDS = (*WIDE_KINDS, NOT_WIDE)

METHODS = (
    Term("questionnaire", Text("问卷调查", "Questionnaire")),
    Term("poll", Text("民意测验", "Poll")),
    Term("forum", Text("座谈", "Forum")),
    Term("home_visits", Text("走访", "Visits")),
    Term("field_research", Text("实地调研", "Field research")),
    Term("experts", Text("专家论证", "Experts")),
    Term("hearing", Text("听证会", "Hearing")),
    Term("media_notice", Text("媒体公示", "Notice in the media")),
)
COUNTING_METHODS = METHODS[:2]
"""Those whose answers are counted: support is a part of the valid ones."""

# --- Guangyuan

LOCAL_MATTER = Term("local_matter", Text("属地事项", "Matter of a place"))
TRACING = Term("tracing", Text("责任倒查", "Tracing back"))
GUANGYUAN_CHANNELS = (LOCAL_MATTER, TRACING)

GUANGYUAN_FIELDS = (
    Term("gy_land", Text("征地拆迁", "Land and demolition")),
    Term("gy_forest", Text("林权纠纷", "Forest rights")),
    Term("gy_labour", Text("劳动保障", "Labour")),
    Term("gy_relocation", Text("移民安置", "Resettlement")),
    Term("gy_environment", Text("环境污染", "Pollution")),
)

DERELICTION = Term("dereliction", Text("失职引发新矛盾", "Dereliction that raised a new dispute"))
BYPASS = Term("bypass_petition", Text("越级上访", "Bypass petition"))
COLLECTIVE = Term("collective_petition", Text("集体上访", "Collective petition"))
MASS_INCIDENT = Term("mass_incident", Text("群体性事件", "Mass incident"))
INCIDENTS = (DERELICTION, BYPASS, COLLECTIVE, MASS_INCIDENT)

CHARGED_LEADER = Term("charged_leader", Text("分管领导", "Leader in charge"))

UNIT_TRACED = Term("unit_traced", Text("倒查责任单位", "The unit is traced"))
LEADER_TRACED = Term("leader_traced", Text("倒查领导责任", "The leader is traced"))
BULLETIN = Term("gy_bulletin", Text("通报", "Bulletin"))
ADMONITION = Term("gy_admonition", Text("约谈诫勉", "Interview and admonition"))
DISCIPLINE = Term("gy_discipline", Text("追责处理", "Disciplinary handling"))
REWARD = Term("year_end_reward", Text("年终奖励", "Reward at the end of the year"))
PENALTY = Term("year_end_penalty", Text("年终惩戒", "Penalty at the end of the year"))
GUANGYUAN_CONSEQUENCES = (
    UNIT_TRACED,
    LEADER_TRACED,
    BULLETIN,
    ADMONITION,
    DISCIPLINE,
    REWARD,
    PENALTY,
)

FINDINGS = (
    Term("to_answer", Text("应予追责", "To answer for it")),
    Term("not_to_answer", Text("不予追责", "Not to answer for it")),
)

# --- Ziyang

PARTY_SECRETARY = Term("pledging_secretary", Text("党组织书记", "Secretary"))
REPORT_MEETING = Term("report_meeting", Text("年终述职测评会", "Report at the end of the year"))
REPORTER = Term("reporting", Text("述职人", "Who reports"))

ON_THE_SPOT = Term("on_the_spot", Text("当场测评", "On the spot"))

RESIDENTS = Term("ziyang_residents", Text("普通群众", "Residents"))
SERVED = Term("ziyang_served", Text("服务对象", "Service objects"))
DELEGATES = Term("ziyang_delegates", Text("两代表一委员", "Delegates"))
ROLLS = (RESIDENTS, SERVED, DELEGATES)

ANSWERS_FOR_RANK = Term("answers_for_rank", Text("评议靠后问责", "Answers for a low rank"))
