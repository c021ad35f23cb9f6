"""The figures of Hubei's modules; each default is the source's, or our reading of it."""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from lianxin.rules import ModuleSettings, opening_hours

Grade = Literal["satisfied", "fairly_satisfied", "basically_satisfied", "dissatisfied"]
Percent = Annotated[int, Field(ge=0, le=100)]
PeriodName = Literal["month", "quarter", "half_year", "year"]
OUR_READING = "来源未写明，此为我们的理解 / Our reading: the source leaves it open"
POINTS: dict[Grade, int] = {
    "satisfied": 100,
    "fairly_satisfied": 80,
    "basically_satisfied": 60,
    "dissatisfied": 0,
}


class LeaderContactSettings(ModuleSettings):
    """省委常委直接联系群众"""

    research_days: int = Field(30, ge=0, le=366, title="每年到基层调研天数")
    stays: int = Field(1, ge=0, le=20, title="每年蹲点调研次数")
    stay_days: int = Field(3, ge=1, le=31, title="每次蹲点天数", description="“3 天左右”")
    stay_tolerance: int = Field(1, ge=0, le=10, title="蹲点可少几天", description=OUR_READING)
    reports: int = Field(1, ge=0, le=20, title="每年调研报告篇数")
    grassroots: list[str] = Field(
        ["county", "town", "street", "village", "community", "enterprise", "university"],
        min_length=1,
        title="哪些单位算基层",
        description=OUR_READING,
    )
    apart_days: int = Field(
        30, ge=0, le=366, title="不集中、不轮番：前后相隔天数", description=OUR_READING
    )
    counties: int = Field(1, ge=0, le=10, title="每人联系县（市）数")
    grassroots_units: int = Field(1, ge=0, le=10, title="每人联系基层单位数")
    rotation_years: int = Field(3, ge=1, le=20, title="联系点轮换年限")
    ahead_days: int = Field(90, ge=0, le=366, title="提前多少天列出", description=OUR_READING)
    county_visits: int = Field(2, ge=0, le=50, title="每年到县（市）联系点次数")
    unit_visits: int = Field(1, ge=0, le=50, title="每年到基层单位联系点次数")
    receptions: int = Field(1, ge=0, le=50, title="每年接待群众来访次数")
    notice_audience: Literal["public", "resident"] = Field(
        "resident", title="接访安排向谁公开", description="“在一定范围内公开”"
    )
    opinions_before_decision: int = Field(
        1, ge=0, le=50, title="重大决策前征求意见的最少次数", description=OUR_READING
    )
    major_from_cases: int = Field(
        5, ge=1, le=1000, title="几件诉求反映同一问题即作重大决策对待", description=OUR_READING
    )
    talks: int = Field(2, ge=0, le=50, title="每年有组织的谈心次数")
    partner_talks: int = Field(
        1, ge=0, le=50, title="每年与党外代表人士谈心次数", description="“1 至 2 次”"
    )
    ledger_days: int = Field(
        30, ge=1, le=366, title="台账事项办理期限（日）", description=OUR_READING
    )
    ledger_count: Literal["calendar", "working"] = Field(
        "working", title="按自然日还是工作日计", description=OUR_READING
    )
    ledger_from_same_day: bool = Field(
        False, title="是否从交办当日起算", description="从次日起算 / " + OUR_READING
    )
    hearings: int = Field(1, ge=0, le=12, title="常委会每年听取情况汇报次数")
    visits: int = Field(1, ge=0, le=50, title="每期走访群众次数", description=OUR_READING)
    visits_per: PeriodName = Field(
        "quarter", title="定期走访的期间", description="“定期” / " + OUR_READING
    )


class OpenDoorSettings(ModuleSettings):
    """解决“门难进、脸难看、事难办”"""

    opening_hours: str = Field(
        "08:30-12:00,14:00-17:30", title="正常工作时间", description=OUR_READING
    )
    articles: int = Field(18, ge=0, le=200, title="规定条数")
    confirmed_percent: Percent = Field(20, title="投诉属实率不得超过（%）", description=OUR_READING)

    @field_validator("opening_hours")
    @classmethod
    def _can_be_read(cls, value: str) -> str:
        opening_hours(value)
        return value


class VillagePostSettings(ModuleSettings):
    """岗位在村（社区）、重在服务、责在连心"""

    cadres_per_village: int = Field(1, ge=0, le=20, title="每村（社区）至少几名乡镇干部")
    posted_percent: Percent = Field(
        100, title="有干部在岗的村（社区）占比（%）", description=OUR_READING
    )
    points: dict[Grade, int] = Field(POINTS, title="四个等次的分值", description=OUR_READING)
    least_answers: int = Field(
        3, ge=1, le=1000, title="至少多少人评价才计分", description=OUR_READING
    )


class HubeiRegulationSettings(ModuleSettings):
    """“X”项配套制度"""

    planned: int = Field(36, ge=0, le=1000, title="计划制定的制度数")
    points: dict[Grade, int] = Field(
        POINTS, title="作风评价四个等次的分值", description=OUR_READING
    )
    sample: int = Field(50, ge=1, le=10_000, title="作风评价每人抽样数", description=OUR_READING)
    reminder_below: int = Field(
        60, ge=0, le=100, title="低于多少分提醒谈话", description=OUR_READING
    )
