"""The figures of Zoucheng's modules; each default is the source's, or our reading of it."""

from typing import Annotated, Literal

from pydantic import Field

from lianxin.calendar import WeekdayName
from lianxin.rules import ModuleSettings

Grade = Literal["satisfied", "fairly_satisfied", "basically_satisfied", "dissatisfied"]
MonthOfYear = Annotated[int, Field(ge=1, le=12)]
OUR_READING = "来源未写明，此为我们的理解 / Our reading: the source leaves it open"


class VillageSettings(ModuleSettings):
    """村级“三个全覆盖”"""

    coverage_target: int = Field(100, ge=0, le=100, title="三大员覆盖率目标（%）")
    team_leaders: int = Field(16, ge=0, title="下派工作队队长人数")
    village_days: int = Field(4, ge=0, le=7, title="第一书记每周在村工作天数")
    police_visits: int = Field(2, ge=0, le=31, title="联村民警每月到每个联系村的次数")
    agent_days: list[WeekdayName] = Field(["TUE", "THU"], min_length=1, title="民生代办员坐班日")
    agent_on_holidays: bool = Field(False, title="公共假日是否坐班", description=OUR_READING)
    interview_target: int = Field(
        100, ge=0, le=100, title="入户访谈率目标（%），按自然年计", description=OUR_READING
    )
    marked_household_visits: int = Field(
        2, ge=1, le=52, title="问题户、困难户每年走访次数", description=OUR_READING
    )
    households_per_cadre: int = Field(
        5, ge=1, le=200, title="每名干部联系农户数", description=OUR_READING
    )
    link_target: int = Field(100, ge=0, le=100, title="联系农户覆盖率目标（%）")
    linked_household_visits: int = Field(
        1, ge=0, le=52, title="每年走访每个联系户的次数", description=OUR_READING
    )
    linking_units: list[str] = Field(
        ["city", "county", "department", "town", "street"],
        title="哪些类别单位的干部须联系农户",
        description="来源称市级领导、市直部门、镇街机关干部 / " + OUR_READING,
    )
    satisfaction_bar: int = Field(
        60, ge=0, le=100, title="群众满意度合格线", description=OUR_READING
    )
    satisfaction_points: dict[Grade, int] = Field(
        {
            "satisfied": 100,
            "fairly_satisfied": 80,
            "basically_satisfied": 60,
            "dissatisfied": 0,
        },
        title="三大员考核四个等次的分值",
        description=OUR_READING,
    )
    residents_asked: int = Field(
        30, ge=1, le=1000, title="考核每名三大员抽取群众人数", description=OUR_READING
    )
    publish_within_days: int = Field(
        5, ge=0, le=31, title="每月工作实绩在次月几日内公示", description=OUR_READING
    )
    commendation_bar: int = Field(90, ge=0, le=100, title="表彰线", description=OUR_READING)
    cadre_allowance: int = Field(300, ge=0, title="驻村干部每月补贴（元）")
    agent_allowance: int = Field(80, ge=0, title="民生代办员每月补助（元）")
    office_staff: int = Field(10, ge=0, title="下派工作办公室人数")
    publicity_days: int = Field(7, ge=0, le=60, title="低保申请公示天数", description=OUR_READING)
    yearly_fund: int = Field(10_000_000, ge=0, title="每年专项经费（元）")
    venues: int = Field(60, ge=0, title="改造村级活动场所数")
    venue_fund: int = Field(3_360_000, ge=0, title="活动场所改造经费（元）")
    computers: int = Field(300, ge=0, title="购置电脑台数")
    computer_fund: int = Field(1_000_000, ge=0, title="电脑购置经费（元）")
    weak_villages: int = Field(100, ge=0, title="扶持经济薄弱村数")
    weak_village_fund: int = Field(1_000_000, ge=0, title="薄弱村以奖代补经费（元/年）")
    weak_village_years: int = Field(3, ge=0, title="以奖代补年数")


