"""CD-E4: what each window holds itself to, and model workers, chosen by those they served."""

from datetime import date
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    AS_OF,
    PERIOD_FROM,
    PERIOD_UNTIL,
    ConsequenceRule,
    Coverage,
    Guard,
    Registry,
    Survey,
    after_survey,
    asked,
    figures,
    holders,
    in_force,
    record,
    recording,
    top,
    units,
)
from lianxin.rules.conditions import is_of_kind
from lianxin.tables import Case
from lianxin_chengdu.settings import RightsSettings
from lianxin_chengdu.sources import SERVICE
from lianxin_chengdu.tables import ServiceStandard
from lianxin_chengdu.terms import MODEL_WORKER, WINDOW, WINDOW_WORKER
from lianxin_chengdu.terms import SERVICE as SERVICE_CHANNEL

F = figures(RightsSettings)


class StandardFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="窗口 / Window")
    subject: str = Field(min_length=2, max_length=100, title="方面（如接待礼仪） / On what")
    text: str = Field(min_length=2, max_length=4000, title="标准 / Standard")
    since: date = Field(title="自 / Since")
    until: date | None = Field(None, title="至 / Until")


STANDARDS = Registry(
    key="service_standards",
    clause="CD-E4",
    source=SERVICE,
    title=Text("窗口服务标准", "Service standards of windows"),
    table=ServiceStandard,
    fields=StandardFields,
    own_writers=frozenset({"handler"}),
    unique=(("unit_id", "subject", "since"),),
    public=tuple(StandardFields.model_fields),
    order=("since",),
)

STANDARDS_ARE_THOSE_OF_WINDOWS = Guard(
    key="standards_of_windows",
    clause="CD-E4",
    source=SERVICE,
    title=Text("服务标准按窗口制定", "Standards are those of a window"),
    actions=(recording("service_standards"),),
    refuse_if=~is_of_kind(col(ServiceStandard.unit_id), WINDOW),
    because=Text("请填写服务窗口", "Name a service window"),
)

EVERY_WINDOW_HAS_STANDARDS = Coverage(
    key="windows_have_standards",
    clause="CD-E4",
    source=SERVICE,
    title=Text("每个窗口有服务标准", "Every window has its standards"),
    every=units(WINDOW),
    has=(
        record(
            col(ServiceStandard.unit_id),
            where=in_force(col(ServiceStandard.since), col(ServiceStandard.until), AS_OF),
            called=Text("服务标准", "service standards"),
        ),
    ),
)

_served: Any = select(
    col(Case.handler_id).label("subject_id"), col(Case.reporter_id).label("respondent_id")
).where(
    col(Case.channel) == SERVICE_CHANNEL.code,
    col(Case.reporter_id).is_not(None),
    col(Case.answered_at) >= PERIOD_FROM,
    col(Case.answered_at) < PERIOD_UNTIL,
)

CHOSEN_BY_THOSE_THEY_SERVED = Survey(
    key="model_workers",
    clause="CD-E4",
    source=SERVICE,
    title=Text("服务标兵评选", "Model workers, rated by those they served"),
    every=holders(WINDOW_WORKER),
    frame=asked(_served),
    grades=F.points,
    least_answers=F.least_answers,
    per="year",
)

MODEL_WORKERS = ConsequenceRule(
    key="model_worker",
    clause="CD-E4",
    source=SERVICE,
    title=MODEL_WORKER.label,
    effect=MODEL_WORKER,
    when=after_survey("model_workers", top(F.model_workers)),
    ground=Text("{survey}第 {rank} 名，{score} 分", "{survey}: {rank}., {score} points"),
)

WINDOW_RULES = (
    STANDARDS,
    STANDARDS_ARE_THOSE_OF_WINDOWS,
    EVERY_WINDOW_HAS_STANDARDS,
    CHOSEN_BY_THOSE_THEY_SERVED,
    MODEL_WORKERS,
)
