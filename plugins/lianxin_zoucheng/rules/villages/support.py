"""ZC-A14: support of villages, planned, given and used within what the city sets aside."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, Field, model_validator
from sqlalchemy import Float, Integer, distinct, extract, func, literal_column, select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    PERIOD_END,
    PERIOD_START,
    Figure,
    Guard,
    Indicator,
    OneOf,
    Registry,
    Unfit,
    counted,
    figures,
    recording,
    total,
    units,
    value_of,
)
from lianxin.rules.conditions import is_of_kind
from lianxin_zoucheng.rules.villages.officers import VILLAGE_KINDS
from lianxin_zoucheng.settings import VillageSettings
from lianxin_zoucheng.sources import VILLAGES
from lianxin_zoucheng.tables import Support
from lianxin_zoucheng.terms import SUPPORT_KINDS, YUAN

F = figures(VillageSettings)

MOST, MOST_PIECES = 1e12, 1_000_000

GIVEN_TOO_MUCH = Text("拨付不得超过计划", "No more can be given than was planned")
USED_TOO_MUCH = Text("使用不得超过拨付", "No more can be used than was given")


class SupportFields(BaseModel, extra="forbid", allow_inf_nan=False):
    unit_id: int = Field(title="村（居） Village")
    kind: Annotated[str, OneOf("zoucheng_support_kind", SUPPORT_KINDS)] = Field(title="种类 Kind")
    purpose: str = Field(title="用途 What for", min_length=1, max_length=200)
    decided_on: date = Field(title="决定日期 Decided on")
    planned: float = Field(title="计划（元） Planned", ge=0, le=MOST)
    given: float = Field(0, title="拨付（元） Given", ge=0, le=MOST)
    used: float = Field(0, title="使用（元） Used", ge=0, le=MOST)
    pieces: int = Field(1, title="数量 Pieces", ge=1, le=MOST_PIECES)

    @model_validator(mode="after")
    def no_more_than_there_is(self) -> "SupportFields":
        if self.given > self.planned:
            raise Unfit(GIVEN_TOO_MUCH)
        if self.used > self.given:
            raise Unfit(USED_TOO_MUCH)
        return self


SUPPORTS = Registry(
    key="supports",
    clause="ZC-A14",
    source=VILLAGES,
    title=Text("扶持村级：计划、拨付、使用", "Support of villages: planned, given, used"),
    table=Support,
    fields=SupportFields,
    public=tuple(SupportFields.model_fields),
    alone=True,  # what is planned for all villages stays within one fund
    order=("decided_on",),
)

SUPPORT_GOES_TO_VILLAGES = Guard(
    key="support_goes_to_villages",
    clause="ZC-A14",
    source=VILLAGES,
    title=Text("扶持对象为村（居）", "Support goes to villages"),
    actions=(recording("supports"),),
    refuse_if=~is_of_kind(col(Support.unit_id), *VILLAGE_KINDS),
    because=Text("扶持对象须为村（居）", "Support is given to a village"),
)

_other: Any = Support.__table__.alias()  # type: ignore[attr-defined]
_others = (_other.c.kind == col(Support.kind)) & (_other.c.id != col(Support.id))
_same_year = extract("year", _other.c.decided_on) == extract("year", col(Support.decided_on))


def within(kind: str, fund: Figure, title: Text, *, yearly: bool) -> Guard:
    """What is planned of a kind, in the year or altogether, stays within its fund."""
    others = _others & _same_year if yearly else _others
    planned = select(func.coalesce(func.sum(_other.c.planned), 0.0)).where(others)
    return Guard(
        key=f"{kind}_within_its_fund",
        clause="ZC-A14",
        source=VILLAGES,
        title=title,
        actions=(recording("supports"),),
        refuse_if=(col(Support.kind) == kind)
        & (planned.scalar_subquery() + col(Support.planned) > fund.sql(Float())),
        because=Text("计划总额超过该项经费", "What is planned exceeds the fund for it"),
        reads=(fund,),
    )


FUND = within(
    "fund", F.yearly_fund, Text("每年专项经费不超额", "Within the yearly fund"), yearly=True
)
VENUE_FUND = within(
    "venue", F.venue_fund, Text("活动场所改造不超额", "Within the fund for venues"), yearly=False
)
COMPUTER_FUND = within(
    "computer",
    F.computer_fund,
    Text("电脑购置不超额", "Within the fund for computers"),
    yearly=False,
)
REWARD_FUND = within(
    "reward",
    F.weak_village_fund,
    Text("以奖代补每年不超额", "Within the yearly fund for rewards"),
    yearly=True,
)

_years = select(func.count(distinct(extract("year", _other.c.decided_on)))).where(
    _others, _other.c.unit_id == col(Support.unit_id), ~_same_year
)

REWARDED_FOR_THREE_YEARS = Guard(
    key="rewarded_for_three_years",
    clause="ZC-A14",
    source=VILLAGES,
    title=Text("以奖代补连续三年", "Rewards go on for three years"),
    actions=(recording("supports"),),
    refuse_if=(col(Support.kind) == "reward")
    & (_years.scalar_subquery() >= F.weak_village_years.sql(Integer())),
    because=Text("该村以奖代补已满规定年数", "The village has had its years of rewards"),
    reads=(F.weak_village_years,),
)

_paid = {
    "planned": (col(Support.planned), Text("扶持计划金额", "Support planned")),
    "given": (col(Support.given), Text("扶持拨付金额", "Support given")),
    "used": (col(Support.used), Text("扶持使用金额", "Support used")),
}

AMOUNTS = tuple(
    Indicator(
        key=f"support_{name}",
        clause="ZC-A14",
        source=VILLAGES,
        title=title,
        value=total(column, on=col(Support.decided_on)),
        unit_of_measure=YUAN,
        split=(col(Support.kind),),
    )
    for name, (column, title) in _paid.items()
)

VENUES = Indicator(
    key="venues_rebuilt",
    clause="ZC-A14",
    source=VILLAGES,
    title=Text("改造村级活动场所", "Venues rebuilt"),
    value=counted(Support, where=(col(Support.kind) == "venue") & (col(Support.used) > 0)),
    every=units("city", "county"),
    target=F.venues,
)

COMPUTERS = Indicator(
    key="computers_given",
    clause="ZC-A14",
    source=VILLAGES,
    title=Text("购置电脑", "Computers given"),
    value=total(
        col(Support.pieces), where=(col(Support.kind) == "computer") & (col(Support.given) > 0)
    ),
    every=units("city", "county"),
    target=F.computers,
)

_rewarded: Any = (
    select(col(Support.unit_id).label("key"), literal_column("1.0", Float()).label("n"))
    .where(col(Support.kind) == "reward", col(Support.given) > 0)
    .where(col(Support.decided_on).between(PERIOD_START, PERIOD_END))
    .distinct()
)

WEAK_VILLAGES = Indicator(
    key="weak_villages_rewarded",
    clause="ZC-A14",
    source=VILLAGES,
    title=Text("扶持经济薄弱村", "Weak villages rewarded"),
    value=value_of(_rewarded, reads=["record:zoucheng_support"]),
    every=units("city", "county"),
    target=F.weak_villages,
)

SUPPORT_RULES = (
    SUPPORTS,
    SUPPORT_GOES_TO_VILLAGES,
    FUND,
    VENUE_FUND,
    COMPUTER_FUND,
    REWARD_FUND,
    REWARDED_FOR_THREE_YEARS,
    *AMOUNTS,
    VENUES,
    COMPUTERS,
    WEAK_VILLAGES,
)
