"""Where the demonstration plays: six places of a province; below them every name is made up."""

PROVINCE = "四川省"
COMMUNITY = "康庄社区"
GRIDS = ("康苑网格", "庄锦网格", "茶店子网格", "竹篱网格", "清水河网格", "杜家碾网格")

NEIJIANG = "内江市"
DEPARTMENTS = ("市农业局", "市人社局", "市交通局", "市卫生局")
NEIJIANG_VILLAGES = ("甜城湾村", "蔗田坝村", "石板滩村", "白马庙村")
RECEPTION_PLACE = "市群众工作中心一楼接待大厅"

LANGZHONG = "阆中市"
DAM_TOWN, DAM_VILLAGE = "方山乡", "方山村"

SUINING = "遂宁市"
SUINING_BUREAUS = ("市建设局", "市招商局", "市国土局")

GUANGYUAN = "广元市"
COUNTIES = {"剑北县": ("下河镇", "金牛镇", "柏林镇"), "苍南县": ("云台镇", "东溪镇", "木门镇")}

ZIYANG = "资阳市"
ZIYANG_DEPARTMENTS = (
    *("市教育局", "市公安局", "市民政局", "市财政局", "市环保局", "市水务局"),
    *("市林业局", "市住建局", "市文广局", "市统计局"),
)
ZIYANG_TOWNS = ("丹崖镇", "石钟镇", "回龙镇", "蟠桃镇")
