"""Where the demonstration plays: towns are called as in the county, all below them is made up."""

COUNTY = "凤冈县"
CENTRE = "县群众工作中心"
DEPARTMENTS = (
    *("县民政局", "县烟草局", "县国土资源局", "县农牧局", "县茶产业局", "县人社局"),
    *("县住建局", "县卫生计生局", "县教育局", "县交通运输局", "县公安局", "县财政局"),
)
TOWNS = (
    *("永安镇", "进化镇", "土溪镇", "新建镇", "绥阳镇", "琊川镇", "蜂岩镇"),
    *("天桥镇", "何坝镇", "花坪镇", "石径乡", "王寨镇", "龙泉镇", "永和镇"),
)
VILLAGE_HEADS = (
    *("茶", "云", "龙", "竹", "松", "枫", "溪", "石", "凤", "桃", "鹤", "桂", "梅", "柏"),
    *("银", "玉", "清", "双", "长", "大"),
)
VILLAGE_TAILS = ("坪村", "湾村", "坝村", "岩村", "塘村", "岭村")
GROUP_HEADS = (
    *("上", "下", "前", "后", "新", "老", "东", "西", "中", "大", "小", "高", "河", "井", "桥"),
)
GROUP_TAILS = ("寨组", "坎组", "湾组", "沟组", "坝组", "岩组", "林组", "田组")


def village_name(n: int) -> str:
    """Different for each of the first hundred and twenty."""
    return VILLAGE_HEADS[n % len(VILLAGE_HEADS)] + VILLAGE_TAILS[n // 20 % len(VILLAGE_TAILS)]


def group_name(n: int) -> str:
    """Different within a village."""
    return GROUP_HEADS[n % len(GROUP_HEADS)] + GROUP_TAILS[n // 15 % len(GROUP_TAILS)]
