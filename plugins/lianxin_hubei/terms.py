"""Hubei's words."""

from lianxin.language import Text
from lianxin.rules import Term

# --- contact

STANDING_MEMBER = Term("standing_member", Text("省委常委", "Standing member of the committee"))
PROVINCIAL_LEADER = Term("provincial_leader", Text("其他省级领导", "Other provincial leader"))
CITY_LEADER = Term("prefecture_leader", Text("市州负责同志", "City leader"))
DEMOCRATIC_PARTY = Term(
    "democratic_party_leader", Text("民主党派负责人", "Leader of a democratic party")
)
FEDERATION = Term(
    "industry_federation_leader", Text("工商联负责人", "Leader of the federation of industry")
)
NON_PARTY = Term("non_party_representative", Text("无党派代表人士", "Non-party representative"))

LEADERS = (STANDING_MEMBER, PROVINCIAL_LEADER)
PARTNERS = (DEMOCRATIC_PARTY, FEDERATION, NON_PARTY)
CONTACT_POSTS = (*LEADERS, CITY_LEADER, *PARTNERS)

UNIVERSITY = Term("university", Text("高校", "University"))

POOR, DISPUTED = (
    Term("poor", Text("贫困地区", "Poor area")),
    Term("disputed", Text("困难较多、矛盾尖锐", "Many difficulties and disputes")),
)
HARD_PLACES = (POOR, DISPUTED)

COUNTY_POINT = Term("county_point", Text("县（市）联系点", "Point in a county"))
UNIT_POINT = Term("unit_point", Text("基层单位联系点", "Point in a grassroots unit"))
CITY_POINT = Term("prefecture_point", Text("市州领导联系点", "Point of a city leader"))
PROGRAMME_POINTS = (
    Term("new_village_point", Text("新农村建设联系点", "Point of village renewal")),
    Term("poverty_point", Text("扶贫联系点", "Point of poverty relief")),
    Term("branch_point", Text("党建联系点", "Point of party building")),
)
POINTS = (COUNTY_POINT, UNIT_POINT, CITY_POINT, *PROGRAMME_POINTS)

POINT_VISIT = Term("point_visit", Text("到联系点", "Visit to a point"))
FORUM = Term("opinion_forum", Text("座谈会", "Forum"))
COMMITTEE_MEETING = Term(
    "standing_committee_meeting", Text("常委会会议", "Meeting of the standing committee")
)
HEARING = Term("contact_hearing", Text("听取联系群众情况汇报", "Hearing of the yearly reports"))
CONTACT_MEETINGS = (POINT_VISIT, FORUM, COMMITTEE_MEETING, HEARING)

MANNERS = (
    Term("fixed", Text("定点接访", "At a fixed place")),
    Term("appointed", Text("重点约访", "By appointment")),
    Term("with_case", Text("带案下访", "Taking a case along")),
    Term("going_back", Text("上门回访", "Going back to the petitioner")),
    Term("otherwise", Text("其他方式", "Otherwise")),
)
"""Four forms; the list is open: what is done otherwise is said in words."""

RECEPTION_CASE = Term("reception_case", Text("领导接访事项", "Case of a reception"))
LEADER_LETTER = Term("leader_letter", Text("群众来信（领导阅批）", "Letter to a leader"))
LEDGER = Term("leader_ledger", Text("领导联系群众台账", "The leaders' ledger"))
HARDSHIP = Term("hardship", Text("困难群体意见", "What people in difficulty say"))
CONTACT_CHANNELS = (RECEPTION_CASE, LEADER_LETTER, LEDGER, HARDSHIP)

GROUNDS = (
    Term("not_own_field", Text("不属于分管范围", "Not in the leader's own field")),
    Term("not_soon", Text("情况复杂，一时难以解决", "Cannot be settled soon")),
)

TOPICS = (
    Term("hardship_living", Text("日常生产生活", "Work and daily life")),
    Term("hardship_medical", Text("看病就医", "Medical care")),
    Term("hardship_schooling", Text("子女上学", "Schooling")),
    Term("hardship_jobs", Text("就业", "Jobs")),
)

GATHERINGS = (
    Term("research", Text("调研", "Research")),
    Term("visit", Text("察访", "Visits")),
    Term("forum", Text("座谈会", "Forum")),
    Term("otherwise", Text("其他形式", "Otherwise")),
)

TALK_FORMS = (
    Term("one_to_one", Text("个别谈话", "One to one")),
    Term("group", Text("集体座谈", "In a group")),
    Term("random", Text("随机交流", "At random")),
)

# --- doors

WINDOW = "window"
OFFICE = Term("division", Text("内设机构", "Department within a unit"))
DOOR_COMPLAINT = Term("door_complaint", Text("“三难”投诉", "Complaint about doors, faces, matters"))

DIFFICULTIES = (
    Term("door_hard_to_enter", Text("门难进", "Closed doors")),
    Term("face_hard_to_bear", Text("脸难看", "Unfriendly faces")),
    Term("matter_hard_to_settle", Text("事难办", "Matters hard to settle")),
)

DOOR_FIELDS = (
    Term("discipline", Text("工作纪律", "Work discipline")),
    Term("access", Text("方便群众出入", "Access")),
    Term("attitude", Text("服务态度", "Attitude")),
    Term("openness", Text("政务公开", "Openness")),
    Term("fewer_steps", Text("简化手续流程", "Fewer steps")),
    Term("approvals", Text("规范审批行为", "Approvals")),
    Term("new_ways", Text("创新服务方式", "New ways of serving")),
)

# --- posts

TOWNSHIP_CADRE = Term("township_cadre", Text("乡镇（街道）干部", "Township cadre"))
VILLAGE_POST = Term("post_in_village", Text("在村（社区）岗位", "Post in a village"))
SERVICE = Term("village_service", Text("在村服务", "Service in the village"))

# --- regulations

ADOPTED = Term("adopted", Text("参照制定的制度", "Modelled on the province's"))
LEADING_CADRE = Term("leading_cadre", Text("党政领导干部", "Leading cadre"))
REMINDER = Term("style_reminder", Text("作风提醒谈话", "Reminder about style"))
ACCOUNTABILITY = Term(
    "economic_accountability", Text("经济责任问责", "Held to economic accountability")
)
