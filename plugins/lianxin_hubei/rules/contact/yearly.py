"""HB-A12: once a year the state of all of this is reported, leader by leader."""

from typing import Any

from sqlalchemy import case, func, select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    HOST,
    PERCENT,
    PERIOD_END,
    PERIOD_START,
    Duty,
    Indicator,
    figures,
    times,
    units,
    value_of,
)
from lianxin.tables import Standing
from lianxin_hubei.settings import LeaderContactSettings
from lianxin_hubei.sources import CARRYING_OUT
from lianxin_hubei.terms import HEARING

F = figures(LeaderContactSettings)
MODULE = "hubei.contact."

HEARD_ONCE_A_YEAR = Duty(
    key="yearly_hearing",
    clause="HB-A12",
    source=CARRYING_OUT,
    title=Text(
        "常委会每年听取一次直接联系群众工作情况汇报",
        "The committee hears once a year how leaders kept contact",
    ),
    every=units("province"),
    count=times(of=HEARING, at=HOST),
    at_least=F.hearings,
    per="year",
)

_asked: Any = (
    select(
        col(Standing.person_id).label("key"),
        func.sum(case((col(Standing.state) == "MET", 1), else_=0)).label("n"),
        func.count().label("d"),
    )
    .where(
        col(Standing.rule_key).startswith(MODULE, autoescape=True),
        col(Standing.person_id).is_not(None),
        col(Standing.state) != "EXEMPT",
        col(Standing.period_start).between(PERIOD_START, PERIOD_END),
    )
    .group_by(col(Standing.person_id))
)

WHAT_EACH_LEADER_FULFILLED = Indicator(
    key="fulfilled",
    clause="HB-A12",
    source=CARRYING_OUT,
    title=Text("年度述职：各项联系制度履行率", "The yearly report: how much of this was fulfilled"),
    value=value_of(_asked, keyed="Person", divided=True, scale=100),
    unit_of_measure=PERCENT,
    per="year",
)

YEARLY_RULES = (HEARD_ONCE_A_YEAR, WHAT_EACH_LEADER_FULFILLED)
