"""Chengdu's words."""

from lianxin.language import Text
from lianxin.rules import Term

# --- regulations

FRAMEWORK = Term("framework", Text("总体实施意见（1）", "Framework opinion (1)"))
ASPECT = Term("aspect", Text("方面制度（5）", "Regulation of an aspect (5)"))
DETAIL = Term("detail", Text("实施细则（N）", "Detailed rules of a unit (N)"))

TIERS = (FRAMEWORK, ASPECT, DETAIL)

ASPECTS = (
    Term("close_contact", Text("密切联系群众", "Close contact with residents")),
    Term("formalism", Text("克服形式主义", "Against formalism")),
    Term("thrift", Text("严格厉行节约", "Thrift")),
    Term("three_powers", Text("规范“三权”运行", "Resources, finance and personnel")),
    Term("residents_rights", Text("维护群众权益", "Residents' rights")),
)

PROMINENT_PROBLEM = Term("prominent_problem", Text("突出问题", "Prominent problem"))

PROBLEM_LISTS = (
    Term("central", Text("中央“四风”表现", "Central list of manifestations")),
    Term("province", Text("省委重点问题", "The province's points")),
    Term("city", Text("本市突出问题", "The city's own kinds")),
)

# --- asking

MENTION = Term("mention", Text("微博提及", "Microblog mention"))

MENTION_KINDS = (
    Term("enquiry", Text("咨询办事", "Enquiry")),
    Term("complaint", Text("举报投诉", "Complaint")),
    Term("suggestion", Text("建言献策", "Suggestion")),
)

LEVELS = (
    Term("city", Text("市级", "City")),
    Term("county", Text("县（区）级", "County")),
    Term("township", Text("乡镇街道级", "Township")),
    Term("community", Text("社区级", "Community")),
)

RENEWAL_AREA = Term("renewal_area", Text("改造片区", "Renewal area"))
COMMITTEE_MEMBER = Term(
    "renewal_committee_member", Text("自治改造委员会代表", "Member of the renewal committee")
)
ELECTION = Term("representative_election", Text("推举代表大会", "Election of representatives"))
COMMITTEE_MEETING = Term(
    "renewal_committee_meeting", Text("自治改造委员会会议", "Meeting of the renewal committee")
)

LIVELIHOOD_PROJECT = Term("livelihood_project", Text("为民办实事项目", "Livelihood project"))

LIVELIHOOD_AREAS = (
    Term("livelihood_jobs", Text("就业创业", "Jobs")),
    Term("livelihood_insurance", Text("社会保障", "Social insurance")),
    Term("livelihood_education", Text("教育助学", "Education")),
    Term("livelihood_health", Text("医疗卫生", "Health")),
    Term("livelihood_housing", Text("住房安居", "Housing")),
    Term("livelihood_transport", Text("交通出行", "Transport")),
    Term("livelihood_environment", Text("环境治理", "Environment")),
    Term("livelihood_culture", Text("文化体育", "Culture and sport")),
    Term("livelihood_countryside", Text("农村建设", "Countryside")),
    Term("livelihood_safety", Text("公共安全", "Public safety")),
)

MAJOR_MATTER = Term("major_matter", Text("重大事项", "Major matter"))

QUESTIONS = (
    Term("need", Text("问需于民", "What is needed")),
    Term("advice", Text("问计于民", "How to do it")),
    Term("effect", Text("问效于民", "To what effect")),
)

# --- contact

PARTY_LEADER = Term("party_leader", Text("市级党员领导干部", "City leader, party member"))
COUNTY_LEADER = Term("county_leader", Text("区（市）县领导", "County leader"))
DEPARTMENT_LEADER = Term("department_leader", Text("市级部门领导干部", "Department leader"))
FUNCTIONAL_HEAD = Term(
    "functional_head", Text("职能部门主要或分管负责人", "Head or deputy of a functional department")
)
FUNCTIONAL_MEMBER = Term(
    "functional_member",
    Text("职能部门党员领导班子成员", "Party member of a functional department's leadership"),
)

CONTACT_POSTS = (
    PARTY_LEADER,
    COUNTY_LEADER,
    DEPARTMENT_LEADER,
    FUNCTIONAL_HEAD,
    FUNCTIONAL_MEMBER,
)