class DepartmentSettings(ModuleSettings):
    """市直部门“三个体系”"""

    departments: list[str] = Field(
        ["department"],
        min_length=1,
        title="哪些类别的单位是市直部门",
        description=OUR_READING,
    )
    heavier_from: int = Field(
        3, ge=2, le=100, title="第几次违法起从重处罚（此前从轻）", description=OUR_READING
    )
    sample_size: int = Field(100, ge=1, le=10_000, title="每个部门抽取服务对象人数")
    points: dict[Grade, int] = Field(
        {
            "satisfied": 100,
            "fairly_satisfied": 80,
            "basically_satisfied": 60,
            "dissatisfied": 0,
        },
        title="四个等次的分值",
        description=OUR_READING,
    )
    least_answers: int = Field(
        1, ge=1, le=10_000, title="至少多少人评价才计分", description=OUR_READING
    )
    promoted_top: int = Field(10, ge=0, title="民主评议前几名可提拔")
    promoted_overall: int = Field(30, ge=0, title="且综合考核前几名")
    promoted_quota: int = Field(1, ge=0, title="次年提拔重用科级干部至少几名")
    criticised_bottom: int = Field(10, ge=0, title="评议后几名通报批评并一票否决")
    acting_bottom: int = Field(3, ge=0, title="评议后几名且系统末位，主要负责人“代理”")
    toured_units: list[str] = Field(
        ["department", "town", "street"],
        title="巡察、考察哪些类别的单位",
        description="来源称全市副科级以上部门单位 / " + OUR_READING,
    )
    toured_ranks: list[str] = Field(
        ["deputy_section", "section", "deputy_division", "division"],
        title="年底考察哪些职级的领导干部",
    )
    tour_months: list[MonthOfYear] = Field(
        [6, 12], min_length=1, title="半年巡察与年底考察的月份", description=OUR_READING
    )
    random_units: int = Field(
        5, ge=1, le=100, title="随机抽查一次抽取单位数", description=OUR_READING
    )
    listed_days: int = Field(
        30, ge=1, le=365, title="挂号督办事项整改期限（日）", description=OUR_READING
    )
    catalogue_public: bool = Field(True, title="职责目录公开")


class OpinionSettings(ModuleSettings):
    """社情民意“三个平台”"""

    answer_days: int = Field(5, ge=1, le=365, title="交办事项办复期限（日）")
    answer_count: Literal["calendar", "working"] = Field(
        "calendar",
        title="按自然日还是工作日计",
        description="来源称“5日内”，读作自然日 / " + OUR_READING,
    )
    answer_from_same_day: bool = Field(
        False, title="是否从交办当日起算", description="从次日起算 / " + OUR_READING
    )
    keeps_figures: bool = Field(True, title="期限一经起算，不随设置改变")
    consult_units: int = Field(
        2, ge=2, le=20, title="涉及几个单位须先会商", description=OUR_READING
    )
    call_back_target: int = Field(100, ge=0, le=100, title="回访率目标（%）")
    answered_target: int = Field(100, ge=0, le=100, title="办复率目标（%）")
    satisfied_target: int = Field(100, ge=0, le=100, title="合理诉求满意率目标（%）")
    publish_within_days: int = Field(
        7, ge=0, le=60, title="办理情况须在月后几日内公示", description=OUR_READING
    )
    return_days: int = Field(2, ge=0, le=30, title="交办后几日内可退单", description=OUR_READING)
    returns: int = Field(
        2, ge=1, le=10, title="退单几次后由裁定确定牵头单位", description=OUR_READING
    )
    rising_share: int = Field(
        20, ge=1, le=100, title="某类事项占比超过多少算热点（%）", description=OUR_READING
    )
    leader_line_weeks: list[int] = Field(
        [1, 3], title="市政府领导接听公开电话：每月第几个星期二", description=OUR_READING
    )
    public_contact_ranks: list[str] = Field(
        ["section", "deputy_division", "division"], title="公开联系方式的干部职级"
    )
