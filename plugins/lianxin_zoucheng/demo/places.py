"""Where the demonstration plays: below the city every place is made up, offices are ordinary ones."""

from lianxin.demo import Chance

CITY = "邹城市"
CENTRE = "社情民意受理中心"
DISPATCH_OFFICE = "下派工作办公室"

STREETS = ("凤栖街道", "泉北街道", "文昌街道")
TOWNS = (
    *("石渡镇", "柳浦镇", "东岚镇", "青崖镇", "白榆镇", "云屏镇", "麦店镇"),
    *("平澜镇", "双泉镇", "枣林镇", "落星镇", "南沟镇", "北望镇"),
)

PARTY, GOVERNMENT, ECONOMY = "党群", "政府综合", "经济"
SOCIETY, ENFORCEMENT, SERVICE = "社会事业", "执法监管", "公共服务"

DEPARTMENTS: tuple[tuple[str, str], ...] = (
    ("市纪委监委机关", PARTY),
    ("市公安局", ENFORCEMENT),
    ("市城乡水务局", ECONOMY),
    ("市供电公司", SERVICE),
    ("市交通运输局", ECONOMY),
    ("市综合行政执法局", ENFORCEMENT),
    ("市生态环境分局", ENFORCEMENT),
    ("市民政局", SOCIETY),
    ("市自然资源和规划局", ECONOMY),
    ("市教育和体育局", SOCIETY),
    ("市卫生健康局", SOCIETY),
    ("市人力资源和社会保障局", SOCIETY),
    ("市住房和城乡建设局", ENFORCEMENT),
    ("市农业农村局", ECONOMY),
    ("市医疗保障局", SOCIETY),
    ("市市场监督管理局", ENFORCEMENT),
    ("市行政审批服务局", GOVERNMENT),
    ("市财政局", GOVERNMENT),
    ("市委组织部", PARTY),
    ("市信访局", PARTY),
    # The demonstration of the source's size has all of them.
    *((name, PARTY) for name in ["市委办公室", "市人大常委会办公室", "市政协办公室", "市委宣传部", "市委统战部", "市委政法委", "市委编办", "市直机关工委", "市委党校", "市总工会", "团市委", "市妇联", "市残联", "市科协", "市工商联", "市文联", "市红十字会", "市档案馆", "市委老干部局", "市委史志研究中心"]),
    *((name, GOVERNMENT) for name in ["市政府办公室", "市发展和改革局", "市审计局", "市统计局", "市司法局", "市机关事务服务中心", "市大数据中心", "市国有资产事务中心", "市政务服务热线中心", "市地方金融服务中心"]),
    *((name, ECONOMY) for name in ["市工业和信息化局", "市商务局", "市能源事务中心", "市林业保护发展中心", "市畜牧兽医事业发展中心", "市农业机械发展中心", "市供销合作社", "市投资促进服务中心", "市公路事业发展中心", "市粮食和物资储备中心", "市中小企业服务中心", "市经济开发区管委会", "市工业园区管委会"]),
    *((name, SOCIETY) for name in ["市文化和旅游局", "市退役军人事务局", "市广播电视台", "市融媒体中心", "市疾病预防控制中心", "市社会保险事业中心", "市公积金管理部", "市孟学研究中心", "市体育事业发展中心"]),
    *((name, ENFORCEMENT) for name in ["市应急管理局", "市消防救援大队", "市交警大队", "市房产事业发展中心", "市人民防空事务中心", "市税务局", "市气象局"]),
    *((name, SERVICE) for name in ["市自来水公司", "市燃气公司", "市热力公司", "市公共交通公司", "市邮政分公司", "市移动分公司", "市联通分公司"]),
)  # fmt: skip
"""Name and system; the small demonstration has the first twenty."""

DISCIPLINE = "市纪委监委机关"

_SIDES = ("", "东", "西", "南", "北", "前", "后", "上", "下", "大", "小", "新", "老")
_CORES = [
    "柳",
    "槐",
    "桑",
    "枣",
    "杏",
    "榆",
    "松",
    "竹",
    "荷",
    "苇",
    "石",
    "沙",
    "泉",
    "溪",
    "湾",
    "塘",
    "坡",
    "岭",
    "崖",
    "峪",
    "沟",
    "井",
    "桥",
    "渡",
    "堤",
    "堂",
    "营",
    "集",
    "店",
    "铺",
    "孟",
    "孔",
    "颜",
    "曹",
    "鲍",
    "郭",
    "唐",
    "匡",
    "夏侯",
    "鹿",
    "马",
    "羊",
    "鹤",
    "雁",
    "凤",
    "龙",
    "灯",
    "磨",
    "窑",
    "瓦",
    "麦",
    "谷",
    "豆",
    "棠",
    "梨",
]
_ENDINGS = ("庄", "村", "屯", "沟", "河", "山", "楼", "寨", "铺", "林", "滩", "园")


def village_names(chance: Chance, n: int) -> list[str]:
    """So many different ones, each ending in 村."""
    names = {
        f"{side}{core}{ending}".removesuffix("村") + "村"
        for side in _SIDES
        for core in _CORES
        for ending in _ENDINGS
        if core != ending
    }
    return chance.some(sorted(names), n)