ORGAN_BRANCH = Term("organ_branch", Text("机关基层党组织", "Party organisation of an organ"))
PILLAR_ENTERPRISE = Term("pillar_enterprise", Text("支柱产业企业", "Pillar enterprise"))
EMERGING_ENTERPRISE = Term("emerging_enterprise", Text("新兴产业企业", "Emerging enterprise"))
GROWING_ENTERPRISE = Term("growing_enterprise", Text("成长型企业", "Growing enterprise"))
SCHOOL = Term("school", Text("学校", "School"))
WINDOW = "window"
STUDIO = Term("studio", Text("直播间", "Broadcasting studio"))

CONTACT_UNITS = (
    ORGAN_BRANCH,
    PILLAR_ENTERPRISE,
    EMERGING_ENTERPRISE,
    GROWING_ENTERPRISE,
    SCHOOL,
    STUDIO,
)

LEADER_VILLAGE = Term("leader_village", Text("市级领导联系村", "City leader and village"))
DEPARTMENT_VILLAGE = Term("department_village", Text("市级部门联系村", "Department and village"))
DEPARTMENT_STREET = Term("department_street", Text("市级部门联系街道", "Department and street"))
BRANCH_COMMUNITY = Term(
    "branch_community", Text("机关党组织联系社区", "Party organisation and community")
)
LEADER_ENTERPRISE = Term(
    "leader_enterprise", Text("市级领导联系企业", "City leader and enterprise")
)
MEMBER_ENTERPRISE = Term(
    "member_enterprise", Text("班子成员联系成长型企业", "Leadership member and growing enterprise")
)

LINKS = (
    LEADER_VILLAGE,
    DEPARTMENT_VILLAGE,
    DEPARTMENT_STREET,
    BRANCH_COMMUNITY,
    LEADER_ENTERPRISE,
    MEMBER_ENTERPRISE,
)

ENTER_VILLAGE = Term("enter_village", Text("进农村", "In a village"))
ENTER_COMMUNITY = Term("enter_community", Text("进社区", "In a community"))
ENTER_ENTERPRISE = Term("enter_enterprise", Text("进企业", "In an enterprise"))
ENTER_SCHOOL = Term("enter_school", Text("进学校", "In a school"))
ENTER_WINDOW = Term("enter_window", Text("进窗口", "At a service window"))
ENTER_CENTRE = Term("enter_centre", Text("进政务中心", "At the government service centre"))
ENTER_HALL = Term("enter_hall", Text("进接访大厅", "In the petition hall"))
ENTER_STUDIO = Term("enter_studio", Text("进直播间", "On the air"))
MICROBLOG_TALK = Term("microblog_talk", Text("上政务微博", "On the government microblog"))

FIVE_ENTRIES = (ENTER_VILLAGE, ENTER_COMMUNITY, ENTER_ENTERPRISE, ENTER_SCHOOL, ENTER_WINDOW)
FOUR_ENTRIES = (ENTER_CENTRE, ENTER_HALL, ENTER_STUDIO, MICROBLOG_TALK)

# --- style

CONFERENCE = Term("conference", Text("会议（大会）", "Conference"))
VIDEO_CONFERENCE = Term("video_conference", Text("电视电话会议", "Video conference"))
CONFERENCES = (CONFERENCE, VIDEO_CONFERENCE)

CONFERENCE_APPLICATION = Term(
    "conference_application", Text("会议申请", "Application for a conference")
)
DOCUMENT_APPLICATION = Term("document_application", Text("发文申请", "Application for a document"))
RECTIFICATION = Term("rectification", Text("正风肃纪活动", "Rectification action"))

STYLE_CHANNELS = (CONFERENCE_APPLICATION, DOCUMENT_APPLICATION, RECTIFICATION)

