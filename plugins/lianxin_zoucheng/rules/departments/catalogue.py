"""ZC-B1, ZC-B10: what each department does by when, who answers for it, what was strengthened."""

from typing import Annotated

from pydantic import BaseModel, Field, field_validator
from sqlalchemy import and_, not_
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import Guard, Indicator, OneOf, Registry, Unfit, counted, recording
from lianxin.rules.conditions import holds
from lianxin_zoucheng.sources import DEPARTMENTS
from lianxin_zoucheng.tables import DutyItem, Function
from lianxin_zoucheng.terms import DAY_KINDS, FUNCTION_AIMS, ITEM_KINDS, ITEM_WAYS

LONGEST_DAYS = 366
NO_LIMIT = Text(
    "须写明确定的时限（x 日内），不能没有时限",
    "A definite limit is needed: within so many days",
)
NOBODY_ANSWERS = Text(
    "须明确主要负责人、分管负责人、科室负责人和承办人",
    "Name the principal, the leader in charge, the section head and the handler",
)

Answerable = Annotated[int | None, Field(validate_default=True)]


class DutyItemFields(BaseModel, extra="forbid"):
    """What may be left out by its type and still is required is refused with the clause."""

    unit_id: int = Field(title="部门 / Department")
    code: str = Field(min_length=1, max_length=64, title="编号 / Code")
    name: str = Field(min_length=2, max_length=200, title="事项 / Item")
    kind: Annotated[str, OneOf("zoucheng_item_kind", ITEM_KINDS)]
    way: Annotated[str, OneOf("zoucheng_item_way", ITEM_WAYS)] = "approved"
    can_be_filed: bool = Field(False, title="能否备案 / Whether filing it would do")
    days: int | None = Field(None, validate_default=True, title="办理时限（日） / Limit in days")
    count: Annotated[str, OneOf("zoucheng_day_kind", DAY_KINDS)] = "working"
    days_before: int | None = Field(
        None, ge=1, le=LONGEST_DAYS, title="简化前的时限（日） / Limit before simplification"
    )
    lowest_days: int | None = Field(
        None, ge=1, le=LONGEST_DAYS, title="最低时限（日） / The shortest limit possible"
    )
    principal_id: Answerable = None
    leader_id: Answerable = None
    section_head_id: Answerable = None
    handler_id: Answerable = None

    @field_validator("days")
    @classmethod
    def definite(cls, days: int | None) -> int:
        if days is None or not 1 <= days <= LONGEST_DAYS:
            raise Unfit(NO_LIMIT)
        return days

    @field_validator("principal_id", "leader_id", "section_head_id", "handler_id")
    @classmethod
    def answered_for(cls, person_id: int | None) -> int:
        if person_id is None:
            raise Unfit(NOBODY_ANSWERS)
        return person_id


class FunctionFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="部门 / Department")
    code: str = Field(min_length=1, max_length=64, title="编号 / Code")
    name: str = Field(min_length=2, max_length=200, title="职能 / Function")
    aim: Annotated[str | None, OneOf("zoucheng_function_aim", FUNCTION_AIMS)] = None
    strengthened: bool = Field(False, title="是否强化 / Whether it was strengthened")
    measure: str | None = Field(None, max_length=2000, title="强化措施 / How")


DUTY_CATALOGUE = Registry(
    key="duty_catalogue",
    clause="ZC-B1",
    source=DEPARTMENTS,
    title=Text("部门职责目录：时限确定、责任到人", "The duty catalogue of departments"),
    table=DutyItem,
    fields=DutyItemFields,
    unique=(("code",),),
    order=("code",),
)

_CHAIN = (DutyItem.principal_id, DutyItem.leader_id, DutyItem.section_head_id, DutyItem.handler_id)

THEY_SERVE_IN_THE_DEPARTMENT = Guard(
    key="they_serve_in_the_department",
    clause="ZC-B1",
    source=DEPARTMENTS,
    title=Text("责任链上的人员在该部门任职", "Those answerable serve in the department"),
    actions=(recording("duty_catalogue"),),
    refuse_if=not_(
        and_(*(holds(col(each), at=col(DutyItem.unit_id), below=True) for each in _CHAIN))
    ),
    because=Text(
        "主要负责人、分管负责人、科室负责人和承办人须为该部门（或其下属单位）现任人员",
        "The principal, the leader in charge, the section head and the handler have to hold a post "
        "in the department, or below it",
    ),
)

ITEMS_WITH_LIMITS = Indicator(
    key="items_with_limits",
    clause="ZC-B1",
    source=DEPARTMENTS,
    title=Text("已量化的办理事项", "Items with a definite limit"),
    value=counted(DutyItem),
    split=(col(DutyItem.kind),),
    per="year",
)

FUNCTIONS = Registry(
    key="functions",
    clause="ZC-B10",
    source=DEPARTMENTS,
    title=Text("部门职能：服务发展、维护稳定、保障民生", "Functions, and which were strengthened"),
    table=Function,
    fields=FunctionFields,
    unique=(("code",),),
    order=("code",),
)

FUNCTIONS_STRENGTHENED = Indicator(
    key="functions_strengthened",
    clause="ZC-B10",
    source=DEPARTMENTS,
    title=Text("强化职能", "Functions strengthened"),
    value=counted(Function, where=col(Function.strengthened).is_(True)),
    split=(col(Function.aim),),
    per="year",
)

CATALOGUE_RULES = (
    DUTY_CATALOGUE,
    THEY_SERVE_IN_THE_DEPARTMENT,
    ITEMS_WITH_LIMITS,
    FUNCTIONS,
    FUNCTIONS_STRENGTHENED,
)
