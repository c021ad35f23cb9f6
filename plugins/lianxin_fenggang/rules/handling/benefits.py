"""FG-D4: cash benefits paid by programme, in yuan, and people reached."""

from datetime import date

from pydantic import BaseModel, Field
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import PERSON, Indicator, Registry, total
from lianxin_fenggang.sources import RESULTS
from lianxin_fenggang.tables import Benefit
from lianxin_fenggang.terms import YUAN


class BenefitFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="兑现单位 / Where it was paid out")
    programme: str = Field(min_length=2, max_length=100, title="项目 / Programme")
    paid_on: date = Field(title="日期 / When")
    amount: float = Field(gt=0, le=1e12, title="金额（元） / Yuan")
    people: int = Field(ge=1, le=100_000_000, title="惠及人数 / People reached")


BENEFITS = Registry(
    key="benefits",
    clause="FG-D4",
    source=RESULTS,
    title=Text("惠民资金兑现", "Cash benefits paid out"),
    table=Benefit,
    fields=BenefitFields,
    own_writers=frozenset({"handler"}),
    unique=(("unit_id", "programme", "paid_on"),),
    public=tuple(BenefitFields.model_fields),
    order=("paid_on",),
)

BENEFITS_PAID = Indicator(
    key="benefits_paid",
    clause="FG-D4",
    source=RESULTS,
    title=Text("惠民资金兑现金额", "Benefits paid"),
    value=total(col(Benefit.amount), on=col(Benefit.paid_on)),
    unit_of_measure=YUAN,
    split=(col(Benefit.programme),),
    per="year",
)

PEOPLE_REACHED = Indicator(
    key="people_reached",
    clause="FG-D4",
    source=RESULTS,
    title=Text("惠民资金惠及人数", "People reached"),
    value=total(col(Benefit.people), on=col(Benefit.paid_on)),
    unit_of_measure=PERSON,
    split=(col(Benefit.programme),),
    per="year",
)

BENEFIT_RULES = (BENEFITS, BENEFITS_PAID, PEOPLE_REACHED)
