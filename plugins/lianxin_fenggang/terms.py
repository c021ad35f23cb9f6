"""Fenggang's words."""

from lianxin.language import Text
from lianxin.rules import Term

# --- deliberation

COUNCIL_MEMBER = Term("council_member", Text("组议事会成员", "Member of a group's council"))
BRANCH_MEMBER = Term("branch_member", Text("组级党支部党员", "Member of a group-level branch"))
DELIBERATION_POSTS = (COUNCIL_MEMBER, BRANCH_MEMBER)

BRANCH_SERVES = Term("branch_serves_group", Text("党支部所辖村民组", "Branch that serves a group"))
COUNCIL_ELECTION = Term(
    "council_election", Text("选举组议事会大会", "Election of a group's council")
)
COUNCIL_MEETING = Term("council_meeting", Text("组议事会会议", "Meeting of a group's council"))

FIELDS = (
    Term("development", Text("发展", "Development")),
    Term("law", Text("法律", "Law")),
    Term("morals", Text("道德", "Morals")),
    Term("customs", Text("风气", "Customs")),
    Term("harmony", Text("和谐", "Harmony")),
)
"""What is deliberated on."""

ORGANISATION = Term("organisation", Text("基层组织", "Organisation"))
PARTY_MEMBERS = Term("party_members", Text("党员", "Party members"))
RESIDENTS = Term("residents", Text("群众", "Residents"))
COVENANT = Term("covenant", Text("村规民约", "Covenant of a group"))

SUBJECTS = (ORGANISATION, PARTY_MEMBERS, RESIDENTS)
"""Who proposes: the first from above, the others from below."""

# --- line

TV = Term("tv_on_demand", Text("“凤冈百姓通”电视点播", "TV on demand"))
APP = Term("app", Text("“新华凤冈”手机客户端", "App"))
HOTLINE = Term("hotline_12343", Text("12343 民生服务热线", "Line 12343"))
MAILBOX = Term("mailbox", Text("民情快递邮箱", "Mailbox"))
WALK_IN = Term("walk_in", Text("群众工作中心来访", "Walk-in centre"))
FIVE_CHANNELS = (TV, APP, HOTLINE, MAILBOX, WALK_IN)
LEADER_LINE = Term("leader_line", Text("领导干部联系直通", "Leaders' direct line"))
LINE_CHANNELS = (*FIVE_CHANNELS, LEADER_LINE)

LEADING_CADRE = Term("county_leading_cadre", Text("县级领导干部", "Leading cadre of the county"))
LINK_POINT = Term("link_point_321", Text("“321”连心点", "“321” link point"))
CAMPAIGN_LINKS = (
    Term("campaign_hundred", Text("“百千万”工程（百）", "Campaign: hundreds")),
    Term("campaign_thousand", Text("“百千万”工程（千）", "Campaign: thousands")),
    Term("campaign_ten_thousand", Text("“百千万”工程（万）", "Campaign: ten thousands")),
)
IN_CHARGE = Term("leader_in_charge", Text("分管联系领导", "Leader in charge"))
LINKS = (LINK_POINT, *CAMPAIGN_LINKS, IN_CHARGE)

FUNDS = Term("funds_raised", Text("落实资金", "Funds raised"))
DISPUTES = Term("disputes_settled", Text("化解矛盾", "Disputes settled"))
COORDINATED = Term("projects_coordinated", Text("协调项目", "Projects coordinated"))
LINK_RESULTS = (FUNDS, DISPUTES, COORDINATED)

BROADCAST_KINDS = (
    Term("procedures", Text("办事流程", "Procedures")),
    Term("policies", Text("惠民政策", "Policies")),
    Term("party_news", Text("党委政府声音", "Party news")),
)
MEDIA = (Term("tv", Text("电视", "TV")), Term("app", Text("手机客户端", "App")))

# --- reach

PASSED_DOWN = Term("passed_down", Text("直达事项", "Passed straight down"))
FIVE_THINGS = (
    Term("reach_policy", Text("政策直达", "Policy")),
    Term("reach_project", Text("项目直达", "Project")),
    Term("reach_technology", Text("技术直达", "Technology")),
    Term("reach_supervision", Text("监管直达", "Supervision")),
    Term("reach_talent", Text("人才直达", "Talent")),
)
TOWN_CADRE = Term("town_cadre", Text("挂任乡镇职务", "Cadre seconded to a town"))
FIRST_DEPUTY = Term("first_deputy_secretary", Text("村第一副书记", "First deputy secretary"))
REACH_POSTS = (TOWN_CADRE, FIRST_DEPUTY)

# --- handling

