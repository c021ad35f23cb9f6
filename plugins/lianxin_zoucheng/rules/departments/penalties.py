"""ZC-B3: fixed amounts: nobody decides at will what an offence costs, or what is charged."""

from typing import Any

from pydantic import BaseModel, Field
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import Guard, Indicator, Registry, counted, recording
from lianxin_zoucheng.settings import DepartmentSettings
from lianxin_zoucheng.sources import DEPARTMENTS
from lianxin_zoucheng.tables import Fee, Penalty

MOST = 100_000_000


def _yuan(title: str) -> Any:
    return Field(ge=0, le=MOST, allow_inf_nan=False, title=title)


class PenaltyFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="执法部门 / Department")
    code: str = Field(min_length=1, max_length=64, title="编号 / Code")
    offence: str = Field(min_length=2, max_length=500, title="违法行为 / Offence")
    basis: str | None = Field(None, max_length=500, title="处罚依据 / Legal basis")
    first_waived: bool = Field(False, title="首违不罚 / The first offence is waived")
    first_amount: float = _yuan("首次罚款（元） / Yuan, the first time")
    lighter_amount: float = _yuan("从轻罚款（元） / Yuan, lighter")
    heavier_amount: float = _yuan("从重罚款（元） / Yuan, heavier")


class FeeFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="执收部门 / Department")
    code: str = Field(min_length=1, max_length=64, title="编号 / Code")
    name: str = Field(min_length=2, max_length=200, title="收费项目 / Fee")
    basis: str | None = Field(None, max_length=500, title="收费依据 / Legal basis")
    amount: float = _yuan("金额（元） / Yuan")
    per: str | None = Field(None, max_length=40, title="计费单位 / For each what")


def degree_of(penalty: Any, time: int, settings: DepartmentSettings) -> str:
    """What applies to the n-th offence: one degree, and nothing to choose from."""
    if time == 1:
        return "waived" if penalty.first_waived else "first"
    return "heavier" if time >= settings.heavier_from else "lighter"


def amount_of(penalty: Any, degree: str) -> float:
    """The fixed amount in yuan."""
    return 0.0 if degree == "waived" else float(getattr(penalty, f"{degree}_amount"))


PENALTIES = Registry(
    key="penalties",
    clause="ZC-B3",
    source=DEPARTMENTS,
    title=Text("行政处罚自由裁量标准", "What each offence costs"),
    table=Penalty,
    fields=PenaltyFields,
    unique=(("code",),),
    order=("code",),
)

FEES = Registry(
    key="fees",
    clause="ZC-B3",
    source=DEPARTMENTS,
    title=Text("执收项目与数额", "What each fee amounts to"),
    table=Fee,
    fields=FeeFields,
    unique=(("code",),),
    order=("code",),
)

HEAVIER_IS_NOT_LESS = Guard(
    key="heavier_is_not_less",
    clause="ZC-B3",
    source=DEPARTMENTS,
    title=Text("从重处罚数额不低于从轻", "Heavier is not less than lighter"),
    actions=(recording("penalties"),),
    refuse_if=col(Penalty.heavier_amount) < col(Penalty.lighter_amount),
    because=Text(
        "从重处罚的数额不能低于从轻处罚", "What is heavier cannot cost less than what is lighter"
    ),
)

PENALTIES_FIXED = Indicator(
    key="penalties_fixed",
    clause="ZC-B3",
    source=DEPARTMENTS,
    title=Text("已固化的处罚项", "Penalty items fixed"),
    value=counted(Penalty),
    per="year",
)

FIRST_OFFENCES_WAIVED = Indicator(
    key="first_offences_waived",
    clause="ZC-B3",
    source=DEPARTMENTS,
    title=Text("首违不罚事项", "Items whose first offence is waived"),
    value=counted(Penalty, where=col(Penalty.first_waived).is_(True)),
    per="year",
)

PENALTY_RULES = (
    PENALTIES,
    FEES,
    HEAVIER_IS_NOT_LESS,
    PENALTIES_FIXED,
    FIRST_OFFENCES_WAIVED,
)
