"""ZC-B6: what follows from the evaluation and the year's overall assessment."""

from pydantic import BaseModel, Field
from sqlalchemy import Integer, exists, extract
from sqlalchemy.orm import aliased
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import ConsequenceRule, Registry, after_survey, bottom, figures, top
from lianxin.tables import Score, Survey
from lianxin_zoucheng.settings import DepartmentSettings
from lianxin_zoucheng.sources import DEPARTMENTS
from lianxin_zoucheng.tables import OverallRank
from lianxin_zoucheng.terms import ACTING_HEAD, CRITICISM, PROMOTION_QUOTA, VETO, YELLOW_CARD

F = figures(DepartmentSettings)
EVALUATION = "democratic_evaluation"
BY_HAND = frozenset({"supervisor", "leader"})


class OverallRankFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="单位 / Unit")
    year: int = Field(ge=2000, le=2100, title="考核年度 / Year")
    rank: int = Field(ge=1, le=10_000, title="综合考核名次 / Place overall")
    system: str = Field(min_length=1, max_length=40, title="所属系统 / System")


OVERALL_RANKS = Registry(
    key="overall_ranks",
    clause="ZC-B6",
    source=DEPARTMENTS,
    title=Text("综合考核名次与所属系统", "Overall ranks and systems, by year"),
    table=OverallRank,
    fields=OverallRankFields,
    unique=(("unit_id", "year"),),
    order=("year", "rank"),
)

_behind = aliased(OverallRank)
_of_that_year = exists().where(
    col(Survey.id) == col(Score.survey_id),
    col(OverallRank.unit_id) == col(Score.subject_id),
    col(OverallRank.year) == extract("year", col(Survey.period_start)),
)
AMONG_THE_FIRST_OVERALL = _of_that_year.where(
    col(OverallRank.rank) <= F.promoted_overall.sql(Integer())
)
LAST_OF_ITS_SYSTEM = _of_that_year.where(
    ~exists().where(
        col(_behind.year) == col(OverallRank.year),
        col(_behind.system) == col(OverallRank.system),
        col(_behind.rank) > col(OverallRank.rank),
    )
)

PROMOTION = ConsequenceRule(
    key="promotion",
    clause="ZC-B6",
    source=DEPARTMENTS,
    title=Text(
        "民主评议前列且综合考核前列的，次年提拔重用科级干部",
        "First in the evaluation and overall: a promotion quota next year",
    ),
    effect=PROMOTION_QUOTA,
    when=after_survey(
        EVALUATION, top(F.promoted_top), where=AMONG_THE_FIRST_OVERALL, reads=(OverallRank,)
    ),
    data={"quota": F.promoted_quota},
)

CRITICISED = ConsequenceRule(
    key="criticised",
    clause="ZC-B6",
    source=DEPARTMENTS,
    title=Text("评议末位的通报批评", "Last in the evaluation: criticised in public"),
    effect=CRITICISM,
    when=after_survey(EVALUATION, bottom(F.criticised_bottom)),
)

BARRED = ConsequenceRule(
    key="barred",
    clause="ZC-B6",
    source=DEPARTMENTS,
    title=Text("评议末位的“一票否决”", "Last in the evaluation: barred"),
    effect=VETO,
    when=after_survey(EVALUATION, bottom(F.criticised_bottom)),
)

HEAD_BECOMES_ACTING = ConsequenceRule(
    key="head_becomes_acting",
    clause="ZC-B6",
    source=DEPARTMENTS,
    title=Text(
        "评议末位且综合考核系统内末位的，主要负责人“代理”",
        "Last in the evaluation and last of its system: its head becomes acting",
    ),
    effect=ACTING_HEAD,
    when=after_survey(
        EVALUATION, bottom(F.acting_bottom), where=LAST_OF_ITS_SYSTEM, reads=(OverallRank,)
    ),
)

YELLOW_CARDS = ConsequenceRule(
    key="yellow_cards",
    clause="ZC-B6",
    source=DEPARTMENTS,
    title=Text("黄牌警示", "Yellow cards"),
    effect=YELLOW_CARD,
    by=BY_HAND,
)

FOLLOWING_RULES = (
    OVERALL_RANKS,
    PROMOTION,
    CRITICISED,
    BARRED,
    HEAD_BECOMES_ACTING,
    YELLOW_CARDS,
)
