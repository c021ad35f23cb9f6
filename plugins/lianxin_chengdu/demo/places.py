"""Where the demonstration plays: below the city every place is made up, offices are ordinary ones."""

CITY = "成都市"

DEPARTMENTS = (
    *("市规划局", "市教育局", "市人社局", "市卫生局", "市信访局", "市政务服务中心"),
    *("市国土资源局", "市财政局", "市城管局", "市食品药品监管局", "市房管局", "市交通运输委"),
    *("市环保局", "市民政局", "市农委", "市监察局"),
)
"""The first nine lead a campaign each, in the order of the fields."""

COUNTIES = {
    "青岚区": {"棠湖街道": ("锦桂社区", "银杏社区"), "浣溪街道": ("听雨社区", "竹园社区")},
    "蓉北区": {"桥东街道": ("北顺社区", "槐荫社区"), "驿马街道": ("曹家坝社区", "红砖社区")},
    "双溪县": {"云顶镇": ("梨花沟村", "石板滩村"), "白鹭镇": ("竹林盘村", "渡口村")},
    "金桥县": {"麦田镇": ("油菜湾村", "柑子林村"), "望江镇": ("桑梓村", "沙河堰村")},
}
"""Counties, their streets and towns, and what lies in these."""

ENTERPRISES = {
    "pillar_enterprise": ("蓉兴汽车制造有限公司", "锦城电子有限公司", "岷江机械有限公司"),
    "emerging_enterprise": ("天府生物医药有限公司", "云帆航空科技有限公司", "青羽新能源有限公司"),
    "growing_enterprise": ("川味坊食品有限公司", "巧匠家具有限公司", "竹语文创有限公司"),
}
SCHOOLS = ("市第三十六中学", "棠湖小学", "白鹭镇九年制学校")
WINDOWS = ("社保服务窗口", "户籍服务窗口", "不动产登记窗口", "企业注册窗口")
CENTRE, HALL, STUDIO = "市政务中心", "市接访大厅", "“成都面对面”直播间"
AGENCY = "市消费者权益保护协会"
RENEWAL_AREA = "曹家坝改造片区"
COMMUNITIES = ("community", "village")
