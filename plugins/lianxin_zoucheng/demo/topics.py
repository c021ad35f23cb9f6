"""What villagers ask their officers to do, and what they quarrel about."""

from dataclasses import dataclass

from lianxin_zoucheng.demo.matters import (
    CIVIL,
    COUNTER,
    FARMING,
    HEALTH,
    INSURANCE,
    LABOUR,
    LAND,
    POLICE,
    POWER,
    SCHOOLS,
    WATER,
)


@dataclass(frozen=True)
class Topic:
    title: str
    body: str
    category: str
    department: str = ""


ERRANDS = (
    Topic("代办老年优待证", "年满65周岁，行动不便，委托代办员办理优待证。", "subsistence", CIVIL),
    Topic("代办残疾证年审", "腿脚不便，委托送交年审材料。", "subsistence", CIVIL),
    Topic(
        "代缴居民医疗保险", "家里没有智能手机，委托代缴明年医保，共四口人。", "medical", INSURANCE
    ),
    Topic("代办慢性病门诊认定", "高血压多年，委托递交门诊慢病认定材料。", "medical", INSURANCE),
    Topic("代办生育服务登记", "儿媳下月生产，委托办理登记。", "medical", HEALTH),
    Topic("代办户口迁移", "女儿出嫁，委托咨询并办理户口迁移。", "other", POLICE),
    Topic("代换二代身份证", "身份证到期，委托预约上门拍照换证。", "other", POLICE),
    Topic("代领种粮补贴存折", "存折遗失，委托挂失补办并查询补贴。", "land", FARMING),
    Topic("代办农机购置补贴", "新买旋耕机一台，委托申报补贴。", "land", FARMING),
    Topic("代办宅基地确权证", "翻建后面积有变化，委托申请换证。", "land", LAND),
    Topic("代办养老金认证", "在外地儿子家住，委托做养老金领取资格认证。", "labour", LABOUR),
    Topic("代查社会保险缴费", "想知道交了几年，委托打印缴费清单。", "labour", LABOUR),
    Topic("代办新装电表", "果园要通电，委托申请新装电表。", "power", POWER),
    Topic("代交水费并报修", "水表不走字，委托报修并补交水费。", "water", WATER),
    Topic("代办个体户执照", "准备开小卖部，委托办理营业执照。", "other", COUNTER),
    Topic("代办助学贷款证明", "孩子考上大学，委托开具家庭情况证明。", "education", SCHOOLS),
)
ERRAND_NOTES = {
    "done": (
        "已办结，证件送到家中。",
        "已办理成功，回执交委托人。",
        "材料一次备齐，当日办结。",
        "款项已到账，凭证已交委托人签收。",
    ),
    "refused": ("不符合办理条件，政策依据已说明。", "材料缺少原件，部门退回，已告知补充办法。"),
    "withdrawn": ("委托人自行办理，撤回。", "家人已在外地办好，撤回。"),
}
DISPUTES = (
    Topic("邻里宅基地滴水纠纷", "两家因屋檐滴水争执，互不相让。", "land"),
    Topic("承包地边界纠纷", "地头界石移位，两户为一垄地争吵。", "land"),
    Topic("浇地排队引发口角", "抗旱浇地抢用机井，发生口角。", "water"),
    Topic("老人赡养纠纷", "兄弟三人为老人轮流赡养意见不一。", "subsistence"),
    Topic("婚约彩礼返还纠纷", "解除婚约后双方对彩礼返还数额有争议。", "other"),
    Topic("果园用工工钱纠纷", "雇工与果园主对工时记录说法不一。", "labour"),
    Topic("养鸡场气味扰民纠纷", "鸡场离住户近，夏天气味大，邻居要求搬走。", "environment"),
    Topic("树木遮光纠纷", "院外杨树遮挡后院采光，要求砍伐。", "land"),
    Topic("道路通行纠纷", "一户在胡同口堆放砖料，影响邻居通行。", "roads"),
    Topic("牲畜踩毁庄稼赔偿纠纷", "羊群进入麦田，要求赔偿。", "land"),
)
SETTLED = (
    "双方在村调委会签订调解协议，握手言和。",
    "现场丈量、当面认可，纠纷化解。",
    "请老党员和村医一起劝说，达成一致。",
    "经三次上门做工作，双方互谅互让。",
)
SESSION_NOTES = (
    "村里无力解决，提交镇街会办，各单位分工如下。",
    "涉及历史遗留问题，会办确定方案和时限。",
)
TASKS = ("核实情况，拿出调解方案", "提供政策依据和资金意见")
APPLICATIONS = (
    ("申请最低生活保障", "本人患病多年，子女收入低，申请低保。"),
    ("申请单人户低保", "重度残疾，无劳动能力，申请按单人户纳入。"),
    ("低保户动态复核", "家庭收入有变化，申请重新核定补助标准。"),
)
CHECKED = "入户核查家庭收入和财产，拍照留档，邻居走访三户。"
DECIDED = {
    True: "符合条件，公示无异议，予以批准。",
    False: "家庭人均收入超过标准，不予批准。",
}
DECISIONS = (
    "村内道路硬化工程招标方案",
    "集体机动地发包",
    "年度低保对象推荐名单",
    "村级活动场所维修",
    "合作社分红方案",
    "人居环境整治保洁费收取",
    "农业水价综合改革实施办法",
)
CHECK_FINDINGS = ("电话联系不上，当日不在村。", "到镇里开会，未履行报备手续。", "工作日志缺两天。")
