"""FG-C3: the platform of study and training."""

from datetime import date

from pydantic import BaseModel, Field
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import PERSON, Indicator, Registry, total
from lianxin_fenggang.sources import REACH
from lianxin_fenggang.tables import Training


class TrainingFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="举办单位 / Unit")
    title: str = Field(min_length=2, max_length=200, title="内容 / Subject")
    held_on: date = Field(title="日期 / When")
    hours: float = Field(gt=0, le=1000, title="学时 / Hours")
    attended: int = Field(ge=1, le=100_000, title="参训人数 / How many came")


TRAININGS = Registry(
    key="trainings",
    clause="FG-C3",
    source=REACH,
    title=Text("学习教育培训平台", "The platform of study and training"),
    table=Training,
    fields=TrainingFields,
    own_writers=frozenset({"handler"}),
    unique=(("unit_id", "title", "held_on"),),
    public=tuple(TrainingFields.model_fields),
    order=("held_on",),
)

TRAINED = Indicator(
    key="trained",
    clause="FG-C3",
    source=REACH,
    title=Text("参训人次", "Attendances of courses"),
    value=total(col(Training.attended), on=col(Training.held_on)),
    unit_of_measure=PERSON,
    per="year",
)

TRAINING_RULES = (TRAININGS, TRAINED)
