"""ZC-A15: village accounts are watched and published, and so are the village's procedures."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field, field_validator, model_validator
from sqlalchemy import func, select
from sqlmodel import col

from lianxin.database import Key
from lianxin.language import Text
from lianxin.rules import (
    PERIOD_FROM,
    PERIOD_START,
    PERIOD_UNTIL,
    PREVIOUS_START,
    Coverage,
    Guard,
    OneOf,
    Publication,
    Registry,
    Unfit,
    figures,
    record,
    recording,
    units,
    viewer,
    worded,
)
from lianxin.rules.conditions import holds, is_of_kind
from lianxin.rules.sql.places import LINE, UNIT
from lianxin.tables import Case
from lianxin_zoucheng.rules.villages.officers import TOWN_KINDS, VILLAGE_KINDS
from lianxin_zoucheng.settings import VillageSettings
from lianxin_zoucheng.sources import RESULTS
from lianxin_zoucheng.tables import OpinionFacts, VillageAccount
from lianxin_zoucheng.terms import (
    DECISIONS,
    FIRST_SECRETARY,
    SUBSISTENCE_APPLICATION,
    TEAM_MEMBER,
    WATCH_OPINIONS,
)

F = figures(VillageSettings)

MOST = 1e12
NOT_A_MONTH = Text("月份以当月 1 日表示", "A month is given as its first day")
NO_OPINION = Text("监督人与监督意见须同时填写", "Whoever watched over it says with what opinion")


class AccountFields(BaseModel, extra="forbid", allow_inf_nan=False):
    unit_id: int = Field(title="村（居） Village")
    month: date = Field(title="月份（当月 1 日） Month, as its first day")
    income: float = Field(title="收入（元） Income", ge=0, le=MOST)
    expenditure: float = Field(title="支出（元） Expenditure", ge=0, le=MOST)
    balance: float = Field(title="结余（元） Balance", ge=-MOST, le=MOST)
    watcher_id: int | None = Field(None, title="监督人 Who watched over it")
    opinion: Annotated[str | None, OneOf("zoucheng_watch_opinion", WATCH_OPINIONS)] = Field(
        None, title="监督意见 Opinion"
    )

    @field_validator("month")
    @classmethod
    def is_a_month(cls, value: date) -> date:
        if value.day != 1:
            raise Unfit(NOT_A_MONTH)
        return value

    @model_validator(mode="after")
    def watched_with_an_opinion(self) -> "AccountFields":
        if (self.watcher_id is None) != (self.opinion is None):
            raise Unfit(NO_OPINION)
        return self


VILLAGE_ACCOUNTS = Registry(
    key="village_accounts",
    clause="ZC-A15",
    source=RESULTS,
    title=Text("村级财务", "Village accounts"),
    table=VillageAccount,
    fields=AccountFields,
    writers=frozenset({"clerk", "handler"}),
    unique=(("unit_id", "month"),),
    order=("month",),
)

ACCOUNTS_ARE_OF_VILLAGES = Guard(
    key="accounts_of_villages",
    clause="ZC-A15",
    source=RESULTS,
    title=Text("村级财务按村登记", "Accounts are those of villages"),
    actions=(recording("village_accounts"),),
    refuse_if=~is_of_kind(col(VillageAccount.unit_id), *VILLAGE_KINDS),
    because=Text("请填写村（居）", "Name a village"),
)

_watcher = col(VillageAccount.watcher_id)

SECONDED_CADRES_WATCH_ACCOUNTS = Guard(
    key="seconded_watch_accounts",
    clause="ZC-A15",
    source=RESULTS,
    title=Text("下派干部监管村级财务", "Seconded cadres watch over village accounts"),
    actions=(recording("village_accounts"),),
    refuse_if=_watcher.is_not(None)
    & ~(
        (_watcher == func.coalesce(viewer("person_id", Key), 0))
        & holds(_watcher, FIRST_SECRETARY, TEAM_MEMBER, at=col(VillageAccount.unit_id))
    ),
    because=Text(
        "监督意见由该村第一书记或驻村队员本人填写",
        "The first secretary or a team member of the village enters it in person",
    ),
)

EVERY_ACCOUNT_IS_WATCHED = Coverage(
    key="accounts_watched",
    clause="ZC-A15",
    source=RESULTS,
    title=Text("每月村级财务经下派干部监督", "The accounts of each month are watched over"),
    every=units(*VILLAGE_KINDS),
    has=(
        record(
            col(VillageAccount.unit_id),
            on=col(VillageAccount.month),
            where=_watcher.is_not(None),
            called=Text("经监督的村级财务", "accounts that were watched over"),
        ),
    ),
    per="month",
)

ACCOUNTS_ARE_PUBLISHED = Publication(
    key="accounts_published",
    clause="ZC-A15",
    source=RESULTS,
    title=Text("村级财务公开（上月账目）", "Village accounts of the month before"),
    about=units(*VILLAGE_KINDS),
    query=select(
        col(VillageAccount.unit_id).label("subject_id"),
        col(VillageAccount.month).label("month"),
        col(VillageAccount.income).label("income"),
        col(VillageAccount.expenditure).label("expenditure"),
        col(VillageAccount.balance).label("balance"),
        worded(col(VillageAccount.opinion), WATCH_OPINIONS).label("opinion"),
    ).where(col(VillageAccount.month) >= PREVIOUS_START, col(VillageAccount.month) < PERIOD_START),
    labels={
        "month": Text("月份", "Month"),
        "income": Text("收入（元）", "Income"),
        "expenditure": Text("支出（元）", "Expenditure"),
        "balance": Text("结余（元）", "Balance"),
        "opinion": Text("监督意见", "Opinion of the watcher"),
    },
    per="month",
    within_days=F.publish_within_days,
)

_upper, _line = UNIT.alias(), LINE.alias()

SUBSISTENCE_IS_PUBLISHED = Publication(
    key="subsistence_published",
    clause="ZC-A15",
    source=RESULTS,
    title=Text("低保申请办理公开", "Applications for subsistence allowance, by town"),
    about=units(*TOWN_KINDS),
    query=select(
        _upper.c.id.label("subject_id"),
        worded(col(OpinionFacts.subsistence_decision), DECISIONS).label("decision"),
        func.count().label("applications"),
    )
    .join_from(Case, OpinionFacts, col(OpinionFacts.case_id) == col(Case.id))
    .join(_line, _line.c.lower_id == col(Case.unit_id))
    .join(_upper, _upper.c.id == _line.c.upper_id)
    .where(
        _upper.c.kind.in_(TOWN_KINDS),
        col(Case.channel) == SUBSISTENCE_APPLICATION.code,
        col(Case.closed_at) >= PERIOD_FROM,
        col(Case.closed_at) < PERIOD_UNTIL,
    )
    .group_by(_upper.c.id, col(OpinionFacts.subsistence_decision)),
    labels={
        "decision": Text("审批结果", "Decision"),
        "applications": Text("件数", "Applications"),
    },
    counts=("applications",),
    per="month",
    within_days=F.publish_within_days,
)

PROCEDURES_ARE_PUBLIC = Publication(
    key="procedures_public",
    clause="ZC-A15",
    source=RESULTS,
    title=Text("村级办事程序公开", "The village's procedures"),
    about=units(*VILLAGE_KINDS),
    by_hand=True,
    own_unit=True,
    writers=frozenset({"clerk", "admin"}),
    per="year",
)

OPENNESS_RULES = (
    VILLAGE_ACCOUNTS,
    ACCOUNTS_ARE_OF_VILLAGES,
    SECONDED_CADRES_WATCH_ACCOUNTS,
    EVERY_ACCOUNT_IS_WATCHED,
    ACCOUNTS_ARE_PUBLISHED,
    SUBSISTENCE_IS_PUBLISHED,
    PROCEDURES_ARE_PUBLIC,
)
