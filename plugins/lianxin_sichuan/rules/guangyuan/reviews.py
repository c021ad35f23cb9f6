"""SC-GY3: a bulletin each month, a review each quarter, rewards and penalties at year's end."""

from typing import Any

from sqlalchemy import Integer, case, cast, func, select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    PERIOD_FROM,
    PERIOD_UNTIL,
    ConsequenceRule,
    Indicator,
    Publication,
    after_indicator,
    bottom,
    figures,
    rate,
    top,
    units,
)
from lianxin.tables import Case
from lianxin_sichuan.rules.guangyuan.matters import PLACES
from lianxin_sichuan.settings import GuangyuanSettings
from lianxin_sichuan.sources import GUANGYUAN
from lianxin_sichuan.terms import LOCAL_MATTER, PENALTY, REWARD

F = figures(GuangyuanSettings)
IS_LOCAL = col(Case.channel) == LOCAL_MATTER.code

_bulletin: Any = (
    select(
        col(Case.unit_id).label("subject_id"),
        func.count().label("received"),
        func.sum(cast(case((col(Case.answered_at).is_not(None), 1), else_=0), Integer)).label(
            "settled"
        ),
    )
    .where(IS_LOCAL, col(Case.submitted_at) >= PERIOD_FROM, col(Case.submitted_at) < PERIOD_UNTIL)
    .group_by(col(Case.unit_id))
)

A_BULLETIN_EACH_MONTH = Publication(
    key="monthly_bulletin",
    clause="SC-GY3",
    source=GUANGYUAN,
    title=Text("群众工作每月通报", "The bulletin of the month"),
    query=_bulletin,
    about=units(*PLACES),
    labels={"received": Text("受理", "Received"), "settled": Text("办结", "Settled")},
    counts=("received", "settled"),
    per="month",
)

A_REVIEW_EACH_QUARTER = Publication(
    key="quarterly_review",
    clause="SC-GY3",
    source=GUANGYUAN,
    title=Text("群众工作每季度讲评", "The review of the quarter"),
    by_hand=True,
    about=units("county"),
    writers=frozenset({"supervisor", "leader"}),
    per="quarter",
)

SETTLED = Indicator(
    key="settled_rate",
    clause="SC-GY3",
    source=GUANGYUAN,
    title=Text("属地事项办结率", "Local matters settled"),
    value=rate(Case, col(Case.answered_at).is_not(None), on=col(Case.submitted_at), where=IS_LOCAL),
    per="year",
)

REWARDED_AT_THE_END = ConsequenceRule(
    key="year_end_reward",
    clause="SC-GY3",
    source=GUANGYUAN,
    title=Text("年终奖励", "Rewards at the end of the year"),
    effect=REWARD,
    when=after_indicator("settled_rate", top(F.rewarded), by=PLACES),
)

PENALISED_AT_THE_END = ConsequenceRule(
    key="year_end_penalty",
    clause="SC-GY3",
    source=GUANGYUAN,
    title=Text("年终惩戒", "Penalties at the end of the year"),
    effect=PENALTY,
    when=after_indicator("settled_rate", bottom(F.penalised), by=PLACES),
)

REVIEW_RULES = (
    A_BULLETIN_EACH_MONTH,
    A_REVIEW_EACH_QUARTER,
    SETTLED,
    REWARDED_AT_THE_END,
    PENALISED_AT_THE_END,
)
