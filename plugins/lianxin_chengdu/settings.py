"""The figures of Chengdu's modules; each default is the source's, or our reading of it."""

from typing import Annotated, Literal

from pydantic import Field

from lianxin.calendar import WeekRule
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


class RegulationSettings(ModuleSettings):
    """“1+5+N”制度体系"""

    central_manifestations: int = Field(22, ge=1, le=200, title="中央“四风”表现种数")
    province_points: int = Field(9, ge=1, le=200, title="省委重点问题个数")
    city_kinds: int = Field(24, ge=1, le=200, title="本市突出问题类数")
    shared_cases: int = Field(
        3, ge=1, le=1000, title="几件诉求反映同一问题即须有制度回应", description=OUR_READING
    )


class AskingSettings(ModuleSettings):
    """“三视三问”群众工作法"""

    rating_days: int = Field(
        31, ge=1, le=366, title="年末最后几天可组织“打分”", description=OUR_READING
    )
    return_days: int = Field(2, ge=0, le=30, title="交办后几日内可退单", description=OUR_READING)
    returns: int = Field(
        2, ge=1, le=10, title="退单几次后由裁定确定牵头单位", description=OUR_READING
    )
    representatives: int = Field(13, ge=1, le=100, title="自治改造委员会代表人数")
    household_majority: Part = Field(
        "1/2", title="推举代表须超过投票户数的几分之几", description=OUR_READING
    )
    committee_quorum: Part = Field(
        "1/2", title="自治委表决须有几分之几的代表参加", description=OUR_READING
    )
    committee_majority: Part = Field(
        "1/2", title="自治委表决须超过几分之几赞成", description=OUR_READING
    )
    projects: int = Field(163, ge=0, le=10_000, title="年度为民办实事项目数")
    proposal_months: int = Field(
        3, ge=1, le=12, title="年初“出题”截至几月", description=OUR_READING
    )
    points: dict[Grade, int] = Field(POINTS, title="四个等次的分值", description=OUR_READING)


class ContactSettings(ModuleSettings):
    """联系群众与“五进”活动"""

    leader_villages: int = Field(1, ge=0, le=20, title="市级党员领导干部每人联系村数")
    department_villages: int = Field(1, ge=0, le=20, title="每个市级部门联系村数")
    department_streets: int = Field(1, ge=0, le=20, title="每个市级部门联系街道数")
    branch_communities: int = Field(1, ge=0, le=20, title="每个机关基层党组织联系社区数")
    leader_enterprises: int = Field(
        1, ge=0, le=20, title="市级党员领导干部每人联系支柱或新兴产业企业数"
    )
    member_enterprises: int = Field(
        1, ge=0, le=20, title="职能部门党员班子成员每人联系成长型企业数"
    )
    villages_entered: int = Field(1, ge=0, le=50, title="每年进农村次数", description=OUR_READING)
    communities_entered: int = Field(
        1, ge=0, le=50, title="每年进社区次数", description=OUR_READING
    )
    enterprises_entered: int = Field(
        1, ge=0, le=50, title="每年进企业次数", description=OUR_READING
    )
    schools_entered: int = Field(1, ge=0, le=50, title="每年进学校次数", description=OUR_READING)
    windows_entered: int = Field(1, ge=0, le=50, title="每年进窗口次数", description=OUR_READING)
    centres_entered: int = Field(
        1, ge=0, le=50, title="每年进政务中心次数", description=OUR_READING
    )
    halls_entered: int = Field(1, ge=0, le=50, title="每年进接访大厅次数", description=OUR_READING)
    studios_entered: int = Field(1, ge=0, le=50, title="每年进直播间次数", description=OUR_READING)
    microblog_talks: int = Field(
        1, ge=0, le=50, title="每年上政务微博次数", description=OUR_READING
    )
    research_days: int = Field(90, ge=0, le=366, title="市、区（市）县领导每年调研指导天数")
    department_research_days: int = Field(
        30,
        ge=0,
        le=366,
        title="市级部门领导干部每年调研指导天数",
        description="来源称“经常性开展” / " + OUR_READING,
    )
    reports: int = Field(1, ge=0, le=50, title="领导干部每年调研报告篇数")


class StyleSettings(ModuleSettings):
    """治理“文山会海”与正风肃纪"""

    conferences: int = Field(
        12, ge=0, le=1000, title="每个单位每年会议限额（次）", description=OUR_READING
    )
    documents: int = Field(
        40, ge=0, le=10_000, title="每个单位每年文件限额（件）", description=OUR_READING
    )
    quiet_week: int = Field(2, ge=1, le=6, title="每月第几周为无会周")
    week_rule: WeekRule = Field(
        WeekRule.HOLDS_THE_FIRST, title="每月第一周从哪一周算起", description=OUR_READING
    )
    rectification_actions: int = Field(11, ge=0, le=200, title="正风肃纪活动项数")
    grassroots: list[str] = Field(
        ["town", "street", "village", "community"],
        min_length=1,
        title="统计哪些基层单位的开会时间",
        description=OUR_READING,
    )


class RightsSettings(ModuleSettings):
    """维护群众权益"""

    campaigns: int = Field(9, ge=0, le=100, title="专项行动个数")
    resolve_days: int = Field(
        30, ge=1, le=365, title="突出问题限时化解期限（日）", description=OUR_READING
    )
    resolve_count: Literal["calendar", "working"] = Field(
        "working", title="按自然日还是工作日计", description=OUR_READING
    )
    resolve_from_same_day: bool = Field(
        False, title="是否从包案当日起算", description="从次日起算 / " + OUR_READING
    )
    joint_departments: int = Field(
        2, ge=1, le=20, title="多部门联动至少几个部门", description=OUR_READING
    )
    model_workers: int = Field(
        10, ge=0, le=1000, title="每年服务标兵前几名", description=OUR_READING
    )
    least_answers: int = Field(
        3, ge=1, le=1000, title="至少多少人评价才计分", description=OUR_READING
    )
    points: dict[Grade, int] = Field(POINTS, title="四个等次的分值", description=OUR_READING)


class CommunitySettings(ModuleSettings):
    """社区服务（北顺社区）"""

    workers: int = Field(5, ge=1, le=1000, title="“5 对 2000”：工作人员数")
    households: int = Field(2000, ge=1, le=100_000, title="“5 对 2000”：户数")
    all_round: bool = Field(
        True, title="经办人不在时由在岗同事自动补位", description="“互相补位” / " + OUR_READING
    )
    visits: int = Field(
        1, ge=0, le=100, title="每期入户走访次数", description="来源称“定期” / " + OUR_READING
    )
    visits_per: Literal["month", "quarter", "half_year", "year"] = Field(
        "quarter", title="入户走访的期间", description="来源称“定期” / " + OUR_READING
    )
