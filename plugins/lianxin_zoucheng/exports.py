"""ZC-C10: the ten elements of every opinion, by day, week and month, and what is rising."""

from collections.abc import Sequence

from sqlmodel import col

from lianxin.exports import (
    CATEGORY,
    CHANNEL,
    CaseReport,
    Share,
    Summary,
    called_back,
    code,
    export_of,
    fact,
    fact_split,
    handler,
    limit,
    reporter,
    result,
    submitted,
    supervisor,
    title,
    word,
)
from lianxin.language import Text
from lianxin.plugins.contributions import Export
from lianxin.plugins.hookspecs import hookimpl
from lianxin.tables import Case
from lianxin_zoucheng.tables import OpinionFacts

WAY = fact_split(Text("办理方式", "Way"), col(OpinionFacts.way), "zoucheng_way")

TEN_ELEMENTS = CaseReport(
    key="ten_elements",
    title=Text("社情民意十要素统计分析", "Residents' opinions by ten elements"),
    workflow="zoucheng.opinions.nine_steps",
    columns=(
        code(Text("编号", "Code")),
        title(Text("事项", "Matter")),
        reporter(Text("反映人", "Reporter")),
        submitted(Text("反映时间", "Time")),
        word(Text("受理渠道", "Channel"), "channel", col(Case.channel)),
        word(Text("类别", "Class"), "category", col(Case.category)),
        fact(Text("受理意见", "Acceptance opinion"), col(OpinionFacts.acceptance_opinion)),
        limit(Text("办理时限", "Limit"), "zoucheng.opinions.answer_within_five_days"),
        result(Text("办理结果", "Result"), "report_back"),
        handler(Text("承办人", "Handler")),
        supervisor(Text("督办人", "Supervisor")),
        called_back(Text("回访情况", "Call-back")),
    ),
    charts=(
        Share(by=CHANNEL, chart="pie"),
        Share(by=CATEGORY, chart="bar"),
        Share(by=WAY, chart="bar"),
    ),
    summaries=(
        Summary(per="day", by=CHANNEL, chart="line"),
        Summary(per="day", by=CATEGORY, chart="line"),
        Summary(per="day", by=WAY, chart="line"),
        Summary(per="week", by=CHANNEL),
        Summary(per="week", by=CATEGORY),
        Summary(per="week", by=WAY),
        Summary(per="month", by=CHANNEL),
        Summary(per="month", by=CATEGORY),
        Summary(per="month", by=WAY),
    ),
    rising=(CATEGORY,),
)


@hookimpl
def lianxin_exports() -> Sequence[Export]:
    return (export_of(TEN_ELEMENTS),)
