"""The figures of Sichuan's modules; each default is the source's, or our reading of it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from lianxin.rules import ModuleSettings

Grade = Literal["satisfied", "fairly_satisfied", "basically_satisfied", "dissatisfied"]
Part = Annotated[str, Field(pattern=r"^\d{1,3}/\d{1,3}$")]
OUR_READING = "来源未写明，此为我们的理解 / Our reading: the source leaves it open"
POINTS: dict[Grade, int] = {
    "satisfied": 100,
    "fairly_satisfied": 80,
    "basically_satisfied": 60,
    "dissatisfied": 0,
}
FESTIVALS = [date(2026, 2, 12), date(2026, 6, 18), date(2026, 9, 22), date(2026, 10, 16)]
OPEN_DAYS = [date(2026, 3, 27), date(2026, 6, 26), date(2026, 9, 25), date(2026, 12, 25)]
SERVICE_DAYS = [date(2026, 4, 17), date(2026, 7, 17), date(2026, 10, 16)]


class KangzhuangSettings(ModuleSettings):
    """民情信使（康庄社区）"""

    messengers: int = Field(36, ge=0, le=10_000, title="民情信使人数")
    grids: int = Field(6, ge=0, le=1000, title="网格责任区个数")
    answer_days: int = Field(7, ge=1, le=365, title="回音墙回复期限")
    answer_count: Literal["calendar", "working"] = Field("working", title="按自然日还是工作日计")
    answer_from_same_day: bool = Field(
        False, title="是否从留言当日起算", description="从次日起算 / " + OUR_READING
    )
    looked_at_first: bool = Field(
        True, title="留言是否先审阅、遮去他人姓名后公开", description=OUR_READING
    )
    shown: int = Field(
        200, ge=1, le=1000, title="回音墙公开最近多少条留言", description=OUR_READING
    )
    visit_days: int = Field(3, ge=0, le=7, title="网格责任人每周走访天数")


class NeijiangSettings(ModuleSettings):
    """两访一点一结对（内江）"""

    festivals: list[date] = Field(FESTIVALS, title="大走访的节庆日期", description=OUR_READING)
    open_days: list[date] = Field(OPEN_DAYS, title="机关公开日", description=OUR_READING)
    service_days: list[date] = Field(SERVICE_DAYS, title="基层奉献日", description=OUR_READING)
    receptions: int = Field(
        1, ge=0, le=31, title="领导每月大接访次数", description="来源称“定期” / " + OUR_READING
    )
    leader_points: int = Field(1, ge=0, le=20, title="领导每人挂点数", description=OUR_READING)
    department_villages: int = Field(
        1, ge=0, le=20, title="每个部门包村数", description=OUR_READING
    )
    cadre_households: int = Field(1, ge=0, le=50, title="干部每人帮户数", description=OUR_READING)


class LangzhongSettings(ModuleSettings):
    """坝坝会（阆中方山）"""

    majority: Part = Field("1/2", title="决议须超过几分之几的户数赞成", description=OUR_READING)
    quorum: Part = Field("1/2", title="须有几分之几的户参加表决", description=OUR_READING)
    supervisors: int = Field(3, ge=1, le=100, title="监督员人数", description=OUR_READING)
    election_majority: Part = Field(
        "1/2", title="当选监督员须超过几分之几的票", description=OUR_READING
    )


class SuiningSettings(ModuleSettings):
    """重大事项风险评估（遂宁）"""

    approval: Part = Field("2/3", title="须有几分之几的群众认可")
    methods: int = Field(1, ge=1, le=8, title="至少使用几种征求意见方式", description=OUR_READING)


class GuangyuanSettings(ModuleSettings):
    """两倒查（广元）"""

    bypasses: int = Field(
        2, ge=1, le=100, title="同一事项第几次越级上访即倒查", description=OUR_READING
    )
    rewarded: int = Field(3, ge=0, le=100, title="年终奖励前几名乡镇街道", description=OUR_READING)
    penalised: int = Field(3, ge=0, le=100, title="年终惩戒后几名乡镇街道", description=OUR_READING)


class ZiyangSettings(ModuleSettings):
    """群众满意（资阳）"""

    pledge_days: int = Field(
        90, ge=1, le=366, title="书记年初公开承诺须在年初多少天内作出", description=OUR_READING
    )
    respondents: int = Field(10_000, ge=0, le=1_000_000, title="每年参加评议的人数")
    sample: int = Field(
        400, ge=1, le=100_000, title="每个部门抽取多少人评议", description=OUR_READING
    )
    least_answers: int = Field(
        10, ge=1, le=100_000, title="至少多少人评议才计分", description=OUR_READING
    )
    last: int = Field(3, ge=1, le=100, title="后几名须问责", description=OUR_READING)
    points: dict[Grade, int] = Field(POINTS, title="四个等次的分值", description=OUR_READING)
    achievements_per: Literal["quarter", "half_year", "year"] = Field(
        "year", title="政绩公示的期间", description=OUR_READING
    )
