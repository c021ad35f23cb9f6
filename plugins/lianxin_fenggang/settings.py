"""The figures of Fenggang's modules; each default is the source's, or our reading of it."""

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


class DeliberationSettings(ModuleSettings):
    """党群直议"""

    council_members: int = Field(
        3, ge=1, le=100, title="每个组议事会至少几名成员", description=OUR_READING
    )
    council_seats: int = Field(
        5, ge=1, le=100, title="每个组议事会选举几名成员", description=OUR_READING
    )
    announce_days: int = Field(60, ge=0, le=366, title="换届前几日公告", description=OUR_READING)
    term_years: int = Field(3, ge=1, le=10, title="议事会任期（年）", description=OUR_READING)
    quorum: Part = Field(
        "1/2", title="表决须有几分之几的成员参加", description="不少于 / " + OUR_READING
    )
    majority: Part = Field("1/2", title="表决须超过几分之几赞成", description=OUR_READING)
    ahead_days: int = Field(3, ge=0, le=60, title="任务到期前几日提醒", description=OUR_READING)
    shared_cases: int = Field(
        3, ge=1, le=1000, title="几件诉求反映同一问题方可据此提议", description=OUR_READING
    )


class LineSettings(ModuleSettings):
    """干群直通"""

    link_points: int = Field(
        1, ge=0, le=50, title="每名领导干部“321”连心点个数", description=OUR_READING
    )
    campaign_links: int = Field(
        1, ge=0, le=50, title="每名领导干部“百千万”工程联系个数", description=OUR_READING
    )
    campaign_kinds: list[str] = Field(
        ["campaign_hundred", "campaign_thousand", "campaign_ten_thousand"],
        min_length=1,
        title="“百千万”工程的联系类别",
        description="来源未解释“百千万”所指，类别可改 / " + OUR_READING,
    )


class ReachSettings(ModuleSettings):
    """县乡直达"""

    deputy_secretaries: int = Field(
        1, ge=0, le=10, title="每个村第一副书记人数", description=OUR_READING
    )
    town_cadres: int = Field(
        1, ge=0, le=50, title="每个乡镇挂任的县直部门干部人数", description=OUR_READING
    )


class HandlingSettings(ModuleSettings):
    """民生直办"""

    one_stop: int = Field(
        50, ge=0, le=100, title="一站式受理占比目标（%）", description=OUR_READING
    )
    found_by_visits: int = Field(
        20, ge=0, le=100, title="主动走访发现占比目标（%）", description=OUR_READING
    )
    handled_directly: int = Field(
        60, ge=0, le=100, title="受理层级直接办结占比目标（%）", description=OUR_READING
    )
    hand_overs: float = Field(1, ge=0, le=20, title="每件流转次数上限", description=OUR_READING)
    points: dict[Grade, int] = Field(POINTS, title="四个等次的分值", description=OUR_READING)
    least_answers: int = Field(
        2, ge=1, le=1000, title="至少几个乡镇、村评价才计分", description=OUR_READING
    )


class PointSettings(ModuleSettings):
    """示范点"""

    orderlies: int = Field(
        1, ge=0, le=100, title="每个乡镇、村“茶乡勤务员”至少人数", description=OUR_READING
    )


class WorkSettings(ModuleSettings):
    """组织保障"""

    milestones: int = Field(1, ge=1, le=100, title="每个项目至少几个节点", description=OUR_READING)
    fund: float = Field(10_000_000, ge=0, le=1e12, title="专项工作经费（元）")
    added_staff: int = Field(10, ge=0, le=1000, title="增加的事业编制")
    deputy_commanders: int = Field(2, ge=0, le=20, title="指挥部副指挥长人数")
