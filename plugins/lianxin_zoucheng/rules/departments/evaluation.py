"""ZC-B5: those whom a department serves say what they think of it; a hundred are drawn by lot."""

from typing import Annotated

from pydantic import BaseModel, Field
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import OneOf, Registry, Survey, figures, roll, units
from lianxin.tables import Respondent
from lianxin_zoucheng.settings import DepartmentSettings
from lianxin_zoucheng.sources import DEPARTMENTS
from lianxin_zoucheng.terms import ANSWER_WAYS, SERVICE_OBJECT

F = figures(DepartmentSettings)

EVERY_DEPARTMENT = units(F.departments)


class ServiceObjectFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="服务部门 / The department that served them")
    number: int = Field(ge=1, title="名册序号 / Number on the register")
    person_id: int | None = Field(None, title="本人 / The person")
    active: bool = Field(True, title="是否在册 / Whether still on the register")
    roll: Annotated[str, OneOf("zoucheng_roll", (SERVICE_OBJECT,))] = SERVICE_OBJECT.code


SERVICE_OBJECTS = Registry(
    key="service_objects",
    clause="ZC-B5",
    source=DEPARTMENTS,
    title=Text("服务对象民主评议数据库", "The register of service objects"),
    table=Respondent,
    fields=ServiceObjectFields,
    unique=(("roll", "unit_id", "number"),),
    where=col(Respondent.roll) == SERVICE_OBJECT.code,
    named="ServiceObject",
    order=("number",),
)

DEMOCRATIC_EVALUATION = Survey(
    key="democratic_evaluation",
    clause="ZC-B5",
    source=DEPARTMENTS,
    title=Text("市直部门民主评议", "Democratic evaluation of departments"),
    every=EVERY_DEPARTMENT,
    frame=roll(SERVICE_OBJECT),
    sample=F.sample_size,
    grades=F.points,
    ways=ANSWER_WAYS,
    least_answers=F.least_answers,
    per="year",
)

EVALUATION_RULES = (SERVICE_OBJECTS, DEMOCRATIC_EVALUATION)
