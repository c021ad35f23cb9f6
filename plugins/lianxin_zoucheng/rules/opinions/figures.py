"""Figures of the opinion centre: the three 100 %, what is rising, in whose hands matters were."""

from sqlmodel import col

from lianxin.calendar import PeriodKind
from lianxin.language import Text
from lianxin.rules import Indicator, counted, figures, rate, units
from lianxin.rules.base import Rule
from lianxin.statistics.figures import SATISFIED
from lianxin.tables import Case, CaseEntry, Deadline
from lianxin_zoucheng.settings import OpinionSettings
from lianxin_zoucheng.sources import OPINIONS
from lianxin_zoucheng.tables import OpinionFacts

F = figures(OpinionSettings)

IS_OPINION = col(Case.workflow) == "zoucheng.opinions.nine_steps"
WITH_FACTS = ((OpinionFacts, col(OpinionFacts.case_id) == col(Case.id)),)
ANSWERED_RATE = Indicator(
    key="answered_rate",
    clause="ZC-C9",
    source=OPINIONS,
    title=Text("办复率", "Answered"),
    value=rate(
        Case, col(Case.answered_at).is_not(None), on=col(Case.assigned_at), where=IS_OPINION
    ),
    every=units("department", "town", "street"),
    target=F.answered_target,
    per="month",
)

CALLED_BACK_RATE = Indicator(
    key="called_back_rate",
    clause="ZC-C9",
    source=OPINIONS,
    title=Text("回访率", "Called back"),
    value=rate(
        Case,
        col(Case.called_back_at).is_not(None),
        on=col(Case.answered_at),
        where=IS_OPINION & col(Case.contactable),
    ),
    every=units("department", "town", "street"),
    target=F.call_back_target,
    per="month",
)

SATISFIED_RATE = Indicator(
    key="satisfied_rate",
    clause="ZC-C9",
    source=OPINIONS,
    title=Text("合理诉求满意率", "Satisfied among reasonable appeals"),
    value=rate(
        Case,
        col(Case.satisfaction).in_(SATISFIED),
        on=col(Case.called_back_at),
        where=IS_OPINION & col(OpinionFacts.reasonable) & col(Case.satisfaction).is_not(None),
        joins=WITH_FACTS,
    ),
    every=units("department", "town", "street"),
    target=F.satisfied_target,
    per="month",
)

_EVERY: tuple[tuple[str, Text, PeriodKind], ...] = (
    ("weekly_report", Text("周报告：各类事项", "Weekly report by category"), "week"),
    ("monthly_analysis", Text("月分析：各类事项", "Monthly analysis by category"), "month"),
    ("yearly_analysis", Text("年度分析：各类事项", "Yearly analysis by category"), "year"),
)
REPORTS = tuple(
    Indicator(
        key=key,
        clause="ZC-C10",
        source=OPINIONS,
        title=title,
        value=counted(Case, by=col(Case.category), on=col(Case.submitted_at), where=IS_OPINION),
        split=(col(Case.channel),),
        per=per,
    )
    for key, title, per in _EVERY
)

TRACED_BACK = Indicator(
    key="traced_back",
    clause="ZC-C12",
    source=OPINIONS,
    title=Text("责任倒查：逾期未办复事项", "Traced back: matters answered late"),
    value=counted(
        Deadline,
        by=col(Case.unit_id),
        on=col(Deadline.due_at),
        where=(col(Deadline.state) == "MISSED") & IS_OPINION,
        joins=((Case, col(Case.id) == col(Deadline.case_id)),),
    ),
    per="month",
)

SENT_BACK = Indicator(
    key="sent_back",
    clause="ZC-C12",
    source=OPINIONS,
    title=Text("责任倒查：退回重办事项", "Traced back: matters sent back"),
    value=counted(
        CaseEntry,
        by=col(Case.unit_id),
        on=col(CaseEntry.at),
        where=col(CaseEntry.action).in_(["send_back", "classify_again"]) & IS_OPINION,
        joins=((Case, col(Case.id) == col(CaseEntry.case_id)),),
    ),
    per="month",
)

FIGURES: tuple[Rule, ...] = (
    ANSWERED_RATE,
    CALLED_BACK_RATE,
    SATISFIED_RATE,
    *REPORTS,
    TRACED_BACK,
    SENT_BACK,
)
