"""HB-X1, HB-X3: 36 regulations are planned, 9 issued; every unit below adopts rules of its own."""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, Field, model_validator
from sqlalchemy import Integer, exists
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    AS_OF,
    PERCENT,
    Coverage,
    Guard,
    Indicator,
    OneOf,
    Registry,
    Unfit,
    counted,
    figures,
    ratio,
    record,
    recording,
    units,
)
from lianxin.rules.conditions import regulation_in_force
from lianxin.tables import Regulation
from lianxin_hubei.settings import HubeiRegulationSettings
from lianxin_hubei.sources import BY_OTHERS, SYSTEM
from lianxin_hubei.tables import PlannedRegulation
from lianxin_hubei.terms import ADOPTED

F = figures(HubeiRegulationSettings)
_issued = col(PlannedRegulation.issued_on).is_not(None)


class PlannedFields(BaseModel, extra="forbid"):
    number: int = Field(ge=1, le=1000, title="序号 / Number")
    title: str = Field(min_length=2, max_length=300, title="名称 / Title")
    unit_id: int = Field(title="牵头单位 / Lead unit")
    planned_on: date = Field(title="列入计划日期 / Planned on")
    issued_on: date | None = Field(None, title="出台日期 / Issued on")
    regulation_id: int | None = Field(None, title="出台的制度 / The regulation")

    @model_validator(mode="after")
    def _issued_after_it_was_planned(self) -> Self:
        if self.issued_on is not None and self.issued_on < self.planned_on:
            raise Unfit(Text("出台不能早于列入计划", "It cannot be issued before it was planned"))
        return self


PLANNED = Registry(
    key="planned_regulations",
    clause="HB-X1",
    source=SYSTEM,
    title=Text("计划制定的配套制度", "Regulations that are planned"),
    table=PlannedRegulation,
    fields=PlannedFields,
    unique=(("number",), ("title",)),
    public=tuple(PlannedFields.model_fields),
    order=("number",),
)

AS_MANY_AS_PLANNED = Guard(
    key="as_many_as_planned",
    clause="HB-X1",
    source=SYSTEM,
    title=Text("初步确定 36 项", "36 of them are planned"),
    actions=(recording("planned_regulations"),),
    refuse_if=col(PlannedRegulation.number) > F.planned.sql(Integer()),
    because=Text(
        "超出计划项数，请先调整计划", "There are not so many in the plan; change it first"
    ),
    reads=(F.planned,),
)

HOW_MANY_ARE_PLANNED = Indicator(
    key="planned",
    clause="HB-X1",
    source=SYSTEM,
    title=Text("计划制定的制度数", "Regulations planned"),
    value=counted(PlannedRegulation),
    every=units("province"),
    target=F.planned,
    per="year",
)

HOW_MANY_ARE_ISSUED = Indicator(
    key="issued",
    clause="HB-X1",
    source=SYSTEM,
    title=Text("已经出台的制度数", "Regulations issued"),
    value=counted(PlannedRegulation, where=_issued),
    per="year",
)

THE_PART_ISSUED = Indicator(
    key="part_issued",
    clause="HB-X1",
    source=SYSTEM,
    title=Text("制度出台进度", "The part that is issued"),
    value=ratio(counted(PlannedRegulation, where=_issued), counted(PlannedRegulation), scale=100),
    unit_of_measure=PERCENT,
    per="year",
)


class AdoptedFields(BaseModel, extra="forbid"):
    code: str = Field(min_length=1, max_length=64, title="编号 / Code")
    title: str = Field(min_length=2, max_length=300, title="名称 / Title")
    tier: Annotated[str, OneOf("regulation_tier", (ADOPTED,))] = Field(
        ADOPTED.code, title="层级 / Tier"
    )
    unit_id: int = Field(title="制定单位 / Issuing unit")
    parent_id: int = Field(title="所参照的制度 / The regulation that it is modelled on")
    in_force_since: date = Field(title="施行日期 / In force since")
    abolished_on: date | None = Field(None, title="废止日期 / Abolished on")


ADOPTED_RULES = Registry(
    key="adopted_rules",
    clause="HB-X3",
    source=BY_OTHERS,
    title=Text("参照制定的制度", "Rules modelled on the province's"),
    table=Regulation,
    named="AdoptedRule",
    fields=AdoptedFields,
    unique=(("code",),),
    public=tuple(AdoptedFields.model_fields),
    order=("code",),
    where=col(Regulation.tier) == ADOPTED.code,
)

_upper = Regulation.__table__.alias()  # type: ignore[attr-defined]

MODELLED_ON_THE_PROVINCE_S = Guard(
    key="modelled_on_the_provinces",
    clause="HB-X3",
    source=BY_OTHERS,
    title=Text("参照上级制度制定", "They are modelled on a regulation from above"),
    actions=(recording("adopted_rules"),),
    refuse_if=~exists().where(
        _upper.c.id == col(Regulation.parent_id),
        _upper.c.tier != ADOPTED.code,
        _upper.c.in_force_since <= col(Regulation.in_force_since),
    ),
    because=Text(
        "请填写所参照的、已施行的省级制度",
        "Name the province's regulation, in force by then, that it is modelled on",
    ),
)

EVERY_UNIT_BELOW_HAS_ITS_OWN = Coverage(
    key="units_adopted_rules",
    clause="HB-X3",
    source=BY_OTHERS,
    title=Text("各级各部门参照制定制度", "Every unit below adopts rules of its own"),
    every=units("city", "county", "department"),
    has=(
        record(
            col(Regulation.unit_id),
            where=(col(Regulation.tier) == ADOPTED.code)
            & regulation_in_force(col(Regulation.id), AS_OF),
            called=ADOPTED.label,
        ),
    ),
)

PLANNED_RULES = (
    PLANNED,
    AS_MANY_AS_PLANNED,
    HOW_MANY_ARE_PLANNED,
    HOW_MANY_ARE_ISSUED,
    THE_PART_ISSUED,
    ADOPTED_RULES,
    MODELLED_ON_THE_PROVINCE_S,
    EVERY_UNIT_BELOW_HAS_ITS_OWN,
)