ITEM_REQUEST = Term("item_request", Text("下放事项申请", "Request for an item"))
POWERS = (
    Term("power_benefits", Text("惠民政策兑现", "Paying out benefits")),
    Term("power_projects", Text("项目实施管理", "Managing projects")),
    Term("power_approvals", Text("个人事项审批", "Personal approvals")),
    Term("power_services", Text("服务项目开展", "Running services")),
    Term("power_assessment", Text("对部门考核评价", "Assessing departments")),
)
HOME_VISIT = Term("people_visit", Text("入户走访", "Visit to homes"))
YUAN = Term("yuan", Text("元", "yuan"))

# --- points

WORK_CENTRE = Term("mass_work_centre", Text("群众工作中心", "Centre for work with residents"))
SERVICE_CENTRE = Term(
    "service_centre", Text("政务（党务）服务中心", "Centre of government and party services")
)
PUBLIC_LAW_CENTRE = Term("public_law_centre", Text("公共法律服务中心", "Public legal centre"))
WORK_STATION = Term("mass_work_station", Text("群众工作站", "Station for work with residents"))
ORDERLY_TEAM = Term("orderly_team", Text("“茶乡勤务员”队伍", "Team of tea-country orderlies"))
GRID_PLATFORM = Term(
    "grid_platform", Text("网格化服务管理信息平台", "Information platform of the grids")
)
MORAL_HALL = Term("moral_hall", Text("道德讲堂", "Hall of morals"))
LAW_CENTRE = Term("law_centre", Text("法律服务中心", "Legal centre"))
SERVICE_LINE = Term("service_line", Text("便民服务热线", "Service line"))
WORK_ROOM = Term("mass_work_room", Text("群众工作室", "Room for work with residents"))
POWER_POST_BANK = Term(
    "power_post_bank", Text("村电村邮农信服务", "Electricity, post and credit union")
)
WORK_SPOT = Term("mass_work_spot", Text("群众工作点", "Spot for work with residents"))
COUNCIL = Term("group_council", Text("组级议事会", "The group's council"))
TEA_HOUSE = Term("tea_house", Text("茶乡便民屋", "Tea-country service house"))

COUNTY_FACILITIES = (WORK_CENTRE, SERVICE_CENTRE, PUBLIC_LAW_CENTRE)
TOWN_FACILITIES = (
    *(SERVICE_CENTRE, WORK_STATION, ORDERLY_TEAM, GRID_PLATFORM),
    *(MORAL_HALL, LAW_CENTRE, SERVICE_LINE),
)
VILLAGE_FACILITIES = (SERVICE_CENTRE, WORK_ROOM, POWER_POST_BANK, ORDERLY_TEAM, MORAL_HALL)
GROUP_FACILITIES = (WORK_SPOT, COUNCIL, TEA_HOUSE)

CREDIT = Term("credit_union", Text("农信服务", "Credit union"))
TV_POINT = Term("tv_point", Text("“凤冈百姓通”", "TV on demand"))
CLINIC = Term("clinic", Text("卫生室", "Clinic"))
LIBRARY = Term("farm_library", Text("农家书屋", "Farmers' library"))
SHOP = Term("farm_shop", Text("农家超市", "Farmers' shop"))
SPORT = Term("sport", Text("体育健身", "Sport"))
LEGAL_AID = Term("legal_aid", Text("法律援助", "Legal aid"))

TOWN_OPTIONS = (CREDIT, TV_POINT)
VILLAGE_OPTIONS = (CLINIC, LIBRARY, SHOP, SPORT, LEGAL_AID, TEA_HOUSE)
GROUP_OPTIONS = (CLINIC, LIBRARY, SPORT, SHOP, CREDIT)

FACILITIES = tuple(
    dict.fromkeys(
        (
            *COUNTY_FACILITIES,
            *TOWN_FACILITIES,
            *VILLAGE_FACILITIES,
            *GROUP_FACILITIES,
            *TOWN_OPTIONS,
            *VILLAGE_OPTIONS,
            *GROUP_OPTIONS,
        )
    )
)

CERTIFIED = Term("certified_point", Text("示范点达标", "Certified point"))
WITHDRAWN = Term("certificate_withdrawn", Text("撤销示范点达标", "Certificate withdrawn"))
ORDERLY = Term("tea_orderly", Text("茶乡勤务员", "Tea-country orderly"))

# --- works

WORK_PROJECT = Term("work_project", Text("四直为民工作项目", "Project of the work"))
GROUP_HEAD = Term("leading_group_head", Text("领导小组组长", "Head of the leading group"))
OFFICE_DIRECTOR = Term("creation_office_director", Text("县创建办主任", "Director of the office"))
OFFICE_STAFF = Term("creation_office_staff", Text("县创建办工作人员", "Staff of the office"))
COMMANDER = Term("headquarters_commander", Text("指挥部指挥长", "Head of the headquarters"))
DEPUTY_COMMANDER = Term(
    "headquarters_deputy", Text("指挥部副指挥长", "Deputy head of the headquarters")
)
WORK_POSTS = (GROUP_HEAD, OFFICE_DIRECTOR, OFFICE_STAFF, COMMANDER, DEPUTY_COMMANDER)
