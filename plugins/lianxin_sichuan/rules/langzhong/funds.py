"""SC-LZ2: a resolution may raise money; what is owed, paid and spent always adds up, in public."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement, case, exists, func, select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Guard,
    Indicator,
    OneOf,
    Publication,
    Registry,
    recording,
    total,
)
from lianxin.tables import Household, Motion, Unit, UnitLine
from lianxin_sichuan.sources import LANGZHONG
from lianxin_sichuan.tables import Fund, Payment, Pledge, Spending
from lianxin_sichuan.terms import PLEDGE_KINDS

YUAN_AT_MOST = 1_000_000_000
_BY_RESIDENTS = frozenset({"clerk", "handler"})


class FundFields(BaseModel, extra="forbid"):
    motion_id: int = Field(title="决议 / Resolution")
    unit_id: int = Field(title="村 / Village")
    purpose: str = Field(min_length=2, max_length=200, title="用途 / What for")
    direct_amount: int = Field(ge=0, le=100_000, title="直接受益每人（元） / Yuan a person")
    indirect_amount: int = Field(ge=0, le=100_000, title="间接受益每人（元） / Yuan a person")
    resolved_on: date = Field(title="议定日期 / When")


class PledgeFields(BaseModel, extra="forbid"):
    fund_id: int = Field(title="集资 / Fund")
    household_id: int = Field(title="住户 / Household")
    kind: Annotated[str, OneOf("sichuan_pledge_kind", PLEDGE_KINDS)] = Field(title="种类 / Kind")
    people: int = Field(1, ge=1, le=100, title="人数 / People")
    amount: int = Field(ge=1, le=YUAN_AT_MOST, title="认缴金额（元） / Yuan")
    pledged_on: date = Field(title="日期 / When")


class PaymentFields(BaseModel, extra="forbid"):
    fund_id: int = Field(title="集资 / Fund")
    pledge_id: int = Field(title="认缴 / Pledge")
    amount: int = Field(ge=0, le=YUAN_AT_MOST, title="缴纳金额（元） / Yuan")
    paid_on: date = Field(title="日期 / When")


class SpendingFields(BaseModel, extra="forbid"):
    fund_id: int = Field(title="集资 / Fund")
    amount: int = Field(ge=0, le=YUAN_AT_MOST, title="支出金额（元） / Yuan")
    spent_on: date = Field(title="日期 / When")
    what: str = Field(min_length=2, max_length=500, title="用途 / What for")


FUNDS = Registry(
    key="funds",
    clause="SC-LZ2",
    source=LANGZHONG,
    title=Text("坝坝会议定的集资", "Money that a resolution raises"),
    table=Fund,
    fields=FundFields,
    writers=_BY_RESIDENTS,
    unique=(("motion_id",),),
    public=tuple(FundFields.model_fields),
    order=("resolved_on",),
)

PLEDGES = Registry(
    key="pledges",
    clause="SC-LZ2",
    source=LANGZHONG,
    title=Text("认缴", "What is owed, and given"),
    table=Pledge,
    fields=PledgeFields,
    writers=_BY_RESIDENTS,
    locks="fund_id",
    unique=(("fund_id", "household_id", "kind"),),
    order=("pledged_on",),
)

PAYMENTS = Registry(
    key="payments",
    clause="SC-LZ2",
    source=LANGZHONG,
    title=Text("缴纳", "What was paid"),
    table=Payment,
    fields=PaymentFields,
    writers=_BY_RESIDENTS,
    locks="fund_id",
    order=("paid_on",),
)

SPENDINGS = Registry(
    key="spendings",
    clause="SC-LZ2",
    source=LANGZHONG,
    title=Text("支出", "What was spent"),
    table=Spending,
    fields=SpendingFields,
    writers=_BY_RESIDENTS,
    locks="fund_id",
    public=tuple(SpendingFields.model_fields),
    order=("spent_on",),
)

A_RESOLUTION_RAISES_IT = Guard(
    key="resolution_raises_it",
    clause="SC-LZ2",
    source=LANGZHONG,
    title=Text("集资须经坝坝会议定", "It is a resolution that raises money"),
    actions=(recording("funds"),),
    refuse_if=~exists().where(
        col(Motion.id) == col(Fund.motion_id),
        col(Motion.procedure) == "sichuan.langzhong.dam_meeting",
        col(Motion.passed).is_(True),
        col(Motion.unit_id) == col(Fund.unit_id),
    ),
    because=Text(
        "须为本村坝坝会通过的决议", "The village's open-air meeting has to have passed it"
    ),
)

_fund: Any = Fund.__table__.alias()  # type: ignore[attr-defined]
_pledge: Any = Pledge.__table__.alias()  # type: ignore[attr-defined]
_payment: Any = Payment.__table__.alias()  # type: ignore[attr-defined]
_spending: Any = Spending.__table__.alias()  # type: ignore[attr-defined]


def _sum(table: Any, *where: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.coalesce(func.sum(table.c.amount), 0)).where(*where).scalar_subquery()


def _paid(fund: Any, besides: Any = None) -> ColumnElement[int]:
    others = [] if besides is None else [_payment.c.id != besides]
    return _sum(_payment, _payment.c.fund_id == fund, *others)


def _spent(fund: Any, besides: Any = None) -> ColumnElement[int]:
    others = [] if besides is None else [_spending.c.id != besides]
    return _sum(_spending, _spending.c.fund_id == fund, *others)


_a_person = case(
    (col(Pledge.kind) == "direct", _fund.c.direct_amount), else_=_fund.c.indirect_amount
)

EACH_PERSON_PAYS_WHAT_WAS_RESOLVED = Guard(
    key="each_pays_what_was_resolved",
    clause="SC-LZ2",
    source=LANGZHONG,
    title=Text("受益群众按议定标准集资", "Each person who benefits pays what was resolved"),
    actions=(recording("pledges"),),
    refuse_if=(col(Pledge.kind) != "donation")
    & ~exists().where(
        _fund.c.id == col(Pledge.fund_id), col(Pledge.amount) == _a_person * col(Pledge.people)
    ),
    because=Text(
        "认缴金额须等于人数乘以决议确定的每人金额",
        "What is owed is the number of people times the amount that the resolution set",
    ),
)

A_HOUSEHOLD_OF_THE_VILLAGE = Guard(
    key="household_of_the_village",
    clause="SC-LZ2",
    source=LANGZHONG,
    title=Text("按标准集资的是本村住户", "It is the village's households who owe it"),
    actions=(recording("pledges"),),
    refuse_if=(col(Pledge.kind) != "donation")
    & ~exists().where(
        _fund.c.id == col(Pledge.fund_id),
        col(Household.id) == col(Pledge.household_id),
        col(UnitLine.lower_id) == col(Household.unit_id),
        col(UnitLine.upper_id) == _fund.c.unit_id,
    ),
    because=Text("须为本村住户；他人可自愿捐助（donation）", "Others may give of their own will"),
)

NO_LESS_THAN_WAS_PAID = Guard(
    key="owed_no_less_than_paid",
    clause="SC-LZ2",
    source=LANGZHONG,
    title=Text("认缴不得低于已缴", "No less is owed than was paid"),
    actions=(recording("pledges"),),
    refuse_if=_sum(_payment, _payment.c.pledge_id == col(Pledge.id)) > col(Pledge.amount),
    because=Text("已缴金额超过认缴金额", "More than that was paid already"),
)

_owed = select(_pledge.c.amount).where(
    _pledge.c.id == col(Payment.pledge_id), _pledge.c.fund_id == col(Payment.fund_id)
)
_paid_of_it = _sum(
    _payment, _payment.c.pledge_id == col(Payment.pledge_id), _payment.c.id != col(Payment.id)
)

NO_MORE_THAN_IS_OWED = Guard(
    key="paid_no_more_than_owed",
    clause="SC-LZ2",
    source=LANGZHONG,
    title=Text("缴纳不超过认缴", "No more is paid than is owed"),
    actions=(recording("payments"),),
    refuse_if=_paid_of_it + col(Payment.amount) > func.coalesce(_owed.scalar_subquery(), 0),
    because=Text("累计缴纳超过该笔认缴金额", "That is more than is owed"),
)

WHAT_IS_SPENT_STAYS_PAID = Guard(
    key="spent_stays_paid",
    clause="SC-LZ2",
    source=LANGZHONG,
    title=Text("改动缴纳后收支仍须相符", "A payment corrected leaves the books in balance"),
    actions=(recording("payments"),),
    refuse_if=_paid(col(Payment.fund_id), col(Payment.id)) + col(Payment.amount)
    < _spent(col(Payment.fund_id)),
    because=Text("已支出的金额会超过实缴金额", "More would be spent than was paid"),
)

NO_MORE_IS_SPENT_THAN_THERE_IS = Guard(
    key="spent_no_more_than_paid",
    clause="SC-LZ2",
    source=LANGZHONG,
    title=Text("支出不超过结余", "No more is spent than there is"),
    actions=(recording("spendings"),),
    refuse_if=_spent(col(Spending.fund_id), col(Spending.id)) + col(Spending.amount)
    > _paid(col(Spending.fund_id)),
    because=Text("支出超过结余", "There is not so much left"),
)

_pledged = _sum(_pledge, _pledge.c.fund_id == col(Fund.id))
_open: Any = (
    select(
        col(Unit.name).label("village"),
        col(Fund.purpose).label("purpose"),
        col(Fund.direct_amount).label("direct"),
        col(Fund.indirect_amount).label("indirect"),
        _pledged.label("pledged"),
        _paid(col(Fund.id)).label("paid"),
        _spent(col(Fund.id)).label("spent"),
        (_paid(col(Fund.id)) - _spent(col(Fund.id))).label("balance"),
    )
    .join_from(Fund, Unit, col(Unit.id) == col(Fund.unit_id))
    .order_by(col(Fund.resolved_on).desc(), col(Fund.id))
)

THE_BOOKS_ARE_OPEN = Publication(
    key="books",
    clause="SC-LZ2",
    source=LANGZHONG,
    title=Text("集资收支公开", "Pledges, payments, spending and the balance"),
    query=_open,
    labels={
        "village": Text("村", "Village"),
        "purpose": Text("用途", "What for"),
        "direct": Text("直接受益每人（元）", "A person who benefits directly"),
        "indirect": Text("间接受益每人（元）", "A person who benefits indirectly"),
        "pledged": Text("认缴（元）", "Pledged"),
        "paid": Text("实缴（元）", "Paid"),
        "spent": Text("支出（元）", "Spent"),
        "balance": Text("结余（元）", "Balance"),
    },
    live=True,
)

RAISED = Indicator(
    key="raised",
    clause="SC-LZ2",
    source=LANGZHONG,
    title=Text("集资到位金额（元）", "Money raised, in yuan"),
    value=total(
        col(Payment.amount),
        by=col(Fund.unit_id),
        on=col(Payment.paid_on),
        joins=((Fund, col(Fund.id) == col(Payment.fund_id)),),
    ),
    per="month",
)

FUND_RULES = (
    FUNDS,
    PLEDGES,
    PAYMENTS,
    SPENDINGS,
    A_RESOLUTION_RAISES_IT,
    EACH_PERSON_PAYS_WHAT_WAS_RESOLVED,
    A_HOUSEHOLD_OF_THE_VILLAGE,
    NO_LESS_THAN_WAS_PAID,
    NO_MORE_THAN_IS_OWED,
    WHAT_IS_SPENT_STAYS_PAID,
    NO_MORE_IS_SPENT_THAN_THERE_IS,
    THE_BOOKS_ARE_OPEN,
    RAISED,
)