RECTIFICATION_FIELDS = (
    Term("rectify_membership_cards", Text("清退会员卡", "Membership cards")),
    Term(
        "rectify_image_projects",
        Text("治理“形象工程”“政绩工程”", "Image and showcase projects"),
    ),
    Term("rectify_duty", Text("履职尽责不到位", "Duties not fulfilled")),
    Term("rectify_efficiency", Text("办事效率低下", "Inefficiency")),
    Term("rectify_manner", Text("作风粗暴", "Rude manner")),
    Term("rectify_vexation", Text("吃拿卡要", "Vexation of the public")),
    Term("rectify_profit", Text("与民争利", "Competing with residents for profit")),
)
"""Two of the seven are called so in the source; the other five are the problems that it names."""

BANQUET = Term("violation_banquet", Text("公款吃喝", "Banquets at public cost"))
CAR = Term("violation_car", Text("公车私用", "Private use of official cars"))
TRAVEL = Term("violation_travel", Text("公款旅游", "Travel at public cost"))
GAMES = Term("violation_games", Text("上班时间打麻将、打游戏", "Games at work"))

VIOLATIONS = (BANQUET, CAR, TRAVEL, GAMES)

# --- rights

CAMPAIGN_PROBLEM = Term("campaign_problem", Text("专项行动突出问题", "Problem of a campaign"))
CAMPAIGN = Term("campaign", Text("专项行动", "Campaign"))
SERVICE = Term("window_service", Text("窗口服务事项", "Service at a window"))
VEXATION = Term("vexation", Text("吃拿卡要举报", "Vexation reported"))

RIGHTS_CHANNELS = (CAMPAIGN_PROBLEM, CAMPAIGN, SERVICE, VEXATION)

CAMPAIGN_FIELDS = (
    Term("campaign_insurance", Text("社保", "Social security")),
    Term("campaign_education", Text("教育", "Education")),
    Term("campaign_medical", Text("医疗", "Medical care")),
    Term("campaign_petitions", Text("信访接访", "Petitions")),
    Term("campaign_services", Text("政务服务", "Government services")),
    Term("campaign_land", Text("征地拆迁", "Land and demolition")),
    Term("campaign_rural_funds", Text("涉农资金", "Rural funds")),
    Term("campaign_environment", Text("城乡环境", "Environment")),
    Term("campaign_food", Text("食品药品安全", "Food and drugs")),
)

THIRD_PARTY = Term("third_party_supervisor", Text("第三方监督员", "Supervisor from outside"))
WINDOW_WORKER = Term("window_worker", Text("窗口工作人员", "Worker at a window"))
RIGHTS_POSTS = (THIRD_PARTY, WINDOW_WORKER)

CONCENTRATED_CHECK = Term("concentrated_check", Text("集中检查", "Concentrated check"))

MODEL_WORKER = Term("model_worker", Text("服务标兵", "Model worker"))

FINDINGS = (
    Term("confirmed", Text("属实", "Confirmed")),
    Term("partly_confirmed", Text("部分属实", "Partly confirmed")),
    Term("not_confirmed", Text("不属实", "Not confirmed")),
)

# --- community

COMMUNITY_SECRETARY = Term("community_secretary", Text("社区书记", "Community secretary"))
COMMUNITY_WORKER = Term("community_worker", Text("社区工作人员", "Community worker"))
DISTRICT_LEADER = Term("district_leader", Text("区委、区政府领导", "District leader"))
DISTRICT_DEPARTMENT_LEADER = Term(
    "district_department_leader", Text("区级部门领导", "Leader of a district department")
)

COMMUNITY_POSTS = (
    COMMUNITY_SECRETARY,
    COMMUNITY_WORKER,
    DISTRICT_LEADER,
    DISTRICT_DEPARTMENT_LEADER,
)

COMMUNITY_MATTER = Term("community_matter", Text("社区诉求", "Matter of a community"))
SECRETARY_MESSAGE = Term(
    "secretary_message", Text("社区书记 QQ、微博留言", "Message to the secretary")
)
COMMUNITY_CHANNELS = (COMMUNITY_MATTER, SECRETARY_MESSAGE)

HOME_VISIT = Term("home_visit", Text("对口帮扶入户走访", "Visit to a household"))
PAIRED_HELP = Term("paired_help", Text("对口帮扶", "Paired help"))

HELP_KINDS = (
    Term("job", Text("找工作", "Finding a job")),
    Term("comfort", Text("心理温暖", "Comfort")),
    Term("material", Text("物质发放", "Material help")),
)
